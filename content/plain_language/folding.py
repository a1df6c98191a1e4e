"""A text as it is compared: case, accents and punctuation gone."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    text = text.casefold().replace("’", "").replace("'", "")
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(WORD.findall(text))

"""Names as they are compared: case, accents, dots and the usual abbreviations folded away."""

import re
import unicodedata

ABBREVIATIONS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def fold(text: str) -> str:
    """'Sainte-Geneviève' and 'ste genevieve' give the same."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9 ]+", " ", plain.replace("'", "").replace(".", "")).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def sort_key(text: str) -> str:
    """Names in the order people expect, the same in both databases: they collate differently."""
    return fold(text)[:400]

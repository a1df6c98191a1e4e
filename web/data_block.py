"""Data in schema.org's words as it stands in a page, for search engines."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Json = dict[str, Any]
CONTEXT = "https://schema.org"
# So that no text in the data can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def block(data: Json | None) -> SafeString:
    """The data block of a page; nothing where there is nothing to say."""
    if data is None:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')

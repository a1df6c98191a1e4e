"""What a page of results shows, read from its HTML."""

from __future__ import annotations

import re
from html import unescape

NAME = re.compile(r'<article class="facility-card">.*?<h3>\s*<a [^>]*>(.*?)</a>', re.DOTALL)


def names_on(html: str) -> list[str]:
    """The centers of the list, in their order."""
    return [unescape(name) for name in NAME.findall(html)]

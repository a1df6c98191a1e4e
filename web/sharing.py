"""Handing a page on, without a vendor in between: a QR code, a text message, a mail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Share:
    """A page's own address, and the ways to send it. A message holds the address and nothing else."""

    url: str

    @property
    def sms(self) -> str:
        # "?&" is what phones of both makers understand.
        return f"sms:?&body={quote(self.url, safe='')}"

    @property
    def mail(self) -> str:
        return f"mailto:?body={quote(self.url, safe='')}"

    @property
    def qr(self) -> SafeString:
        # An address with a query holds what somebody chose: it is never kept, not even in memory.
        return draw(self.url) if "?" in self.url else kept(self.url)


def draw(url: str) -> SafeString:
    """Dark on light in every color scheme: many cameras read no other."""
    code = segno.make(url, error="l", micro=False)
    # What is made of the address here is a path of numbers.
    return mark_safe(
        code.svg_inline(omitsize=True, border=4, light="#fff", svgclass=None, lineclass=None)
    )


# Nine milliseconds to draw, two kilobytes to keep.
kept = lru_cache(maxsize=2048)(draw)


def share(path: str) -> Share:
    """`path` begins with a slash and is one that we made ourselves, never what somebody typed."""
    return Share(settings.SITE_URL + path)

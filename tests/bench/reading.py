"""What our own answers say, read from their HTML as a browser would. Never inside what is timed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tests.bench.peers.options import BY_FACET

COUNT = re.compile(r"\(([\d,]+)\)\s*$")
TOTAL = re.compile(r"([\d,]+)\s+centers?\b")


class SearchPage(HTMLParser):
    """The total in the heading of the results; the count in the label of each option's box."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.total = 0
        self.counts: dict[str, int] = {}
        self.is_heading = False
        self.key = ""
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "h2" and values.get("id") == "results":
            self.is_heading, self.said = True, ""
        elif tag == "input" and values.get("name") in BY_FACET:
            self.key, self.said = values.get("value") or "", ""

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self.is_heading:
            found = TOTAL.search(self.said)
            self.total = _number(found[1]) if found else 0
            self.is_heading = False
        elif tag == "label" and self.key:
            found = COUNT.search(self.said)
            if found:
                self.counts[self.key] = _number(found[1])
            self.key = ""


def read(body: bytes) -> tuple[int, dict[str, int]]:
    """The total, and the count at each option."""
    page = SearchPage()
    page.feed(body.decode())
    return page.total, page.counts


def _number(text: str) -> int:
    return int(text.replace(",", ""))

"""What a first view weighs on the wire: headers, HTML, style, script and pictures of one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

AS_A_BROWSER = {"Accept-Encoding": "br, gzip"}
STATUS_LINE = len("HTTP/1.1 200 OK\r\n")


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes  # as sent: compressed, if it was


Get = Callable[[str, Mapping[str, str]], Answer]


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes, each part as it was sent. Headers are those of all the answers."""

    headers: int
    html: int
    style: int
    script: int
    pictures: int

    @property
    def total(self) -> int:
        return self.headers + self.html + self.style + self.script + self.pictures


def first_view(get: Get, path: str, *, unpack: Callable[[Answer], str]) -> Weight:
    """The page and all that its HTML has a browser load from this site, each once.

    `get` asks as a browser does and does not unpack; `unpack` gives the text of the page.
    """
    page = get(path, AS_A_BROWSER)
    if page.status != 200:
        raise ValueError(f"{path} answered {page.status}")
    found = Loaded()
    found.feed(unpack(page))
    sizes = {"style": 0, "script": 0, "pictures": 0}
    headers = header_bytes(page)
    for address, kind in found.addresses.items():
        answer = get(address, AS_A_BROWSER)
        headers += header_bytes(answer)
        sizes[kind] += len(answer.body)
    return Weight(headers=headers, html=len(page.body), **sizes)


def header_bytes(answer: Answer) -> int:
    """As HTTP/1.1 sends them."""
    lines = sum(len(name) + len(": ") + len(value) + 2 for name, value in answer.headers.items())
    return STATUS_LINE + lines + 2


class Loaded(HTMLParser):
    """What a page loads without being asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        rel = values.get("rel", "").split()
        if tag == "link" and "stylesheet" in rel:
            self._add(values["href"], "style")
        elif tag == "link" and "icon" in rel:
            self._add(values["href"], "pictures")
        elif tag == "script" and "src" in values:
            self._add(values["src"], "script")
        elif tag in ("img", "source", "video") and "src" in values:
            self._add(values["src"], "pictures")

    def _add(self, address: str, kind: str) -> None:
        if not address.startswith("data:"):
            self.addresses.setdefault(address, kind)

"""The questions and the terms of a page, as its HTML holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

PART = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
ROW = re.compile(
    r"<tr>\s*<th scope=\"row\">(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>"
)
CITATION = re.compile(r'<sup class="cite">.*?</sup>', re.DOTALL)
LINK = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)
HREF = re.compile(r'<a href="([^"]+)"')
TAG = re.compile(r"<[^>]+>")
BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|tr|div|dt|dd|figcaption)>|<br>")


class AnsweredQuestion(NamedTuple):
    """A heading of the third level and what stands under it."""

    id: str
    title: str
    answer: str


class Term(NamedTuple):
    """A row of the glossary: `part` is the id of the heading above its table."""

    part: str
    name: str
    also: str
    meaning: str
    href: str  # where its name leads; empty for most


def plain(html: str) -> str:
    """The words of a piece of HTML as a reader sees them, without the numbers of sources."""
    text = BLOCK_END.sub(" ", CITATION.sub("", html))
    return " ".join(unescape(TAG.sub("", text)).split())


def questions(html: str) -> Iterator[AnsweredQuestion]:
    """Under a heading that only leads on, there is no answer."""
    for level, identifier, heading, text in _parts(html):
        if level == "3" and re.search(r"[^\W\d]", plain(LINK.sub("", text))):
            yield AnsweredQuestion(identifier, plain(heading), plain(text))


def terms(html: str) -> Iterator[Term]:
    for _, identifier, _, text in _parts(html):
        for name, also, meaning in ROW.findall(text):
            leads_to = HREF.search(CITATION.sub("", name))
            yield Term(
                identifier,
                plain(name),
                plain(also),
                plain(meaning),
                leads_to[1] if leads_to else "",
            )


def _parts(html: str) -> Iterator[tuple[str, str, str, str]]:
    """Each heading's level, id and words, and what stands under it up to the next."""
    headings = list(PART.finditer(html))
    ends = [heading.start() for heading in headings[1:]] + [len(html)]
    for heading, end in zip(headings, ends, strict=True):
        yield heading[1], heading[2], heading[3], html[heading.end() : end]

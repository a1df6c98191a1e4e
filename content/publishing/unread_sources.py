"""What a version rests on that nobody here has read, with the words that rest on it.

For whoever approves it: they open these sources themselves. Readers never see this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it.token import Token

from content.models import PageVersion, Source
from content.text import markup, slots


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that nobody here has read, its number on the page, and what the page says by it."""

    source: Source
    number: int
    claims: list[SafeString]


def unread(version: PageVersion) -> list[Unread]:
    cited = list(version.citations.filter(source__was_read=False).select_related("source"))
    if not cited:
        return []
    # Each line of the short version is a paragraph of its own.
    points = version.short_version.replace("\n", "\n\n")
    by_key = claims(f"{points}\n\n{version.body}")
    said = {citation: by_key[citation.source.key] for citation in cited}
    filler = slots.Filler([words for all_words in said.values() for words in all_words],
                          on=timezone.localdate())  # fmt: skip
    return [
        Unread(citation.source, citation.number, [filler.fill(escape(words)) for words in found])
        for citation, found in said.items()
    ]


def claims(text: str) -> defaultdict[str, list[str]]:
    """Of each source's key the words it carries: back to the mark before, or to where the paragraph
    begins. A cell of a table follows the headings of its row and column."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place, paragraph in _paragraphs(text):
        for key, words in _carried(paragraph):
            if words and place + words not in found[key]:
                found[key].append(place + words)
    return found


def _paragraphs(text: str) -> Iterator[tuple[str, Token]]:
    """Every run of text, and for a cell its place in the table."""
    columns: list[str] = []
    cells: list[str] = []
    for opening, token in pairwise(markup.PARSER.parse(text, {})):
        if opening.type == "thead_open":
            columns = []
        if opening.type == "tr_open":
            cells = []
        if token.type != "inline":
            continue
        if opening.type == "th_open":
            columns.append(_words(token.children))
        if opening.type == "td_open":
            cells.append(_words(token.children))
        place = f"{cells[0]}, {columns[len(cells) - 1]}: " if len(cells) > 1 else ""
        yield (place if opening.type == "td_open" else ""), token


def _carried(inline: Token) -> Iterator[tuple[str, str]]:
    """Marks that stand together carry the same words."""
    since: list[Token] = []
    words = ""
    for token in inline.children or []:
        if token.type == "citation":
            words = _words(since) or words
            since = []
            yield token.meta["key"], words
        else:
            since.append(token)


def _words(tokens: list[Token] | None) -> str:
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if t.type in breaks else t.content for t in tokens or []).strip()

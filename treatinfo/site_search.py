"""The site's search: pages and answers of the library, and the directory where a place is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from content.search import find, knowledge
from content.search.spelling import WordList
from directory import index
from directory.index.question import Question
from directory.models import Facility, Place
from treatinfo import places_asked
from web import revision

MOST_CENTERS = 5
CENTERS = "Treatment centers"
SHOWN = ("rows", "found", "centers", "center_count")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what was found."""

    title: str
    summary: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """What the page of the search shows."""

    rows: list[Row] = field(default_factory=list)
    found: find.Found = field(default_factory=find.Found)
    centers: list[Facility] = field(default_factory=list)
    center_count: int = 0


def results(text: str) -> Results:
    """What fits the words, best first: a search of the directory where they ask for centers."""
    directory, known = index.current(), knowledge.current()

    places = cache(_place_names)  # asked for at most once a search

    @cache
    def elsewhere(word: str) -> bool:
        return directory.words.holds(word) or word in places()

    asked = places_asked.read(
        text,
        is_everyday=known.is_everyday,
        is_word=known.is_word,
        as_read=lambda word: known.as_read(word, elsewhere=elsewhere),
        directory=directory,
    )
    found = find.find(text, about=asked.rest, elsewhere=elsewhere, known=known)
    rows = [Row(d.title, d.summary, d.url, d.get_kind_display()) for d in found.documents]
    if offer := asked.offer:
        path = offer.url.partition("?")[0]
        rows = [row for row in rows if row.url != path]
        rows.insert(
            0 if offer.is_first else 1, Row(offer.title, offer.summary, offer.url, CENTERS)
        )
    named = directory.answer(Question(text=text))
    first = [pk for pk, _ in named[:MOST_CENTERS]]
    centers = Facility.objects.in_order(first) if first else []
    return Results(rows, found, centers, len(named))


_held: tuple[int | None, WordList] = (None, WordList([]))


def _place_names() -> WordList:
    """Every word that is part of a city's name; made when the first word comes that nobody knows."""
    global _held
    number = revision.of("places")
    if number != _held[0]:
        names = Place.objects.filter(kind=Place.Kind.CITY).values_list("folded", flat=True)
        words = WordList(name.encode() for row in names.iterator() for name in row.split())
        _held = (number, words)
    return _held[1]

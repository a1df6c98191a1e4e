"""Centers in a list, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from django.core.paginator import Page, Paginator

from directory.centers import describe
from directory.centers.cards import Card, cards
from directory.index.answer import Found, Index
from directory.vocabulary.attributes import Facet

RESULTS_PER_PAGE = 20


class Hit(NamedTuple):
    """A facility in a list. `silent_on` are the facets asked on which it says nothing."""

    card: Card
    miles: float | None
    number: int
    silent_on: tuple[str, ...] = ()

    @property
    def away(self) -> str:
        """Its distance in words; empty where the list has no middle."""
        return describe.miles_label(self.card, self.miles)

    @property
    def silence(self) -> str:
        """What to know where it says nothing about what was asked."""
        if not self.silent_on:
            return ""
        return f"Not stated: {' and '.join(self.silent_on)}. Ask when you call."


class Site(NamedTuple):
    """The hits of a page at one address: separate programs, which stand together."""

    hits: list[Hit]

    @property
    def address(self) -> str:
        place = self.hits[0].card
        return f"{place.street}, {place.city}, {place.state} {place.zip_code}"


class Listed(Protocol):
    """An answer, or a part of one: only what is shown of it is put in order and read."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice) -> list[Found]: ...


def hits(answer: Listed, number: str | None, *, index: Index, asked: Iterable[Facet] = ()) -> Page:
    """A page of the answer; only its own facilities are read."""
    countable: Any = answer
    page = Paginator(countable, RESULTS_PER_PAGE).get_page(number)
    shown: Any = page
    first = page.start_index()
    shown.object_list = hits_of(shown.object_list, index=index, first=first, asked=asked)
    shown.sites = by_site(shown.object_list)
    return shown


def hits_of(
    found: Sequence[Found], *, index: Index, first: int = 1, asked: Iterable[Facet] = ()
) -> list[Hit]:
    """Those found, with their cards; one that vanished meanwhile is skipped."""
    kept, labels = cards([each.pk for each in found], index), [(f, f.label.lower()) for f in asked]
    shown = (
        (kept[each.pk], each.miles, number)
        for number, each in enumerate(found, first)
        if each.pk in kept
    )
    if not labels:
        return [Hit(*one) for one in shown]
    return [
        Hit(*one, silent_on=tuple([label for facet, label in labels if facet in one[0].silent_on]))
        for one in shown
    ]


def by_site(hits: Iterable[Hit]) -> list[Site]:
    """Programs at one address, together where the first of them stands; never merged."""
    sites: dict[Any, Site] = {}
    for hit in hits:
        place = hit.card
        key = (place.street.casefold(), place.zip_code) if place.street else place.pk
        if key in sites:
            sites[key].hits.append(hit)
        else:
            sites[key] = Site([hit])
    return list(sites.values())

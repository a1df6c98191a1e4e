"""A center in a list: what its card says, and the card itself.

A card says the same whoever asks. Those that searches show most stay in the index that found them,
with their HTML, and are gone with it when any center changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markupsafe import escape

from directory import cautions, presenting, shortlist
from directory.answers import Index
from directory.drawing import draw, pattern, place
from directory.groups import FACETS
from directory.models import Facet, Facility
from directory.models.attribute import has_answered

LINES = (
    ("Medicines", (Facet.MEDICATION,)),
    ("Care", (Facet.CARE,)),
    ("Paying", (Facet.COST, Facet.PAYMENT)),
)
MOST_KEPT = 1500  # cards, 2 KB each
# Where the parts stand that differ from list to list: control characters, which no text has.
NUMBER, MILES, SILENT, BETWEEN = "\x01", "\x02", "\x03", "\0"
# The words of a card in the order in which `_drawn` has them; then its cautions, "caution 0" first.
OWN = ("url", "full_name", "address", "short_id", "source", "keep_url", "href", "display")
PLACES = (*OWN, *(f"line {n}" for n in range(len(LINES))), *(f"caution {n}" for n in range(9)))
NO_PHONE = {"href": "", "display": ""}


class Columns(NamedTuple):
    """As much of a facility as its card shows."""

    pk: int
    short_id: str
    name: str
    program: str
    street: str
    city: str
    state: str
    zip_code: str
    latitude: float | None
    longitude: float | None
    position: str
    source: str
    as_of: date
    is_sample: bool
    facts: dict[str, bool]
    phones: list[dict[str, str]]


class Listing(Columns):
    """A facility as lists read it, without the model, which takes three times as long. What a
    facility says of itself, it says in the same words."""

    __slots__ = ()

    full_name = Facility.full_name
    slug = Facility.slug
    get_absolute_url = Facility.get_absolute_url
    is_stale = Facility.is_stale
    yes = Facility.yes


COLUMNS = ", ".join(["id", *Columns._fields[1:]])


def read(pks: Sequence[int]) -> Iterator[Listing]:
    """Those of these centers that are still there, in any order."""
    marks = ", ".join(["%s"] * len(pks))
    query = f"SELECT {COLUMNS} FROM directory_facility WHERE id IN ({marks})"
    with connection.cursor() as cursor:  # the ORM would take four times as long to ask
        cursor.execute(query, pks)
        for *columns, facts, phones in cursor.fetchall():
            yield Listing._make([*columns, json.loads(facts), json.loads(phones)])


@dataclass(slots=True)
class Card:
    """What lists show of a facility: on its card, on the map, among others at its address."""

    pk: int
    short_id: str
    full_name: str
    url: str
    street: str
    city: str
    state: str
    zip_code: str
    address: str
    latitude: float | None
    longitude: float | None
    position: str
    facts: tuple[str, ...]
    phone: dict[str, str] | None
    source: str
    as_of: date
    is_stale: bool
    is_sample: bool
    cautions: list[str]
    silent_on: frozenset[Facet]
    drawn: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, facility: Any, *, on: date | None = None) -> Card:
        """Of a facility, or of as much of it as a list reads, as it is on this day."""
        phones = presenting.phone_links(facility, most=1)
        return cls(
            **{name: getattr(facility, name) for name in AS_THEY_ARE},
            url=facility.get_absolute_url(),
            address=presenting.address_line(facility),
            facts=tuple(
                ", ".join(presenting.short_names(facility, *facets)) for _, facets in LINES
            ),
            phone=phones[0] if phones else None,
            source=presenting.source_line(facility),
            is_stale=facility.is_stale(on=on or timezone.localdate()),
            cautions=cautions.cautions(facility),
            silent_on=_once(frozenset(f for f in FACETS if not has_answered(facility.facts, f))),
        )


AS_THEY_ARE = (
    "pk", "short_id", "full_name", "street", "city", "state", "zip_code", "latitude", "longitude",
    "position", "as_of", "is_sample",
)  # fmt: skip


@lru_cache(maxsize=1024)
def _once(facets: frozenset[Facet]) -> frozenset[Facet]:
    """One set for all centers that are silent on the same: a set of its own is half a kilobyte."""
    return facets


def cards(pks: Sequence[int], index: Index) -> dict[int, Card]:
    """The cards of these centers; only those that the index does not have yet are read."""
    day = (timezone.localdate(), get_language())
    if index.cards_of != day or len(index.cards) > MOST_KEPT:
        index.cards, index.cards_of = {}, day  # anew: another thread may still read the old ones
    kept = index.cards
    found = {pk: kept[pk] for pk in pks if pk in kept}
    if missing := [pk for pk in pks if pk not in found]:
        made = {listing.pk: Card.of(listing, on=day[0]) for listing in read(missing)}
        found |= made
        kept |= made
    return found


def drawn(hit: Any, *, chosen: Sequence[str] = (), form_id: str = "") -> SafeString:
    """`hit` has a card, its miles (or None) and its number in the list. With the id of a form, the
    card has a box that sends it there; with centers in the address, a way to add this one."""
    card: Card = hit.card
    miles = presenting.miles_label(card, hit.miles)
    how = (bool(hit.number), bool(miles), bool(hit.silent_on), form_id, card.short_id in chosen)
    keep_url = shortlist.with_one_more(chosen, card.short_id) if chosen else ""
    html = card.drawn.get(how) if not keep_url else None
    if html is None:
        html = _drawn(card, how, keep_url)
        if not keep_url:
            card.drawn[how] = html
    html = html.replace(NUMBER, str(hit.number)).replace(MILES, escape(miles))
    if hit.silent_on:
        silent = f"Not stated: {' and '.join(hit.silent_on)}. Ask when you call."
        html = html.replace(SILENT, escape(silent))
    return mark_safe(html)


def _drawn(card: Card, how: tuple[Any, ...], keep_url: str) -> str:
    phone = card.phone or NO_PHONE
    said = tuple(map(bool, card.facts))
    shape = (*how, bool(keep_url), said, len(card.cautions), bool(card.phone), card.is_stale)
    own = (
        card.url, card.full_name, card.address, card.short_id, card.source, keep_url,
        phone["href"], phone["display"], *card.facts, *card.cautions,
    )  # fmt: skip
    # All in one go: one by one, to escape them would take a third of the drawing.
    words = str(escape(BETWEEN.join(own))).split(BETWEEN)
    return _pattern(*shape) % dict(zip(PLACES, words, strict=False))


@lru_cache(maxsize=512)
def _pattern(
    has_number: bool,  # noqa: FBT001
    has_miles: bool,  # noqa: FBT001
    has_silence: bool,  # noqa: FBT001
    form_id: str,
    is_chosen: bool,  # noqa: FBT001
    has_way: bool,  # noqa: FBT001
    said: tuple[bool, ...],
    cautions: int,
    has_phone: bool,  # noqa: FBT001
    is_stale: bool,  # noqa: FBT001
) -> str:
    """A card of this shape, with places for the words of a center."""
    titles = [title for title, _ in LINES]
    return pattern(
        "directory/_facility_card.jinja",
        card={
            **{name: place(name) for name in OWN},
            "facts": [
                (title, place(f"line {n}") if said[n] else "") for n, title in enumerate(titles)
            ],
            "phone": {"href": place("href"), "display": place("display")} if has_phone else None,
            "is_stale": is_stale,
        },
        number=NUMBER if has_number else "",
        miles=MILES if has_miles else "",
        warnings=[
            *([SILENT] if has_silence else []),
            *(place(f"caution {n}") for n in range(cautions)),
        ],
        form_id=form_id,
        is_chosen=is_chosen,
        keep_url=place("keep_url") if has_way else "",
    )


def row(hit: Any) -> dict[str, Any]:
    """A center beside the map: its number, name, distance and telephone."""
    card: Card = hit.card
    return {"card": card, "number": hit.number, "miles": presenting.miles_label(card, hit.miles)}


def results(sites: Iterable[Any], **how: Any) -> SafeString:
    """A page of hits, with programs at one address together."""
    shown = [
        {"cards": [drawn(hit, **how) for hit in site.hits], "address": site.address}
        for site in sites
    ]
    return draw("directory/_results.jinja", sites=shown)

"""A center in a list: what its card says, and the card itself.

A card says the same whoever asks. Those that searches show most stay in the index that found them,
with their HTML, and are gone with it when any center changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from directory import cautions, presenting, shortlist
from directory.answers import Index
from directory.drawing import draw
from directory.models import Facet, Facility
from directory.models.attribute import has_answered

LINES = (
    ("Medicines", (Facet.MEDICATION,)),
    ("Care", (Facet.CARE,)),
    ("Paying", (Facet.COST, Facet.PAYMENT)),
)
MOST_KEPT = 1500  # cards, 2 KB each
# Where the parts stand that differ from list to list: control characters, which no text has.
NUMBER, MILES, SILENT = "\x01", "\x02", "\x03"


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
    facts: tuple[tuple[str, str], ...]
    phone: dict[str, str] | None
    source: str
    as_of: date
    is_stale: bool
    is_sample: bool
    cautions: list[str]
    silent_on: frozenset[Facet]
    drawn: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, facility: Facility) -> Card:
        phones = presenting.phone_links(facility)
        return cls(
            **{name: getattr(facility, name) for name in AS_THEY_ARE},
            url=facility.get_absolute_url(),
            address=presenting.address_line(facility),
            facts=tuple(
                (title, ", ".join(presenting.short_names(facility, *facets)))
                for title, facets in LINES
            ),
            phone=phones[0] if phones else None,
            source=presenting.source_line(facility),
            is_stale=facility.is_stale(on=timezone.localdate()),
            cautions=cautions.cautions(facility),
            silent_on=frozenset(f for f in Facet if not has_answered(facility.facts, f)),
        )


AS_THEY_ARE = (
    "pk", "short_id", "full_name", "street", "city", "state", "zip_code", "latitude", "longitude",
    "position", "as_of", "is_sample",
)  # fmt: skip


def cards(pks: Sequence[int], index: Index) -> dict[int, Card]:
    """The cards of these centers; only those that the index does not have yet are read."""
    day = (timezone.localdate(), get_language())
    if index.cards_of != day or len(index.cards) > MOST_KEPT:
        index.cards, index.cards_of = {}, day  # anew: another thread may still read the old ones
    kept = index.cards
    found = {pk: kept[pk] for pk in pks if pk in kept}
    if missing := [pk for pk in pks if pk not in found]:
        read = {facility.pk: Card.of(facility) for facility in Facility.objects.in_order(missing)}
        found |= read
        kept |= read
    return found


def drawn(hit: Any, *, chosen: Sequence[str] = (), form_id: str = "") -> SafeString:
    """`hit` has a card, its miles (or None) and its number in the list. With the id of a form, the
    card has a box that sends it there; with centers in the address, a way to add this one."""
    card: Card = hit.card
    miles = presenting.miles_label(card, hit.miles)
    silent = f"Not stated: {' and '.join(hit.silent_on)}. Ask when you call."
    how = (
        bool(hit.number),
        bool(miles),
        bool(hit.silent_on),
        form_id,
        card.short_id in chosen,
        shortlist.with_one_more(chosen, card.short_id) if chosen else "",
    )
    html = card.drawn.get(how) or _drawn(card, *how)
    if not how[-1]:
        card.drawn[how] = html
    html = html.replace(NUMBER, str(hit.number)).replace(MILES, escape(miles))
    return mark_safe(html.replace(SILENT, escape(silent)))


def _drawn(card: Card, *how: Any) -> str:
    has_number, has_miles, has_silence, form_id, is_chosen, keep_url = how
    return draw(
        "directory/_facility_card.jinja",
        card=card,
        number=NUMBER if has_number else "",
        miles=MILES if has_miles else "",
        warnings=[*([SILENT] if has_silence else []), *card.cautions],
        form_id=form_id,
        is_chosen=is_chosen,
        keep_url=keep_url,
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

"""What a center's card says in a list, whoever asks.

Cards that searches show most stay in the index that found them, with the HTML of their body, and are gone
with it when any center changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape

from directory.centers import describe
from directory.centers.card_columns import read
from directory.centers.phone_numbers import phone_links
from directory.centers.shortlist import NOBODY_YET
from directory.index.answer import Index
from directory.index.question import FACETS
from directory.vocabulary.attributes import Facet, answers_to
from directory.vocabulary.cautions import cautions
from web.drawing import macro

LINES = (
    ("Medicines", (Facet.MEDICATION,)),
    ("Care", (Facet.CARE,)),
    ("Paying", (Facet.COST, Facet.PAYMENT)),
)
MOST_KEPT = 1500  # cards, 2 KB each
ANSWERS = [(facet, answers_to(facet)) for facet in FACETS]

NOT_DRAWN = Markup()


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
    latitude: float | None
    longitude: float | None
    position: str
    is_sample: bool
    phone: dict[str, str] | None
    cautions: list[str]
    source: str
    is_stale: bool
    silent_on: frozenset[Facet]
    # Drawn once by templates/directory/_card_body.jinja.
    name_html: Markup = NOT_DRAWN
    address_html: Markup = NOT_DRAWN
    facts_html: Markup = NOT_DRAWN
    bottom_html: Markup = NOT_DRAWN

    @classmethod
    def of(cls, facility: Any, *, on: date, language: str | None) -> Card:
        """Of a facility, or of as much of it as a list reads, as it is on this day."""
        said = facility.facts.keys()
        phones = phone_links(facility, most=1)
        card = cls(
            pk=facility.pk,
            short_id=facility.short_id,
            full_name=facility.full_name,
            url=facility.address_in(language),
            street=facility.street,
            city=facility.city,
            state=facility.state,
            zip_code=facility.zip_code,
            latitude=facility.latitude,
            longitude=facility.longitude,
            position=facility.position,
            is_sample=facility.is_sample,
            phone=phones[0] if phones else None,
            cautions=cautions(facility.facts),
            source=describe.source_line_in(language, facility),
            is_stale=facility.is_stale(on=on),
            silent_on=_once(frozenset([f for f, keys in ANSWERS if said.isdisjoint(keys)])),
        )
        lines = [(title, ", ".join(describe.short_names(facility, *of))) for title, of in LINES]
        card.name_html = _body("name")(card)
        card.address_html = escape(describe.address_line(facility))
        card.facts_html = _body("facts")(lines)
        card.bottom_html = _body("bottom")(card, NOBODY_YET)
        return card


def _body(part: str) -> Callable[..., Markup]:
    return macro("directory/_card_body.jinja", part)


@lru_cache(maxsize=1024)
def _once(facets: frozenset[Facet]) -> frozenset[Facet]:
    """One set for all centers that are silent on the same: a set of its own is half a kilobyte."""
    return facets


def cards(pks: Sequence[int], index: Index) -> dict[int, Card]:
    """The cards of these centers; only those that the index does not have yet are read."""
    today, language = timezone.localdate(), get_language()
    if index.cards_of != (today, language):
        index.cards, index.older_cards, index.cards_of = {}, {}, (today, language)
    elif len(index.cards) > MOST_KEPT // 2:
        # Those not shown since the last time go; another thread may still read them.
        index.older_cards, index.cards = index.cards, {}
    kept, older = index.cards, index.older_cards
    found = {pk: card for pk in pks if (card := kept.get(pk) or older.get(pk))}
    if missing := [pk for pk in pks if pk not in found]:
        found |= {each.pk: Card.of(each, on=today, language=language) for each in read(missing)}
    kept |= found
    return found

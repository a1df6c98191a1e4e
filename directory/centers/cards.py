"""What a center's card says in a list, whoever asks.

Cards that searches show most stay in the index that found them, and are gone with it when any center
changes. `directory.centers.card_drawing` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from directory.centers import describe
from directory.centers.card_columns import read
from directory.centers.card_drawing import LINES, CardLook, escaped
from directory.centers.phone_numbers import phone_links
from directory.index.answer import Index
from directory.index.question import FACETS
from directory.vocabulary.attributes import Facet, answers_to
from directory.vocabulary.cautions import cautions

MOST_KEPT = 4000  # cards, 3 KB each: the first pages of all states and of the largest cities
ANSWERS = [(facet, answers_to(facet)) for facet in FACETS]


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
    look: CardLook
    words: dict[str, str] = field(repr=False)  # escaped, by their places in the template

    @classmethod
    def of(cls, facility: Any, *, on: date, language: str | None) -> Card:
        """Of a facility, or of as much of it as a list reads, as it is on this day."""
        said = facility.facts.keys()
        phones = phone_links(facility, most=1)
        phone = phones[0] if phones else None
        lines = {
            name: ", ".join(describe.short_names(facility, *of)) for name, (_, of) in LINES.items()
        }
        url, full_name = facility.address_in(language), facility.full_name
        source = describe.source_line_in(language, facility)
        is_stale, warnings = facility.is_stale(on=on), cautions(facility.facts)
        has_line = tuple([bool(line) for line in lines.values()])
        return cls(
            pk=facility.pk,
            short_id=facility.short_id,
            full_name=full_name,
            url=url,
            street=facility.street,
            city=facility.city,
            state=facility.state,
            zip_code=facility.zip_code,
            latitude=facility.latitude,
            longitude=facility.longitude,
            position=facility.position,
            is_sample=facility.is_sample,
            phone=phone,
            cautions=warnings,
            source=source,
            is_stale=is_stale,
            silent_on=_once(frozenset([f for f, keys in ANSWERS if said.isdisjoint(keys)])),
            look=CardLook(has_line, tuple(warnings), bool(phone), is_stale, language),
            words=escaped(
                url=url,
                full_name=full_name,
                address=describe.address_line(facility),
                short_id=facility.short_id,
                source=source,
                href=phone["href"] if phone else "",
                display=phone["display"] if phone else "",
                **lines,
            ),
        )


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

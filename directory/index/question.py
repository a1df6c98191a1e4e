"""A search in our words. Every view asks the index through one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from directory.places.geo import Point
from directory.vocabulary.attributes import Facet

MILES = (5, 10, 25, 50, 100)
USUAL_MILES = 25


@dataclass(frozen=True, slots=True)
class Question:
    """Which facilities? Inside a facet any of the needs will do; each facet asked must be met."""

    near: Point | None = None
    miles: int = USUAL_MILES
    state: str = ""
    needs: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    text: str = ""  # words of a name or city, or a phone number
    with_not_stated: bool = False  # also who is silent on a facet asked
    with_set_aside: bool = (
        False  # also who does not treat opioid addiction (directory.vocabulary.cautions)
    )

    def without(self, facet: Facet) -> Question:
        return replace(self, needs={f: keys for f, keys in self.needs.items() if f != facet})

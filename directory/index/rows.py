"""The directory as bits: one integer an option, one bit a facility.

Rows are ordered by state and name, so a state is a run of bits. `directory.index.build` makes this from
the database, `directory.index.storage` stores and loads it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from directory.index.grid import Grid
from directory.index.words import Words
from directory.vocabulary.attributes import Facet, filters_of


@dataclass
class Rows:
    """The directory as bits. Row n is the facility `pks[n]` and the bit 1 << n of each mask."""

    pks: array[int] = field(default_factory=lambda: array("q"))
    options: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    set_aside: int = 0
    states: dict[str, tuple[int, int]] = field(default_factory=dict)
    latitudes: array[float] = field(default_factory=lambda: array("d"))
    longitudes: array[float] = field(default_factory=lambda: array("d"))
    name_ranks: array[int] = field(default_factory=lambda: array("I"))
    words: Words = field(default_factory=Words)
    has_samples: bool = False
    as_of: date | None = None
    # Kept by directory.centers.cards, never stored: the cards shown most, and the day and language they are of.
    cards: dict[int, Any] = field(default_factory=dict)
    older_cards: dict[int, Any] = field(default_factory=dict)
    cards_of: Any = None
    _silent: dict[Facet, int] = field(default_factory=dict, compare=False, repr=False)
    _masks: dict[Facet, list[tuple[str, int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def all(self) -> int:
        return (1 << len(self.pks)) - 1

    @property
    def located(self) -> int:
        """How many have a position."""
        return len(self.grid)

    @cached_property
    def grid(self) -> Grid:
        return Grid.of(self.latitudes, self.longitudes)

    @cached_property
    def by_name(self) -> array[int]:
        """All rows in the order of their names."""
        rows = array("I", bytes(4 * len(self.name_ranks)))
        for row, rank in enumerate(self.name_ranks):
            rows[rank] = row
        return rows

    def in_state(self, state: str) -> int:
        first, end = self.states.get(state, (0, 0))
        return (1 << end) - (1 << first)

    def with_any(self, keys: Iterable[str]) -> int:
        mask = 0
        for key in keys:
            mask |= self.options.get(key, 0)
        return mask

    def silent_on(self, facet: Facet) -> int:
        if facet not in self._silent:
            self._silent[facet] = self.all & ~self.answered.get(facet, 0)
        return self._silent[facet]

    def masks_of(self, facet: Facet) -> list[tuple[str, int]]:
        """The options of a facet, in its order, each with those who say yes to it."""
        if facet not in self._masks:
            self._masks[facet] = [(a.key, self.options.get(a.key, 0)) for a in filters_of(facet)]
        return self._masks[facet]

    @cached_property
    def for_opioids(self) -> int:
        """Those that searches show unless asked for all."""
        return self.all & ~self.set_aside

"""Which facilities answer a question, in what order, and what each further choice would leave.

One integer an option, one bit a facility. Rows are ordered by state and name, so a state is a run
of bits. `directory.index` makes this from the database, stores it and loads it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import isnan
from typing import NamedTuple

from directory.bits import mask_of, rows_of
from directory.geo import Cell, Point, cell_of, cells_around, miles_between
from directory.models import Facet
from directory.models.attribute import filters_of
from directory.question import Question
from directory.words import Words

GRID_MILES = 1000  # beyond, a circle has more cells than the country


class Found(NamedTuple):
    """A facility that answers, and how far away it is when the question names a place."""

    pk: int
    miles: float | None


@dataclass
class Index:
    """The directory as bits. Row n is the facility `pks[n]` and the bit 1 << n of each mask."""

    pks: list[int] = field(default_factory=list)
    options: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    set_aside: int = 0
    states: dict[str, tuple[int, int]] = field(default_factory=dict)
    latitudes: array[float] = field(default_factory=lambda: array("d"))
    longitudes: array[float] = field(default_factory=lambda: array("d"))
    name_ranks: list[int] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    has_samples: bool = False
    as_of: date | None = None

    def answer(self, question: Question) -> Answer:
        return Answer(self, question)

    @property
    def all(self) -> int:
        return (1 << len(self.pks)) - 1

    @property
    def located(self) -> int:
        """How many have a position."""
        return sum(not isnan(latitude) for latitude in self.latitudes)

    def in_state(self, state: str) -> int:
        first, end = self.states.get(state, (0, 0))
        return (1 << end) - (1 << first)

    def with_any(self, keys: Iterable[str]) -> int:
        mask = 0
        for key in keys:
            mask |= self.options.get(key, 0)
        return mask

    def silent_on(self, facet: Facet) -> int:
        return self.all & ~self.answered.get(facet, 0)

    def near(self, point: Point, miles: float) -> dict[int, float]:
        """Rows within the radius, with their miles."""
        candidates = 0
        cells = self.grid if miles > GRID_MILES else cells_around(point, miles)
        for cell in cells:
            candidates |= self.grid.get(cell, 0)
        found = {}
        for row in rows_of(candidates):
            distance = miles_between(point, (self.latitudes[row], self.longitudes[row]))
            if distance <= miles:
                found[row] = distance
        return found

    @cached_property
    def grid(self) -> dict[Cell, int]:
        rows: defaultdict[Cell, list[int]] = defaultdict(list)
        for row, (latitude, longitude) in enumerate(
            zip(self.latitudes, self.longitudes, strict=True)
        ):
            if not isnan(latitude):
                rows[cell_of(latitude, longitude)].append(row)
        return {cell: mask_of(there) for cell, there in rows.items()}


class Answer:
    """What the index says to one question."""

    def __init__(self, index: Index, question: Question) -> None:
        self.index = index
        self.question = question
        self.distances = index.near(question.near, question.miles) if question.near else None
        self.area = index.all if self.distances is None else mask_of(self.distances)
        if question.state:
            self.area &= index.in_state(question.state)
        if question.text:
            self.area &= index.words.matching(question.text)
        self.shown = index.all if question.with_set_aside else index.all & ~index.set_aside
        self.mask = self._meeting(question.needs) & self.shown

    def __len__(self) -> int:
        return self.mask.bit_count()

    @cached_property
    def found(self) -> list[Found]:
        """By distance, then by name, then the most recently updated (`name_ranks` hold both)."""
        ranks, pks = self.index.name_ranks, self.index.pks
        rows = list(rows_of(self.mask))
        if self.distances is None:
            return [Found(pks[row], None) for row in sorted(rows, key=ranks.__getitem__)]
        distances = self.distances
        # Whole tenths, as they are shown: centers at one address must come by name.
        rows.sort(key=lambda row: (round(distances[row], 1), ranks[row]))
        return [Found(pks[row], distances[row]) for row in rows]

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many facilities each option of the facet would leave, if it alone were chosen."""
        others = self._without(facet)
        silent = self.index.silent_on(facet) if self.question.with_not_stated else 0
        options = self.index.options
        return {
            a.key: (others & (options.get(a.key, 0) | silent)).bit_count()
            for a in filters_of(facet)
        }

    def not_stated(self, facet: Facet) -> int:
        """How many that meet every other facet say nothing at all about this one."""
        return (self._without(facet) & self.index.silent_on(facet)).bit_count()

    @property
    def set_aside(self) -> int:
        """How many were left out only because they do not treat opioid addiction."""
        return (self._meeting(self.question.needs) & ~self.shown).bit_count()

    @property
    def left_out_as_not_stated(self) -> int:
        """How many more there would be with those silent on some facet asked."""
        silent_too = self._meeting(self.question.needs, with_silent=True) & self.shown
        return (silent_too & ~self.mask).bit_count()

    def _without(self, facet: Facet) -> int:
        return self._meeting(self.question.without(facet).needs) & self.shown

    def _meeting(self, needs: Mapping[Facet, frozenset[str]], *, with_silent: bool = False) -> int:
        mask = self.area
        for facet, keys in needs.items():
            met = self.index.with_any(keys)
            if with_silent or self.question.with_not_stated:
                met |= self.index.silent_on(facet)
            mask &= met
        return mask

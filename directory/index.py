"""Which facilities answer a question, in what order, and what each further choice would leave.

One integer an option, one bit a facility. Rows are ordered by state and name, so a state is a run
of bits. The index is derived: `directory.changes.renew` makes it from the database and stores it
with a stamp; each process loads it when the stamp changes. Plain SQL checks it (`check_index`).
"""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import cos, floor, isnan, nan, radians
from typing import NamedTuple
from uuid import UUID

from directory.geo import MILES_A_DEGREE, Point, miles_between
from directory.models import Facet, Facility, IndexSnapshot
from directory.models.attribute import ATTRIBUTES, filters_of, has_answered
from directory.question import Question

CELL = 0.5  # degrees; a cell's facilities are one integer, so "near" looks at few points


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
    states: dict[str, tuple[int, int]] = field(default_factory=dict)
    latitudes: array[float] = field(default_factory=lambda: array("d"))
    longitudes: array[float] = field(default_factory=lambda: array("d"))
    name_ranks: list[int] = field(default_factory=list)
    has_samples: bool = False
    as_of: date | None = None

    def answer(self, question: Question) -> Answer:
        return Answer(self, question)

    @property
    def all(self) -> int:
        return (1 << len(self.pks)) - 1

    def in_state(self, state: str) -> int:
        first, end = self.states.get(state, (0, 0))
        return (1 << end) - (1 << first)

    def with_any(self, keys: Iterable[str]) -> int:
        mask = 0
        for key in keys:
            mask |= self.options.get(key, 0)
        return mask

    def near(self, point: Point, miles: float) -> dict[int, float]:
        """Rows within the radius, with their miles."""
        candidates = 0
        for cell in cells_around(point, miles):
            candidates |= self.grid.get(cell, 0)
        found = {}
        for row in rows_of(candidates):
            distance = miles_between(point, (self.latitudes[row], self.longitudes[row]))
            if distance <= miles:
                found[row] = distance
        return found

    @cached_property
    def grid(self) -> dict[tuple[int, int], int]:
        rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
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
        self.mask = self._meeting(question.needs)

    def __len__(self) -> int:
        return self.mask.bit_count()

    @cached_property
    def found(self) -> list[Found]:
        """By distance, else by name; equals by the facility seen first."""
        ranks, pks = self.index.name_ranks, self.index.pks
        rows = list(rows_of(self.mask))
        if self.distances is None:
            return [Found(pks[row], None) for row in sorted(rows, key=ranks.__getitem__)]
        distances = self.distances
        # Whole tenths, as they are shown: centers at one address must come by name.
        rows.sort(key=lambda row: (round(distances[row], 1), ranks[row]))
        return [Found(pks[row], distances[row]) for row in rows]

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many of the facilities that meet every other facet say yes to each option."""
        others = self._meeting({f: keys for f, keys in self.question.needs.items() if f != facet})
        options = self.index.options
        return {a.key: (others & options.get(a.key, 0)).bit_count() for a in filters_of(facet)}

    def not_stated(self, facet: Facet) -> int:
        """How many that meet every other facet say nothing at all about this one."""
        others = self._meeting({f: keys for f, keys in self.question.needs.items() if f != facet})
        return (others & ~self.index.answered.get(facet, 0)).bit_count()

    def _meeting(self, needs: Mapping[Facet, frozenset[str]]) -> int:
        mask = self.area
        for keys in needs.values():
            mask &= self.index.with_any(keys)
        return mask


def mask_of(rows: Iterable[int]) -> int:
    """Set all bits at once: adding them one by one would copy the integer for each."""
    rows = list(rows)
    bits = bytearray(max(rows, default=-1) // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def rows_of(mask: int) -> Iterator[int]:
    """The numbers of the set bits, lowest first."""
    for place, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low


def cell_of(latitude: float, longitude: float) -> tuple[int, int]:
    return floor(latitude / CELL), floor(longitude / CELL)


def cells_around(point: Point, miles: float) -> Iterator[tuple[int, int]]:
    """Every cell that a circle can touch. Longitudes wrap at 180 degrees, in the Aleutians."""
    latitude, longitude = point
    tall = miles / MILES_A_DEGREE
    # A circle is widest, in degrees, at the end of it that lies nearer to the pole.
    wide = tall / max(cos(radians(min(89.0, abs(latitude) + tall))), 0.01)
    around = round(360 / CELL)
    low, first = cell_of(latitude - tall, longitude - wide)
    high, last = cell_of(latitude + tall, longitude + wide)
    for row in range(low, high + 1):
        for column in range(first, last + 1):
            yield row, (column + around // 2) % around - around // 2


def build() -> Index:
    """The index of what the database holds now."""
    fields = ["pk", "state", "facts", "latitude", "longitude", "sort_key", "is_sample", "as_of"]
    facilities = Facility.objects.listed().order_by("state", "sort_key", "pk").values_list(*fields)
    index = Index()
    options: defaultdict[str, list[int]] = defaultdict(list)
    answered: defaultdict[str, list[int]] = defaultdict(list)
    names = []
    for row, (pk, state, facts, latitude, longitude, name, is_sample, as_of) in enumerate(
        facilities.iterator(chunk_size=2000)
    ):
        index.pks.append(pk)
        first, _ = index.states.get(state, (row, row))
        index.states[state] = (first, row + 1)
        index.latitudes.append(nan if latitude is None else latitude)
        index.longitudes.append(nan if longitude is None else longitude)
        names.append((name, -as_of.toordinal(), row))
        index.has_samples |= is_sample
        index.as_of = max(as_of, index.as_of or as_of)
        for key, says_yes in facts.items():
            if says_yes and key in ATTRIBUTES and ATTRIBUTES[key].is_filter:
                options[key].append(row)
        for facet in Facet:
            if has_answered(facts, facet):
                answered[facet].append(row)
    index.options = {key: mask_of(rows) for key, rows in options.items()}
    index.answered = {key: mask_of(rows) for key, rows in answered.items()}
    index.name_ranks = [0] * len(names)
    for rank, (_, _, row) in enumerate(sorted(names)):
        index.name_ranks[row] = rank
    return index


def to_bytes(index: Index) -> bytes:
    return zlib.compress(
        json.dumps(
            {
                "pks": index.pks,
                "options": {key: hex(mask) for key, mask in index.options.items()},
                "answered": {key: hex(mask) for key, mask in index.answered.items()},
                "states": index.states,
                "latitudes": b64encode(index.latitudes.tobytes()).decode(),
                "longitudes": b64encode(index.longitudes.tobytes()).decode(),
                "name_ranks": index.name_ranks,
                "has_samples": index.has_samples,
                "as_of": index.as_of.isoformat() if index.as_of else None,
            }
        ).encode(),
        level=1,
    )


def from_bytes(blob: bytes) -> Index:
    values = json.loads(zlib.decompress(blob))
    for name in ("options", "answered"):
        values[name] = {key: int(mask, 16) for key, mask in values[name].items()}
    for name in ("latitudes", "longitudes"):
        values[name] = array("d", b64decode(values[name]))
    values["states"] = {state: tuple(run) for state, run in values["states"].items()}
    values["as_of"] = date.fromisoformat(values["as_of"]) if values["as_of"] else None
    return Index(**values)


# The index this process holds, and the stamp it had.
_held: tuple[UUID | None, Index] = (None, Index())


def current() -> Index:
    """The index of the data as it is now: one small query, and a load when it changed."""
    global _held
    stamp = IndexSnapshot.objects.order_by("-pk").values_list("stamp", flat=True).first()
    if stamp is None:
        return Index()
    if stamp != _held[0]:
        snapshot = IndexSnapshot.objects.get(stamp=stamp)
        _held = (stamp, from_bytes(bytes(snapshot.blob)))
    return _held[1]

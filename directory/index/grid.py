"""Centers by where they are: a grid of cells, each with the rows of the index that stand in it.

A circle takes whole cells as they are; only at its edge, and in cells with few centers, is each one
measured. The nearest come first without measuring the rest: cells are opened nearest first.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heapify, heappop, heappush
from math import cos, inf, isnan, radians, sqrt, tan

from directory.index.bits import mask_of
from directory.places.geo import (
    CELL,
    MILES_A_DEGREE,
    Cell,
    Point,
    cell_of,
    cells_around,
    miles_between,
)

GRID_MILES = 1000  # beyond, a circle has more cells than the country
FEW = 16  # centers in a cell: measuring them costs less than measuring the cell
FAR = 100  # miles; from there on, the nearest point of a cell need not lie where a flat map has it
HALF_A_CELL = 10  # miles from the middle of a cell to a corner, at most
WIDEST_CELL = 20  # miles from corner to corner
CURVED = 0.02  # what a flat map of some hundred miles is wrong by even at the equator
MOST_SLACK = 0.3
MARGIN = 0.1  # miles: corners bound a cell on the globe only nearly, and we order by tenths


@dataclass
class Grid:
    """`rows` by cell: those of a cell stand in one run of it."""

    cells: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    rows: array[int] = field(default_factory=lambda: array("I"))
    latitudes: array[float] = field(default_factory=lambda: array("d"))
    longitudes: array[float] = field(default_factory=lambda: array("d"))

    @classmethod
    def of(cls, latitudes: array[float], longitudes: array[float]) -> Grid:
        rows: defaultdict[Cell, array[int]] = defaultdict(partial(array, "I"))
        for row, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
            if not isnan(latitude):
                rows[cell_of(latitude, longitude)].append(row)
        made = cls(latitudes=latitudes, longitudes=longitudes)
        for cell, there in rows.items():
            made.cells[cell] = (len(made.rows), len(made.rows) + len(there))
            made.rows.extend(there)
        return made

    def __len__(self) -> int:
        """How many centers have a place."""
        return len(self.rows)

    def circle(self, point: Point, miles: float) -> Circle:
        found = Circle(self, point, Flat.around(point, miles))
        cells = self.cells if miles > GRID_MILES else cells_around(point, miles)
        for cell in cells:
            first, end = self.cells.get(cell, (0, 0))
            if end - first > FEW and miles_to(cell, point, farthest=True) + MARGIN <= miles:
                found.whole.append(cell)
            elif end > first:
                self._measure(self.rows[first:end], found, miles)
        return found

    def _measure(self, rows: array[int], found: Circle, miles: float) -> None:
        """Put those within the radius into the circle: most tell by a flat map, a fifth of the time."""
        flat, latitudes, longitudes = found.flat, self.latitudes, self.longitudes
        south, west, squeezed = flat.south, flat.west, flat.squeezed
        surely, perhaps = flat.surely_within, flat.perhaps_within
        for row in rows:
            up, right = latitudes[row] - south, (longitudes[row] - west + 180) % 360 - 180
            away = up * up + right * right * squeezed
            if away <= surely or (away <= perhaps and self.miles_to(row, found.point) <= miles):
                found.measured.append((away, row))

    def miles_to(self, row: int, point: Point) -> float:
        return miles_between(point, (self.latitudes[row], self.longitudes[row]))

    def rows_in(self, cell: Cell) -> array[int]:
        first, end = self.cells[cell]
        return self.rows[first:end]


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat map around a point: squared distances on it, in degrees of latitude, and how far to trust
    them. Where the globe is too round for that, they tell nothing."""

    south: float
    west: float
    squeezed: float  # how much less a degree of longitude is, squared
    slack: float  # a true squared distance is this part less or more at most
    surely_within: float
    perhaps_within: float

    @classmethod
    def around(cls, point: Point, miles: float) -> Flat:
        """`miles` is the radius of interest; cells at its edge reach a little beyond."""
        latitude, longitude = point
        reach = radians((miles + WIDEST_CELL) / MILES_A_DEGREE)
        # Between here and there a degree of longitude shrinks by about the tangent of the latitude.
        slack = tan(min(radians(abs(latitude)) + reach, 1.5)) * reach + CURVED
        radius = (miles / MILES_A_DEGREE) ** 2
        if slack > MOST_SLACK:
            return cls(latitude, longitude, 0, 1, -1, inf)
        squeezed = cos(radians(latitude)) ** 2
        return cls(
            latitude, longitude, squeezed, slack, radius * (1 - slack), radius * (1 + 2 * slack)
        )

    def at_least(self, away: float) -> float:
        """Miles that are not more than the true ones."""
        return sqrt(away * (1 - self.slack)) * MILES_A_DEGREE - MARGIN


@dataclass(slots=True)
class Circle:
    """The centers within a radius: those of whole cells, and others with their distance on a flat map."""

    grid: Grid
    point: Point
    flat: Flat
    whole: list[Cell] = field(default_factory=list)
    measured: list[tuple[float, int]] = field(default_factory=list)

    @property
    def mask(self) -> int:
        rows = [row for _, row in self.measured]
        for cell in self.whole:
            rows.extend(self.grid.rows_in(cell))
        return mask_of(rows)

    def nearest_first(self, mask: int, ranks: Sequence[int]) -> Iterator[tuple[int, float]]:
        """The rows of `mask` with their miles, by whole tenths, as they are shown, then by rank:
        centers at one address must come by name."""
        bits = mask.to_bytes((mask.bit_length() + 7) // 8 + 1, "little")
        size = len(bits)

        def is_in(row: int) -> int:
            return row >> 3 < size and bits[row >> 3] >> (row & 7) & 1

        # What is not measured yet comes before any center that could be as near: (miles at least,
        # -1, a row) or (miles at least, -2, the number of a cell).
        queue: list[tuple[float, int, int, float]] = [
            (self.flat.at_least(away), -1, row, 0.0) for away, row in self.measured if is_in(row)
        ]
        queue += [
            (miles_to(cell, self.point, farthest=False) - MARGIN, -2, n, 0.0)
            for n, cell in enumerate(self.whole)
        ]
        heapify(queue)
        while queue:
            _, rank, row, miles = heappop(queue)
            if rank >= 0:
                yield row, miles
                continue
            for each in (row,) if rank == -1 else self.grid.rows_in(self.whole[row]):
                if is_in(each):
                    away = self.grid.miles_to(each, self.point)
                    heappush(queue, (round(away, 1), ranks[each], each, away))


def miles_to(cell: Cell, point: Point, *, farthest: bool) -> float:
    """To the nearest point of a cell, or to its farthest corner; right within MARGIN."""
    south, west = cell[0] * CELL, cell[1] * CELL
    north, east = south + CELL, west + CELL
    if farthest:
        corners = ((south, west), (south, east), (north, west), (north, east))
        return max(miles_between(point, corner) for corner in corners)
    latitude, longitude = point
    around = 360 * round((longitude - west) / 360)  # the cell may lie across the date line
    west, east = west + around, east + around
    away = miles_between(
        point, (min(max(latitude, south), north), min(max(longitude, west), east))
    )
    if away < FAR:
        return away
    return miles_between(point, ((south + north) / 2, (west + east) / 2)) - HALF_A_CELL

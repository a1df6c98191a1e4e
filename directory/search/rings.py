"""What a search found, in rings around its middle, as data for a template to draw.

No map service has a part in it. The rings are true to scale from the middle: each place stands at its
distance and in its direction from there (an azimuthal equidistant projection).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

from directory.models.facility import Position
from directory.places.geo import Point, bearing, direction, miles_between

# The rings to draw for a map that reaches this far, in miles.
RINGS: dict[float, tuple[float, ...]] = {
    1: (0.5, 1), 2: (1, 2), 5: (2, 5), 10: (5, 10), 25: (5, 10, 25), 50: (10, 25, 50),
    100: (25, 50, 100),
}  # fmt: skip
SIZE = 320  # the drawing's units: those of the page on a phone
MIDDLE = SIZE // 2
REACH = MIDDLE - 16  # of the outermost ring
HEIGHT = 26  # of a label: 24 CSS pixels are the least a finger needs
DIGIT = 10
MOST_LISTED = 2  # more at one place than it and these: the first, and how many more
TOGETHER = 4  # places closer than this share a label
# Where a number may go instead, the nearest first: 16 directions, farther and farther.
AROUND = (
    (0, 0),
    *(
        (round(4 * step * sin(turn * pi / 8)), round(4 * step * cos(turn * pi / 8)))
        for step in range(1, SIZE // 4)
        for turn in range(16)
    ),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place taken in the drawing, by its middle."""

    x: int
    y: int
    width: float
    height: float = HEIGHT

    @property
    def fits(self) -> bool:
        return (
            self.width <= 2 * self.x <= 2 * SIZE - self.width
            and self.height <= 2 * self.y <= 2 * SIZE - self.height
        )


@dataclass(frozen=True, slots=True)
class Ring:
    miles: float
    radius: float
    label_y: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One number, or several that share a place, and where it stands when it had to move."""

    numbers: tuple[int, ...]
    name: str
    miles: float
    direction: str
    is_approximate: bool
    x: int
    y: int
    box: Box

    @property
    def label(self) -> str:
        first, *others = self.numbers
        if not others:
            return str(first)
        if all(b == a + 1 for a, b in pairwise(self.numbers)):
            return f"{first}–{others[-1]}"
        if len(others) > MOST_LISTED:
            return f"{first} +{len(others)}"
        return ", ".join(map(str, self.numbers))

    @property
    def moved(self) -> bool:
        return (self.box.x, self.box.y) != (self.x, self.y)

    @property
    def outline(self) -> str:
        """A circle, or a pill where the label is long, as an SVG path."""
        end, straight = HEIGHT // 2, self.box.width - HEIGHT
        left, top = self.box.x - straight / 2, self.box.y - end
        half = f"a{end} {end} 0 0 1 0"
        return f"M{left:g} {top}h{straight:g}{half} {HEIGHT}h{-straight:g}{half}-{HEIGHT}z"


@dataclass(frozen=True, slots=True)
class RingsMap:
    rings: list[Ring]
    dots: list[Dot]
    size: int = SIZE
    middle: int = MIDDLE

    @property
    def has_approximate(self) -> bool:
        return any(dot.is_approximate for dot in self.dots)

    @property
    def leaders(self) -> str:
        """From each number that had to move to its true place, as one SVG path."""
        return "".join(f"M{d.box.x} {d.box.y}L{d.x} {d.y}" for d in self.dots if d.moved)

    @property
    def true_places(self) -> str:
        """Those places, as a path of points: round ends make dots of them."""
        return "".join(f"M{d.x} {d.y}h0" for d in self.dots if d.moved)


def rings(center: Point | None, hits: Iterable[Any], miles: float) -> RingsMap | None:
    """The hits of one page around the middle of the search; none where it has no middle.

    A hit has a card, its miles and its number in the list. The map reaches as far as they do,
    at most as far as was searched.
    """
    found = [hit for hit in hits if hit.miles is not None]
    if center is None or not found:
        return None
    farthest = max(hit.miles for hit in found)
    reach = next((ring for ring in RINGS if farthest <= ring), miles)
    scale = REACH / reach
    drawn = [
        Ring(ring, ring * scale, round(MIDDLE - ring * scale))
        for ring in RINGS.get(reach, (reach,))
    ]
    # Numbers keep off the names of the rings and off the middle.
    taken = [Box(MIDDLE, ring.label_y, DIGIT * len(f"{ring.miles:g} mi"), 18) for ring in drawn]
    taken.append(Box(MIDDLE, MIDDLE, 10, 10))
    return RingsMap(drawn, list(_dots(center, found, scale, taken)))


def _dots(center: Point, hits: list[Any], scale: float, taken: list[Box]) -> Iterator[Dot]:
    for group, x, y in _grouped(center, hits, scale):
        card = group[0].card
        bare = Dot(
            numbers=tuple(hit.number for hit in group),
            name=card.full_name,
            miles=group[0].miles,
            direction=direction(bearing(center, _point(card))),
            is_approximate=any(hit.card.position == Position.ZIP for hit in group),
            x=x,
            y=y,
            box=Box(x, y, HEIGHT),
        )
        box = _free(
            x, y, max(HEIGHT, width_of(bare.label) + (14 if len(bare.label) > 2 else 0)), taken
        )
        taken.append(box)
        yield replace(bare, box=box)


def _grouped(center: Point, hits: list[Any], scale: float) -> Iterator[tuple[list[Any], int, int]]:
    """Hits that stand at one place in the drawing, and where that is."""
    groups: list[tuple[list[Any], int, int]] = []
    for hit in hits:
        point = _point(hit.card)
        angle, away = radians(bearing(center, point)), miles_between(center, point) * scale
        x, y = round(MIDDLE + away * sin(angle)), round(MIDDLE - away * cos(angle))
        for group, at_x, at_y in groups:
            if abs(x - at_x) < TOGETHER and abs(y - at_y) < TOGETHER:
                group.append(hit)
                break
        else:
            groups.append(([hit], x, y))
    return iter(groups)


def _free(x: int, y: int, width: float, taken: list[Box]) -> Box:
    """The spot nearest to its place that no other number has; its own place when none is left."""
    own = Box(x, y, width)
    for aside, up in AROUND:
        at_x, at_y = x + aside, y - up
        for other in taken:
            if (
                abs(at_x - other.x) * 2 < width + other.width + 2
                and abs(at_y - other.y) * 2 < HEIGHT + other.height + 2
            ):
                break
        else:
            box = Box(at_x, at_y, width)
            if box.fits:
                return box
    return own


def width_of(label: str) -> float:
    return sum(DIGIT if letter.isdigit() else DIGIT / 2 for letter in label)


def _point(card: Any) -> Point:
    return card.latitude, card.longitude

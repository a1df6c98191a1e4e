"""Distance on the globe, in miles, and the grid for "near". A point is (latitude, longitude) in
degrees."""

from collections.abc import Iterator
from math import asin, atan2, cos, degrees, floor, radians, sin, sqrt

Point = tuple[float, float]
Cell = tuple[int, int]

EARTH_RADIUS_MILES = 3958.8
FARTHEST_MILES = 12_438  # half way around
MILES_A_DEGREE = 69.09  # of latitude, rounded down so that a box never cuts off its circle
DIRECTIONS = (
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
)  # fmt: skip
CELL = 0.2  # degrees: a circle of 50 miles touches about eighty


def miles_between(a: Point, b: Point) -> float:
    """Great-circle distance by the haversine formula."""
    latitude_a, longitude_a, latitude_b, longitude_b = map(radians, (*a, *b))
    h = (
        sin((latitude_b - latitude_a) / 2) ** 2
        + cos(latitude_a) * cos(latitude_b) * sin((longitude_b - longitude_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, h)))


def cell_of(latitude: float, longitude: float) -> Cell:
    return floor(latitude / CELL), floor(longitude / CELL)


def cells_around(point: Point, miles: float) -> Iterator[Cell]:
    """Every cell that a circle can touch. Longitudes wrap at 180 degrees, in the Aleutians."""
    latitude, longitude = point
    tall = miles / MILES_A_DEGREE
    # A circle is widest, in degrees, at the end of it that lies nearer to the pole.
    wide = min(180.0, tall / max(cos(radians(min(89.0, abs(latitude) + tall))), 0.01))
    around = round(360 / CELL)
    low, first = cell_of(latitude - tall, longitude - wide)
    high, last = cell_of(latitude + tall, longitude + wide)
    for row in range(low, high + 1):
        for column in range(first, last + 1):
            yield row, (column + around // 2) % around - around // 2


def bearing(a: Point, b: Point) -> float:
    """The direction from a to b, in degrees clockwise from north."""
    lat_a, lat_b, turn = radians(a[0]), radians(b[0]), radians(b[1] - a[1])
    east = sin(turn) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(turn)
    return degrees(atan2(east, north)) % 360


def direction(angle: float) -> str:
    return DIRECTIONS[round(angle / 45) % 8]

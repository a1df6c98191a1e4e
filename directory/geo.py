"""Distance on the globe, in miles. A point is (latitude, longitude) in degrees."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]

EARTH_RADIUS_MILES = 3958.8
MILES_A_DEGREE = 69.09  # of latitude, rounded down so that a box never cuts off its circle


def miles_between(a: Point, b: Point) -> float:
    """Great-circle distance by the haversine formula."""
    latitude_a, longitude_a, latitude_b, longitude_b = map(radians, (*a, *b))
    h = (
        sin((latitude_b - latitude_a) / 2) ** 2
        + cos(latitude_a) * cos(latitude_b) * sin((longitude_b - longitude_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, h)))

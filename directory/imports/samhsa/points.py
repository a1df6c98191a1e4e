"""Coordinates as SAMHSA's files give them: texts, sometimes swapped, sometimes far off."""

from __future__ import annotations

from directory.places.geo import Point

# (south, north, west, east): the states and the territories that SAMHSA lists.
BOUNDS = (
    (24.3, 49.5, -125.1, -66.8),  # the 48 states and DC
    (51.0, 71.6, -180.0, -129.9),  # Alaska
    (51.0, 55.0, 172.0, 180.0),  # the Aleutians beyond the date line
    (18.8, 28.6, -178.6, -154.7),  # Hawaii
    (17.6, 18.6, -68.0, -64.5),  # Puerto Rico, US Virgin Islands
    (13.1, 20.7, 144.5, 146.2),  # Guam, Northern Mariana Islands
    (-14.7, -11.0, -171.2, -168.0),  # American Samoa
    (0.9, 10.3, 137.2, 163.2),  # Micronesia
    (4.4, 14.8, 160.6, 172.3),  # Marshall Islands
    (2.7, 8.3, 131.0, 134.8),  # Palau
)


def is_in_us(point: Point) -> bool:
    latitude, longitude = point
    return any(
        south <= latitude <= north and west <= longitude <= east
        for south, north, west, east in BOUNDS
    )


def read_point(latitude: object, longitude: object) -> tuple[Point | None, str]:
    """The point, and what was wrong with it if anything was. No text at all: no point, no reason."""
    texts = [str(value).strip() if value is not None else "" for value in (latitude, longitude)]
    if not any(texts):
        return None, ""
    try:
        point = float(texts[0]), float(texts[1])
    except ValueError:
        return None, f"its coordinates ({', '.join(texts)}) are not numbers, and were left out"
    if is_in_us(point):
        return point, ""
    if is_in_us(swapped := (point[1], point[0])):
        return swapped, ""
    return None, f"its coordinates ({', '.join(texts)}) are not in the United States"

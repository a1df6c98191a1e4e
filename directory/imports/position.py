"""Where a facility stands on the map: as listed, unless that can't be; else its ZIP code's middle."""

from __future__ import annotations

from array import array
from math import isnan, nan
from typing import Any

from django.db import connection

from directory.imports.matching import Keyed
from directory.imports.samhsa.records import FacilityRecord
from directory.models import Facility, Place
from directory.models.facility import Position
from directory.places.geo import Point, miles_between
from directory.vocabulary.names import fold

# Farther from the middle of its ZIP code than this, a listed point is taken for a mistake. Of 11,197
# points, no right one lies farther than 33 miles off outside Alaska, and no wrong one found nearer
# than 36. A point wrongly doubted costs little: the ZIP code's serves, and the page says so.
FARTHEST_MILES = 35
NO_LIMIT = {"AK"}
ZIP_CODES = 100_000  # that five digits can be
FEW = 100  # ZIP codes to look up together; beyond that all 41,000 are read at once, and sooner
POSITION_FIELDS = {"latitude", "longitude", "position"}


class ZipPoints:
    """The middles of ZIP codes, each asked of the database once. Kept in arrays, by the number that a
    ZIP code is: a fifth of the memory of a dictionary."""

    def __init__(self) -> None:
        self._latitudes = array("d", [nan]) * ZIP_CODES
        self._longitudes = array("d", [nan]) * ZIP_CODES
        self._asked: set[str] = set()
        self._has_all = False

    def ask(self, zip_codes: set[str]) -> None:
        """Look these up together, so that `get` knows them."""
        new = zip_codes - self._asked
        if not new or self._has_all:
            return
        places = Place.objects.filter(kind=Place.Kind.ZIP, latitude__isnull=False)
        if len(new) > FEW:
            self._has_all, self._asked = True, set()
        else:
            places = places.filter(folded__in=new)
            self._asked |= new
        # The cursor itself: for so many rows the ORM takes three times as long.
        sql, params = places.values("folded", "latitude", "longitude").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            while rows := cursor.fetchmany(1000):
                for zip_code, latitude, longitude in rows:
                    self._latitudes[int(zip_code)] = latitude
                    self._longitudes[int(zip_code)] = longitude

    def get(self, zip_code: str) -> Point | None:
        """None: it is unknown, or nobody knows where it is."""
        point = self._latitudes[int(zip_code)], self._longitudes[int(zip_code)]
        return None if isnan(point[0]) else point


def where(facility: Facility, keyed: Keyed, middle: Point | None) -> dict[str, Any]:
    """The record's point; the one stored, where the record has none; its ZIP code's middle; or none.

    Nothing at all when the stored one stays.
    """
    record = keyed.record
    if record.point and not doubt(record, middle):
        return _at(record.point, Position.LISTED)
    if not record.point and facility.position == Position.LISTED and _stayed(facility, keyed):
        return {}
    return _at(middle, Position.ZIP)


def doubt(record: FacilityRecord, middle: Point | None) -> str:
    """Why its coordinates can't be right, seen from the middle of its ZIP code; else nothing."""
    if not (record.point and middle) or record.state in NO_LIMIT:
        return ""
    if (miles := miles_between(record.point, middle)) <= FARTHEST_MILES:
        return ""
    return (
        f"its coordinates are {miles:,.0f} miles from ZIP code {record.zip_code}; "
        "the middle of the ZIP code serves instead"
    )


def _at(point: Point | None, position: Position) -> dict[str, Any]:
    if point is None:
        return {"latitude": None, "longitude": None, "position": Position.NONE.value}
    return {"latitude": point[0], "longitude": point[1], "position": position.value}


def _stayed(facility: Facility, keyed: Keyed) -> bool:
    """Whether it is where it was. Under the same key it is: the key holds street and ZIP code."""
    record = keyed.record
    return facility.key == keyed.key or (
        fold(facility.street) == fold(record.street) and facility.zip_code == record.zip_code
    )

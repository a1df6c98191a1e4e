"""Every ZIP code, as the PyPI package `zipcodes` knows it (points from GeoNames, CC BY 4.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import zipcodes

from directory.places.geo import Point

# The package has no point for these islands, or for Majuro one on the wrong side of the date line.
# Three whole territories could not be searched. Main settlement, to a tenth of a degree or better.
_ISLAND_POINTS: dict[str, Point] = {
    "96917": (13.27, 144.75),  # Inarajan
    "96939": (7.50, 134.62),  # Ngerulmud
    "96941": (6.96, 158.21),  # Pohnpei
    "96942": (7.45, 151.85),  # Chuuk
    "96943": (9.51, 138.13),  # Yap
    "96944": (5.33, 163.01),  # Kosrae
    "96960": (7.10, 171.38),  # Majuro
    "96970": (8.78, 167.74),  # Ebeye
}
# A city of two million whose mail is addressed to its neighborhoods.
_COUNTY_CALLED_A_CITY = {("NY", "Queens County"): "Queens"}
_MC = re.compile(r"\bMc([a-z])")


class ZipCode(NamedTuple):
    """A ZIP code as the package knows it."""

    code: str
    city: str
    aliases: tuple[str, ...]  # other names of places that mail of this ZIP code may bear
    state: str
    county: str
    area_codes: tuple[str, ...]
    is_street: bool  # not only PO boxes or one large receiver
    point: Point | None

    @property
    def cities(self) -> tuple[str, ...]:
        return (self.city, *self.aliases)


def zip_codes() -> Iterator[ZipCode]:
    """Every ZIP code of a state or territory; not those of military mail, which are nowhere."""
    # By first digit: `list_all` would keep 80 MB for as long as the process lives.
    for digit in "0123456789":
        for row in zipcodes.similar_to(digit):
            if row["zip_code_type"] != "MILITARY":
                yield _zip_code(row)


def _zip_code(row: dict) -> ZipCode:
    aliases = [_spelled(name) for name in row["acceptable_cities"]]
    if name := _COUNTY_CALLED_A_CITY.get((row["state"], row["county"])):
        aliases.append(name)
    # A point that is not known is written 0, 0.
    point = (float(row["lat"]), float(row["long"]))
    return ZipCode(
        code=row["zip_code"],
        city=_spelled(row["city"]),
        aliases=tuple(aliases),
        state=row["state"],
        county=row["county"],
        area_codes=tuple(row["area_codes"]),
        is_street=row["zip_code_type"] == "STANDARD",
        point=_ISLAND_POINTS.get(row["zip_code"], point if any(point) else None),
    )


def _spelled(name: str) -> str:
    """McKinney, which the package writes Mckinney."""
    return _MC.sub(lambda found: f"Mc{found[1].upper()}", name) if "Mc" in name else name

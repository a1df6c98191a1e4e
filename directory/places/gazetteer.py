"""What we know about places: the states, and the ZIP codes and cities that people search around.

The PyPI package `zipcodes` knows them (points from GeoNames, CC BY 4.0). `manage.py load_places`
reads it into the table of places once; look-ups ask the table.
"""

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, reduce
from operator import or_
from statistics import median
from typing import NamedTuple

import zipcodes
from django.db import connection, transaction
from django.db.models import Q

from directory.models import Place
from directory.places.geo import Point
from directory.vocabulary.names import fold

# Code to name, in the order in which people look for a name.
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AS": "American Samoa", "AZ": "Arizona", "AR": "Arkansas",
    "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "DC": "District of Columbia", "FM": "Federated States of Micronesia", "FL": "Florida",
    "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MH": "Marshall Islands", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "MP": "Northern Mariana Islands", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PW": "Palau", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "VI": "U.S. Virgin Islands", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_CODES = {fold(name): code for code, name in STATES.items()} | {
    "micronesia": "FM",
    "northern marianas": "MP",
    "republic of palau": "PW",
    "virgin islands": "VI",
}
_LONGEST_STATE_NAME = max(len(name.split()) for name in _CODES)  # in words

_FIELDS = [field.attname for field in Place._meta.concrete_fields]
_ONE_ZIP = f"SELECT {', '.join(_FIELDS)} FROM directory_place WHERE kind = 'zip' AND folded = %s"

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

_ZIP_AT_END = re.compile(r"(?:^|[\s,])([0-9]{5})(?:[\s-]?[0-9]{4})?\s*$")
_COUNTRY_AT_END = re.compile(r"[\s,]+(usa?|u\.s\.(a\.)?|united states)\s*$", re.IGNORECASE)
_MC = re.compile(r"\bMc([a-z])")
_LONGEST_TEXT = 200
_BATCH = 5000


class Row(NamedTuple):
    """A place as it stands in the table: plain, since there are 80,000."""

    kind: str
    name: str
    folded: str
    state: str
    county: str
    latitude: float | None
    longitude: float | None
    zip_count: int


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


def places() -> Iterator[Row]:
    """Every state, city and ZIP code."""
    folded = cache(fold)
    states: dict[str, list[ZipCode]] = defaultdict(list)
    cities: dict[tuple[str, str], list[ZipCode]] = defaultdict(list)
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for zip_code in zip_codes():
        states[zip_code.state].append(zip_code)
        for name in zip_code.cities:
            # St Petersburg stands beside Saint Petersburg: the post's first choice weighs double.
            weight = 2 if name == zip_code.city else 1
            spellings[folded(name), zip_code.state][name] += weight
        for name in {folded(name) for name in zip_code.cities}:
            cities[name, zip_code.state].append(zip_code)
        yield _place(Place.Kind.ZIP, zip_code.code, zip_code.code, [zip_code], zip_code.county)
    for (key, state), zips in cities.items():
        name = spellings[key, state].most_common(1)[0][0]
        yield _place(Place.Kind.CITY, name, key, zips)
    for state, zips in states.items():
        yield _place(Place.Kind.STATE, STATES[state], fold(STATES[state]), zips)


def _place(kind: Place.Kind, name: str, folded: str, zips: list[ZipCode], county: str = "") -> Row:
    """The place that covers `zips`, standing at the middle of their points."""
    points = [zip_code.point for zip_code in zips if zip_code.point]
    return Row(
        kind=kind.value,
        name=name,
        folded=folded,
        state=zips[0].state,
        county=county,
        latitude=round(median([point[0] for point in points]), 4) if points else None,
        longitude=round(median([point[1] for point in points]), 4) if points else None,
        zip_count=len(zips),
    )


def load() -> dict[Place.Kind, int]:
    """Fill the table of places; says how many of each kind. Writes only when the set changed."""
    with _no_garbage_collection():
        wanted = list(places())
        with transaction.atomic():
            if set(wanted) != set(Place.objects.values_list(*Row._fields)):
                Place.objects.all().delete()
                made = [Place(**row._asdict()) for row in wanted]
                Place.objects.bulk_create(made, batch_size=_BATCH)
    return Counter(Place.Kind(place.kind) for place in wanted)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # Nothing here is garbage, and going through half a million live objects again and again took
    # a third of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def find(text: str) -> list[Place]:
    """The places that a visitor may mean by `text`: states first, then cities, largest first.

    Understands 02118, 02118-1234, Boston, 'Boston, MA', 'boston ma', Massachusetts and MA; of an
    address its end. A ZIP code is sure: one that nobody knows is not looked for as anything else.
    """
    text = _COUNTRY_AT_END.sub("", text.strip()[:_LONGEST_TEXT])
    if zip_code := _ZIP_AT_END.search(text):
        return _zip(zip_code[1])
    readings = _readings(text)
    if not readings:
        return []
    found = Place.objects.filter(reduce(or_, [_means(*reading) for reading in readings]))
    return sorted(found, key=lambda p: (p.kind != Place.Kind.STATE, -p.zip_count, p.state))


def _zip(code: str) -> list[Place]:
    """By a plain query: this is how most people say where, and the ORM takes five times as long."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_ZIP, [code])
        return [Place.from_db(connection.alias, _FIELDS, row) for row in cursor.fetchall()]


def _means(city: str, state: str) -> Q:
    if not city:
        return Q(kind=Place.Kind.STATE, folded=fold(STATES[state]))
    return Q(kind=Place.Kind.CITY, folded=city) & (Q(state=state) if state else Q())


def _readings(text: str) -> set[tuple[str, str]]:
    """What `text` may mean, as (city, state code); what it does not name is empty."""
    *before, last = [part for part in text.split(",") if fold(part)] or [""]
    if before and (state := state_code(last)):
        # Of a street address only the city counts.
        return {(city, state) for city in _folds(before[-1])}
    readings = {(city, "") for city in _folds(text)}
    if state := state_code(text):
        readings.add(("", state))
    for words in map(str.split, _folds(text)):
        for cut in range(max(1, len(words) - _LONGEST_STATE_NAME), len(words)):
            if state := state_code(" ".join(words[cut:])):
                readings.add((" ".join(words[:cut]), state))
    return readings


def _folds(name: str) -> set[str]:
    """A name as it may be kept: O'Fallon is there as O Fallon, D'Iberville as Diberville."""
    return {fold(name), fold(re.sub("['’ʻ`]", " ", name))} - {""}


def state_code(text: str) -> str | None:
    """The code of the state that `text` names: Indiana, IN, in, N.C., D. C."""
    letters = re.sub(r"[\s.,]", "", text).upper()
    return letters if letters in STATES else _CODES.get(fold(text))

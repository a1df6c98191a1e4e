"""The table of places: every state, city and ZIP code, filled from `zip_codes` by `manage.py load_places`."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from statistics import median
from typing import NamedTuple

from django.db import transaction

from directory.models import Place
from directory.places.states import STATES
from directory.places.zip_codes import ZipCode, zip_codes
from directory.vocabulary.names import fold

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

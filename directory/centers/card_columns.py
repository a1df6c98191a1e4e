"""Centers as lists read them: as much of each as its card shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import orjson
from django.db import connection

from directory.models import Facility


class Columns(NamedTuple):
    """As much of a facility as its card shows."""

    pk: int
    short_id: str
    name: str
    program: str
    street: str
    city: str
    state: str
    zip_code: str
    latitude: float | None
    longitude: float | None
    position: str
    source: str
    as_of: date
    is_sample: bool
    facts: dict[str, bool]
    phones: list[dict[str, str]]


class Listing(Columns):
    """A facility as lists read it, without the model, which takes three times as long. What a
    facility says of itself, it says in the same words."""

    __slots__ = ()

    full_name = Facility.full_name
    slug = Facility.slug
    address_in = Facility.address_in
    is_stale = Facility.is_stale
    yes = Facility.yes


COLUMNS = ", ".join(["id", *Columns._fields[1:]])


def read(pks: Sequence[int]) -> Iterator[Listing]:
    """Those of these centers that are still there, in any order."""
    marks = ", ".join(["%s"] * len(pks))
    query = f"SELECT {COLUMNS} FROM directory_facility WHERE id IN ({marks})"
    with connection.cursor() as cursor:  # the ORM would take four times as long to ask
        cursor.execute(query, pks)
        for *columns, facts, phones in cursor.fetchall():
            yield Listing._make([*columns, orjson.loads(facts), orjson.loads(phones)])

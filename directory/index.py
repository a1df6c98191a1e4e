"""The index of the directory: made from the database, stored with a stamp, loaded when it changed.

It is derived: `directory.changes.renew` makes and stores it with every change to centers, and each
process loads it when the stamp differs from the one it holds. Plain SQL checks it (`manage.py
check_index`) and is never a second way to ask. What it answers is in `directory.answers`, its stored
form in `directory.packing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import nan
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from directory import cautions
from directory.answers import Answer, Found, Index
from directory.gathering import Masks, Names, WordsGathered
from directory.models import ATTRIBUTES, Facet, Facility, IndexSnapshot
from directory.models.attribute import answers_to
from directory.packing import from_bytes, to_bytes
from directory.words import words_in

__all__ = ["Answer", "Found", "Index", "build", "current", "from_bytes", "to_bytes"]

# By code point, as Python compares: in a state, rows must stand in the order of their names.
COLLATION = {"sqlite": "BINARY", "postgresql": "C"}
COLUMNS = (
    "pk", "state", "latitude", "longitude", "sort_key", "as_of", "is_sample", "facts",
    "name", "program", "city", "phones",
)  # fmt: skip


def build() -> Index:
    """The index of what the database holds now."""
    index, masks, names, words = Index(), Masks(), Names(), WordsGathered()
    for row, columns in enumerate(_rows()):
        pk, state, latitude, longitude, sort_key, as_of, is_sample, facts, *called, phones = (
            columns
        )
        index.pks.append(pk)
        first, _ = index.states.get(state, (row, row))
        index.states[state] = (first, row + 1)
        index.latitudes.append(nan if latitude is None else latitude)
        index.longitudes.append(nan if longitude is None else longitude)
        index.has_samples |= is_sample
        names.add(sort_key, as_of)
        masks.add(row, facts)
        words.add(row, words_in(called, phones))
    index.as_of = names.last_day
    index.name_ranks = names.ranks(index.states.values())
    index.words = words.finish()
    _set_masks(index, masks)
    return index


def _rows() -> Iterator[tuple]:
    """Each listed center, in the order of the index."""
    name = Collate(F("sort_key"), COLLATION[connection.vendor])
    ordered = Facility.objects.listed().order_by("state", name, "-as_of", "pk")
    return ordered.values_list(*COLUMNS).iterator(chunk_size=500)


def _set_masks(index: Index, masks: Masks) -> None:
    masks.finish()
    filters = (key for key, attribute in ATTRIBUTES.items() if attribute.is_filter)
    index.options = {key: masks.yes[key] for key in filters if key in masks.yes}
    index.answered = {facet.value: masks.saying_anything(answers_to(facet)) for facet in Facet}
    # Searches leave out, unless asked, who says, and only says, that it is for others.
    against, ours = map(masks.saying_yes, (cautions.NOT_FOR_OPIOIDS, cautions.FOR_OPIOIDS))
    index.set_aside = against & ~ours


# The index this process holds, and the stamp it had.
_held: tuple[UUID | None, Index] = (None, Index())


def current() -> Index:
    """The index of the data as it is now: one small query, and a load when it changed."""
    global _held
    with (
        connection.cursor() as cursor
    ):  # asked by every search: the ORM would take ten times as long
        cursor.execute("SELECT stamp FROM directory_indexsnapshot ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        return Index()
    stamp = row[0] if isinstance(row[0], UUID) else UUID(row[0])
    if stamp != _held[0]:
        snapshot = IndexSnapshot.objects.get(stamp=stamp)
        _held = (stamp, from_bytes(bytes(snapshot.blob)) or build())
    return _held[1]

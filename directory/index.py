"""The index of the directory: made from the database, stored with a stamp, loaded when it changed.

It is derived: `directory.changes.renew` makes and stores it with every change to centers, and each
process loads it when the stamp differs from the one it holds. Plain SQL checks it (`manage.py
check_index`) and is never a second way to ask. What it answers is in `directory.answers`, its stored
form in `directory.packing`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from math import nan
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast, Collate

from directory import cautions
from directory.answers import Answer, Found, Index
from directory.gathering import Masks, Names, WordsGathered
from directory.models import ATTRIBUTES, Facet, Facility, IndexSnapshot
from directory.models.attribute import answers_to
from directory.packing import from_pieces, to_pieces
from directory.words import words_in

__all__ = ["Answer", "Found", "Index", "build", "current", "from_pieces", "to_pieces"]

# By code point, as Python compares: in a state, rows must stand in the order of their names.
COLLATION = {"sqlite": "BINARY", "postgresql": "C"}
COLUMNS = (
    "pk", "state", "latitude", "longitude", "sort_key", "as_of", "is_sample", "phones",
    "name", "program", "city",
)  # fmt: skip
CHUNK = 500


def build() -> Index:
    """The index of what the database holds now."""
    index, names, words = Index(), Names(), WordsGathered()
    for row, columns in enumerate(_in_order()):
        pk, state, latitude, longitude, sort_key, as_of, is_sample, phones, *called = columns
        index.pks.append(pk)
        first, _ = index.states.get(state, (row, row))
        index.states[state] = (first, row + 1)
        index.latitudes.append(nan if latitude is None else latitude)
        index.longitudes.append(nan if longitude is None else longitude)
        index.has_samples |= is_sample
        names.add(sort_key, as_of)
        words.add(row, words_in(called, phones))
    index.as_of = names.last_day
    index.name_ranks = names.ranks(index.states.values())
    index.words = words.finish()
    _set_masks(index, _masks(index.pks))
    return index


def _in_order() -> Iterator[tuple]:
    """Each listed center, in the order of the index; without its facts, for databases sort what they
    are asked for, and facts are nine tenths of a row."""
    name = Collate(F("sort_key"), COLLATION[connection.vendor])
    ordered = Facility.objects.listed().order_by("state", name, "-as_of", "pk")
    return ordered.values_list(*COLUMNS).iterator(chunk_size=CHUNK)


def _masks(pks: array[int]) -> Masks:
    """What each center says, in whatever order they come."""
    masks = Masks(len(pks))
    first, last = min(pks, default=0), max(pks, default=0)
    rows = array("i", [-1]) * (last - first + 1)
    for row, pk in enumerate(pks):
        rows[pk - first] = row
    as_text = Cast("facts", TextField())
    # Another import may have added some since the others were read.
    known = Facility.objects.listed().filter(pk__range=(first, last)).order_by()
    facts = known.annotate(text=as_text).values_list("pk", "text")
    for pk, text in facts.iterator(chunk_size=CHUNK):
        if (row := rows[pk - first]) >= 0:
            masks.add(row, orjson.loads(text))
    return masks


def _set_masks(index: Index, masks: Masks) -> None:
    filters = (key for key, attribute in ATTRIBUTES.items() if attribute.is_filter)
    index.options = {key: mask for key in filters if (mask := masks.saying_yes(key))}
    index.answered = {facet.value: masks.saying_anything(answers_to(facet)) for facet in Facet}
    # Searches leave out, unless asked, who says, and only says, that it is for others.
    against = masks.saying_yes(*cautions.NOT_FOR_OPIOIDS)
    index.set_aside = against & ~masks.saying_yes(*cautions.FOR_OPIOIDS)


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
        _held = (stamp, from_pieces(snapshot.in_order()) or build())
    return _held[1]

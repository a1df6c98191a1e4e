"""The index of the directory: made from the database, stored with a stamp, loaded when it changed.

It is derived: `directory.changes.renew` makes and stores it with every change to centers, and each
process loads it when the stamp differs from the one it holds. Plain SQL checks it (`manage.py
check_index`) and is never a second way to ask. What it answers is in `directory.answers`.
"""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from datetime import date
from math import nan
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from directory import cautions
from directory.answers import Answer, Found, Index
from directory.bits import mask_of
from directory.models import Facet, Facility, IndexSnapshot
from directory.models.attribute import ATTRIBUTES, answers_to, has_answered
from directory.words import Words, words_in

__all__ = ["Answer", "Found", "Index", "build", "current", "from_bytes", "to_bytes"]

LAYOUT = 4  # of the stored form
# By code point, as Python compares: in a state, rows must stand in the order of their names.
COLLATION = {"sqlite": "BINARY", "postgresql": "C"}
ARRAYS = {"pks": "q", "latitudes": "d", "longitudes": "d", "name_ranks": "I"}
FIELDS = (
    "pk", "state", "facts", "latitude", "longitude", "sort_key", "is_sample", "as_of",
    "name", "program", "city", "phones",
)  # fmt: skip


def build() -> Index:
    """The index of what the database holds now."""
    name = Collate(F("sort_key"), COLLATION[connection.vendor])
    rows = Facility.objects.listed().order_by("state", name, "-as_of", "pk").only(*FIELDS)
    index = Index()
    masks = Masks()
    names, words = [], []
    for row, facility in enumerate(rows.iterator(chunk_size=2000)):
        index.pks.append(facility.pk)
        first, _ = index.states.get(facility.state, (row, row))
        index.states[facility.state] = (first, row + 1)
        index.latitudes.append(nan if facility.latitude is None else facility.latitude)
        index.longitudes.append(nan if facility.longitude is None else facility.longitude)
        index.has_samples |= facility.is_sample
        index.as_of = max(facility.as_of, index.as_of or facility.as_of)
        masks.add(row, facility.facts)
        names.append((facility.sort_key, -facility.as_of.toordinal(), row))
        words.append(words_in((facility.name, facility.program, facility.city), facility.phones))
    index.options = {key: mask_of(found) for key, found in masks.options.items()}
    index.answered = {facet: mask_of(found) for facet, found in masks.answered.items()}
    index.set_aside = mask_of(masks.set_aside)
    index.name_ranks = array("I", bytes(4 * len(names)))
    for rank, (_, _, row) in enumerate(sorted(names)):
        index.name_ranks[row] = rank
    index.words = Words.of(words)
    return index


class Masks:
    """The rows of each option, of each facet that they answered, and of those set aside."""

    def __init__(self) -> None:
        self.options: defaultdict[str, list[int]] = defaultdict(list)
        self.answered: defaultdict[str, list[int]] = defaultdict(list)
        self.set_aside: list[int] = []

    def add(self, row: int, facts: dict[str, bool]) -> None:
        for key, says_yes in facts.items():
            if says_yes and key in ATTRIBUTES and ATTRIBUTES[key].is_filter:
                self.options[key].append(row)
        for facet in Facet:
            if has_answered(facts, facet):
                self.answered[facet.value].append(row)
        if cautions.is_set_aside(facts):
            self.set_aside.append(row)


def edition() -> int:
    """Of layout and vocabulary. An index stored by another edition of the site is made anew."""
    answers = [(facet.value, sorted(answers_to(facet))) for facet in Facet]
    filters = [key for key, attribute in ATTRIBUTES.items() if attribute.is_filter]
    return zlib.crc32(repr((LAYOUT, filters, answers)).encode())


def to_bytes(index: Index) -> bytes:
    values = {
        **vars(index),
        "options": {key: hex(mask) for key, mask in index.options.items()},
        "answered": {key: hex(mask) for key, mask in index.answered.items()},
        "set_aside": hex(index.set_aside),
        **{name: _text(getattr(index, name)) for name in ARRAYS},
        "words": {
            "words": " ".join(index.words.words),
            "starts": _text(index.words.starts),
            "rows": _text(index.words.rows),
        },
        "as_of": index.as_of.isoformat() if index.as_of else None,
        "edition": edition(),
    }
    for made_again_at_first_use in ("grid", "by_name", "cards", "cards_of"):
        values.pop(made_again_at_first_use, None)
    return zlib.compress(json.dumps(values).encode(), level=1)


def from_bytes(blob: bytes) -> Index | None:
    """The index that was stored; None when another edition of the site stored it."""
    values = json.loads(zlib.decompress(blob))
    if values.pop("edition", None) != edition():
        return None
    for name in ("options", "answered"):
        values[name] = {key: int(mask, 16) for key, mask in values[name].items()}
    values["set_aside"] = int(values["set_aside"], 16)
    for name, kind in ARRAYS.items():
        values[name] = _array(kind, values[name])
    values["states"] = {state: tuple(run) for state, run in values["states"].items()}
    words = values["words"]
    values["words"] = Words(
        words["words"].split(), _array("I", words["starts"]), _array("I", words["rows"])
    )
    values["as_of"] = date.fromisoformat(values["as_of"]) if values["as_of"] else None
    return Index(**values)


def _text(numbers: array) -> str:
    return b64encode(numbers.tobytes()).decode()


def _array(kind: str, text: str) -> array:
    return array(kind, b64decode(text))


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

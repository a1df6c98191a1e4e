"""New centers as rows of their table, past the ORM, which takes four times as long for thirty columns.

What stands in them is worked out with everything else, before a run writes; only then do they get an
identity, since that depends on who is there already.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import JSONField
from django.utils import timezone

from directory.imports.differences import Release, values
from directory.imports.matching import Keyed
from directory.models import Facility
from directory.models.facility import identity
from directory.vocabulary.names import sort_key

TABLE = Facility._meta.db_table
FIELDS = {f.attname: f for f in Facility._meta.concrete_fields if not f.primary_key}
JSON_FIELDS = {name for name, f in FIELDS.items() if isinstance(f, JSONField)}
IDENTITY = ("uid", "short_id")
# The same in all that one run adds.
SHARED = (
    *("source", "as_of", "is_listed", "delisted_on", "is_sample", "held_fields"),
    *("first_seen", "changed_at"),
)
OWN = [name for name in FIELDS if name not in {*IDENTITY, *SHARED}]
COLUMNS = ", ".join(f'"{FIELDS[name].column}"' for name in (*OWN, *IDENTITY, *SHARED))
MARKS = ", ".join(["%s"] * len(FIELDS))


class New(NamedTuple):
    """A center to add: its key, the name that people read, and what stands in its own columns."""

    key: str
    name: str
    columns: tuple[Any, ...]


def prepare(keyed: Keyed, digest: int | None, release: Release) -> New:
    """The record as a row; `digest` is that of the row it was read from."""
    found = EMPTY | values(NOBODY, keyed, release)
    for name in JSON_FIELDS & found.keys():
        found[name] = orjson.dumps(found[name]).decode()
    found["sort_key"] = sort_key(f"{found['name']} {found['program']}")
    found["row_digest"] = digest
    return New(keyed.key, keyed.record.full_name, tuple([found[name] for name in OWN]))


NOBODY = Facility()
EMPTY = {name: FIELDS[name].value_from_object(NOBODY) for name in OWN}


def insert(new: list[New], release: Release) -> None:
    """Into the table; both databases take the text of a JSON column."""
    shared = _shared(release)
    rows = [
        (*each.columns, *ids, *shared)
        for each, ids in zip(new, _identities([each.key for each in new]), strict=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {TABLE} ({COLUMNS}) VALUES ({MARKS})", rows)


def _shared(release: Release) -> list[Any]:
    now = timezone.now()
    found = {"source": release.cited_as, "as_of": release.as_of, "first_seen": now}
    like = Facility(**found, changed_at=now)
    return [
        "[]"
        if name in JSON_FIELDS
        else FIELDS[name].get_db_prep_save(getattr(like, name), connection)
        for name in SHARED
    ]


def _identities(keys: list[str]) -> list[tuple[Any, str]]:
    """The ids of new places, as the columns hold them. A key may have been another's once, before that
    one was renamed."""
    found = [identity(key) for key in keys]
    ids = [short_id for _, short_id in found]
    taken = set(Facility.objects.filter(short_id__in=ids).values_list("short_id", flat=True))
    for at, key in enumerate(keys):
        if found[at][1] in taken:
            found[at] = _free_identity(key, taken)
        taken.add(found[at][1])
    return [(FIELDS["uid"].get_db_prep_save(uid, connection), short_id) for uid, short_id in found]


def _free_identity(key: str, taken: set[str]) -> tuple[UUID, str]:
    again = 2
    while True:
        uid, short_id = identity(f"{key}|again {again}")
        if short_id not in taken and not Facility.objects.filter(short_id=short_id).exists():
            return uid, short_id
        again += 1

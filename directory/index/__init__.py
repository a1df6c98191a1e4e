"""The index of the directory: which centers answer a question, and how many more there would be.

It is derived: `renew` makes and stores it with every change to centers, and each process loads it when
the stamp differs from the one it holds. Plain SQL checks it (`manage.py check_index`) and is never a
second way to ask.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import connection, transaction

from directory.index.answer import Index
from directory.index.build import build
from directory.index.storage import from_pieces, to_pieces
from directory.models import IndexSnapshot

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


@transaction.atomic
def renew() -> None:
    """Make the index anew and stamp it. Call it last, in the transaction of the change."""
    snapshot = IndexSnapshot.objects.order_by("-pk").first() or IndexSnapshot()
    snapshot.stamp = uuid4()
    snapshot.save()
    snapshot.pieces.all().delete()
    for number, data in enumerate(to_pieces(build())):
        snapshot.pieces.create(number=number, data=data)

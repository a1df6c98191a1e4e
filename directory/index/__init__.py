"""The index of the directory: which centers answer a question, and how many more there would be.

It is derived, and follows the revision of the centers (`web.revision`): whoever finds it older makes it
anew and stores it for the others. Plain SQL checks it (`manage.py check_index`) and is never a second way
to ask.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError, transaction

from directory.index.answer import Index
from directory.index.build import build
from directory.index.storage import from_bytes, to_bytes
from directory.models import IndexSnapshot
from web import revision

# The revision of the centers that this process holds the index of, and that.
_held: tuple[int | None, Index] = (None, Index())


def current() -> Index:
    """The index of the centers as they are now."""
    global _held
    number = revision.of("centers")
    if number != _held[0]:
        stored = _stored(number)
        if stored is None:
            return make_anew()
        _held = (number, stored)
    return _held[1]


def renew() -> None:
    """Make it anew if any center has changed since it was stored. An import and the admin call this when
    they have written, so that no reader waits for it."""
    if not IndexSnapshot.objects.filter(revision=_revision_now()).exists():
        make_anew()


def make_anew() -> Index:
    """From the database, and stored for the others."""
    global _held
    number = _revision_now()  # asked first: what changes meanwhile must not seem to be in it
    index = build()
    _held = (number, index)
    with suppress(DatabaseError), transaction.atomic():  # what cannot be stored can still be used
        IndexSnapshot.objects.update_or_create(
            pk=1, defaults={"revision": number, "data": to_bytes(index)}
        )
    return index


def _stored(number: int) -> Index | None:
    snapshot = IndexSnapshot.objects.filter(revision=number).first()
    return from_bytes(bytes(snapshot.data)) if snapshot else None


def _revision_now() -> int:
    return revision.read().get("centers", 0)

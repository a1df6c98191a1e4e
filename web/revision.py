"""Which revision of the site this is: the one sign that anything changed which readers can see.

The database counts each part of the site up by triggers (`treatinfo.serving.watched`), so that no writer
can forget. Whatever is derived (the index, the site's search, kept pages and pieces) remembers the number
it was made for, and is made anew when that is no longer the number.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from django.conf import settings
from django.db import DatabaseError, connection

from web.models import Revision

# When it was last asked (a monotonic clock), and what it was.
_held: tuple[float, Mapping[str, int]] = (float("-inf"), {})


def current() -> int:
    """The number of the whole site."""
    return sum(_numbers().values())


def of(part: str) -> int:
    """The number of one part."""
    return _numbers().get(part, 0)


def read() -> dict[str, int]:
    """All numbers, as the database has them at this moment: inside of a transaction, with what that
    wrote."""
    return dict(Revision.objects.values_list("part", "number"))


def _numbers() -> Mapping[str, int]:
    """Asked of the database at most once in settings.REVISION_SECONDS; as they were when that is gone."""
    global _held
    now = time.monotonic()
    if now - _held[0] >= settings.REVISION_SECONDS:
        try:
            numbers: Mapping[str, int] = read()
        except DatabaseError:
            numbers = _held[1]
        finally:
            _hang_up()
        _held = (now, numbers)
    return _held[1]


def _hang_up() -> None:
    """Outside of a request nobody else closes the connection."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()

"""Pieces that are the same for everyone, made once for a revision of the site and a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from web import revision

# What they were made for, and they by their names.
_kept: tuple[tuple[int, date], dict[str, Any]] = ((-1, date.min), {})


def kept(name: str, make: Callable[[], Any]) -> Any:
    """The piece of this name; made now if the site has changed since it was. A name is one of ours and
    never a reader's word: what is kept must not grow with what strangers type."""
    global _kept
    if not settings.REVISION_SECONDS:
        return make()
    made_for = (revision.current(), timezone.localdate())
    if made_for != _kept[0]:
        _kept = (made_for, {})
    pieces = _kept[1]
    if name not in pieces:
        pieces[name] = make()
    return pieces[name]

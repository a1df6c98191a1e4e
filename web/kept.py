"""Pieces that are the same for everyone, made once for a revision of the site and a day; and places in
them, where what is one reader's own is put in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from web import revision

# Nobody outside of this process knows it, so nothing that is typed can look like a place.
_MARK = secrets.token_hex(8)

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


def place(name: str) -> str:
    """Stands in a kept piece for what is put in later: a word that escaping leaves as it is."""
    return f"place-{_MARK}-{name}-"


def filled(name: str, make: Callable[[], str], parts: Mapping[str, str]) -> bytes:
    """A kept text with these parts in their places.

    As bytes, part by part: a text of 45 KB takes fifty times as long to encode as soon as one wide
    character is in it, such as the cross of a chip.
    """
    pieces: list[bytes] = kept(name, lambda: [piece.encode() for piece in cut(make())])
    made = list(pieces)
    for n in range(1, len(pieces), 2):
        made[n] = parts[pieces[n].decode()].encode()
    return b"".join(made)


def cut(text: str) -> list[str]:
    """At its places: a text, the name of a place, a text, and so on."""
    return re.split(f"place-{_MARK}-([a-z_]+)-", text)

"""Keys that are thrown away, and what is scrambled with them.

We never keep an internet address. Yet a phone is taken for dead only when two reports came from different
networks, and they may be two weeks apart. So a report keeps a keyed hash of its network, under a random
key that the database deletes: one begins every 15 days and lives 30. A report is hashed under both living
keys, and any two reports within 15 days share one. When a key is gone its hashes are noise.

Limits have keys of their own, which live for a day: see web.limits.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone

from corrections.models import RotatingKey
from web import callers

PURPOSE = "network"
EVERY = timedelta(days=15)
LIVES = timedelta(days=30)


def scrambled(network: str) -> dict[str, str]:
    """Key number -> keyed hash of a network, for each living key."""
    return {
        str(number): callers.scrambled(network, secret) for number, secret in _living().items()
    }


def forget() -> None:
    """Delete the keys whose time is over, and any other that an earlier release made."""
    RotatingKey.objects.exclude(purpose=PURPOSE, number__gte=_numbers().start).delete()


def _numbers() -> range:
    """The keys that live now, counted from 1970."""
    newest = int(timezone.now().timestamp() // EVERY.total_seconds())
    return range(newest - LIVES // EVERY + 1, newest + 1)


def _living() -> dict[int, str]:
    keys = RotatingKey.objects.filter(purpose=PURPOSE, number__in=_numbers())
    found = dict(keys.values_list("number", "secret"))
    if missing := set(_numbers()) - found.keys():
        forget()
        for number in missing:
            key, _ = RotatingKey.objects.get_or_create(
                purpose=PURPOSE, number=number, defaults={"secret": secrets.token_hex(32)}
            )
            found[number] = key.secret
    return found

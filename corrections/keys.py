"""Keys that are thrown away, and what is scrambled with them.

We never keep an internet address. Two rules still need to know whether two reports came from the
same place, so each keeps a keyed hash, under a random key that the database deletes:

- `LIMIT`, for the number of reports an hour: a new key each day, which lives for that day.
- `NETWORK`, for two reports on one phone: they may be two weeks apart, so a key must live longer. One
  begins every 15 days and lives 30. A report is hashed under both living keys, and any two reports
  within 15 days share one.

When a key is gone its hashes are noise. The site's own SECRET_KEY goes into each hash, so that a
copy of the database alone does not give the few million possible networks away by trial.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from corrections.models import RotatingKey


class Rota(NamedTuple):
    """What keys are for, how often one begins and how long it lives."""

    purpose: str
    every: timedelta
    lives: timedelta

    def numbers(self) -> range:
        """The keys that live now, counted from 1970."""
        newest = int(timezone.now().timestamp() // self.every.total_seconds())
        return range(newest - self.lives // self.every + 1, newest + 1)


LIMIT = Rota("limit", every=timedelta(days=1), lives=timedelta(days=1))
NETWORK = Rota("network", every=timedelta(days=15), lives=timedelta(days=30))


def scrambled(text: str, rota: Rota) -> dict[str, str]:
    """Key number -> keyed hash of `text`, for each living key."""
    return {
        str(number): hmac.digest(
            f"{secret}{settings.SECRET_KEY}".encode(), text.encode(), "sha256"
        ).hex()[:32]
        for number, secret in _living(rota).items()
    }


def forget() -> None:
    """Delete the keys whose time is over."""
    for rota in (LIMIT, NETWORK):
        RotatingKey.objects.filter(purpose=rota.purpose, number__lt=rota.numbers().start).delete()


def _living(rota: Rota) -> dict[int, str]:
    numbers = rota.numbers()
    keys = RotatingKey.objects.filter(purpose=rota.purpose, number__in=numbers)
    found = dict(keys.values_list("number", "secret"))
    if missing := set(numbers) - found.keys():
        forget()
        for number in missing:
            key, _ = RotatingKey.objects.get_or_create(
                purpose=rota.purpose,
                number=number,
                defaults={"secret": secrets.token_hex(32)},
            )
            found[number] = key.secret
    return found

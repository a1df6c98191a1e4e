"""How many reports one address may send. Nobody's address is stored: see corrections.keys."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from corrections import keys
from corrections.network import same_caller

REPORTS_AN_HOUR = 10  # a shelter or a library has one address for many people
HOUR = 3600


class TooMany(Exception):
    """This address has sent its reports for the hour."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Try again in {seconds} seconds.")
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        return -(-self.seconds // 60)


def take_one(address: str) -> None:
    """Count one more report of this hour, or raise TooMany."""
    now = int(timezone.now().timestamp())
    [who] = keys.scrambled(same_caller(address), keys.LIMIT).values()
    key = f"corrections.reports.{now // HOUR}.{who}"
    sent = cache.get(key, 0)
    if sent >= REPORTS_AN_HOUR:
        raise TooMany(HOUR - now % HOUR)
    cache.set(key, sent + 1, timeout=HOUR)

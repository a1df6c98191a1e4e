"""How often one caller may do a thing, and how callers are counted without being known.

One rule for every limit: what is counted is a keyed hash of the caller's address, under a random key
of the day (in UTC) that lies in the same cache as the counts. The address itself is neither stored nor
logged. When the day is over its key is deleted, and what was counted under it is noise.
"""

from __future__ import annotations

import math
import secrets
import time
from dataclasses import dataclass

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache

from web.callers import same_caller, scrambled

DAY = 86_400  # seconds
OLDEST_KEY = 366  # days: nobody was counted for so long, and nobody ran forget()


class TooMany(Exception):
    """This caller has had its share of the window, and may go on after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Try again in {seconds} seconds.")
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        return math.ceil(self.seconds / 60)


@dataclass
class Limit:
    """At most so many for one caller in each window of so many seconds.

    `counts` is the cache that all processes share, which makes a limit exact and each count a write;
    or a LocMemCache, where a count costs next to nothing and each process has its own.
    """

    name: str
    most: int
    seconds: int
    counts: BaseCache

    def __post_init__(self) -> None:
        if DAY % self.seconds:  # else a window would have two keys, and so two counts
            raise ValueError("A day must hold a whole number of windows.")

    def take(self, address: str) -> None:
        """Count one more from this address, or raise TooMany."""
        now = time.time()
        window = int(now // self.seconds)
        left = math.ceil((window + 1) * self.seconds - now)
        key = _key_of(int(now // DAY), self.counts)
        who = scrambled(f"{self.name} {same_caller(address)}", key)
        count = self._count_in_memory if isinstance(self.counts, LocMemCache) else self._take_place
        # A second more: the database cuts the time off to whole seconds.
        if not count(f"limits.count.{self.name}.{window}.{who}", left + 1):
            raise TooMany(left)

    def _count_in_memory(self, name: str, timeout: int) -> bool:
        """One number, which the cache counts up under its own lock."""
        self.counts.add(name, 0, timeout)
        try:
            return self.counts.incr(name) <= self.most
        except ValueError:  # dropped to make room
            return True

    def _take_place(self, name: str, timeout: int) -> bool:
        """One of `most` numbered places, each of which only one can have.

        A cache in a database counts up by reading and then writing, so that many at once would pass
        as one. Its `add` inserts a row under a unique key, and a name is never used twice.
        """
        places = [f"{name}.{number}" for number in range(self.most)]
        taken = self.counts.get_many(places)
        return any(self.counts.add(place, 1, timeout) for place in places if place not in taken)


def forget(counts: BaseCache) -> None:
    """Delete the keys of days gone by: a database keeps what has expired until it needs the room."""
    today = int(time.time() // DAY)
    counts.delete_many([_name_of(day) for day in range(today - OLDEST_KEY, today)])


def _key_of(day: int, counts: BaseCache) -> str:
    """The key of the day. The first to ask makes it; who asks at the same moment gets the same."""
    key = counts.get(_name_of(day))
    if key is None:
        made = secrets.token_hex(32)
        if counts.add(_name_of(day), made, (day + 1) * DAY - time.time() + 1):
            forget(counts)
        key = counts.get(_name_of(day), made)
    return key


def _name_of(day: int) -> str:
    """Behind all counts in the order of names: a full table drops the first ones."""
    return f"limits.key.{day}"

"""How often one caller may do a thing: no more, however many try at once, and known to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.db import connection, connections

from web import limits
from web.limits import Limit, TooMany

HOME = "203.0.113.9"
IN_THE_MORNING = "2026-11-22 10:20:00+00:00"
AT_ONCE = 24


def in_memory() -> LocMemCache:
    counts = LocMemCache("limits in tests", {})
    counts.clear()
    return counts


@pytest.fixture(params=["memory", "database"])
def counts(request, db) -> BaseCache:
    return in_memory() if request.param == "memory" else cache


@pytest.fixture
def morning() -> Iterator[Any]:
    with time_machine.travel(IN_THE_MORNING, tick=False) as clock:
        yield clock


def ten_an_hour(counts: BaseCache, name: str = "reports") -> Limit:
    return Limit(name, most=10, seconds=3600, counts=counts)


def passes(limit: Limit, address: str = HOME) -> bool:
    try:
        limit.take(address)
    except TooMany:
        return False
    return True


def how_many(limit: Limit, tries: int = 15, address: str = HOME) -> int:
    return sum(passes(limit, address) for _ in range(tries))


def names_in(counts: BaseCache) -> list[str]:
    if isinstance(counts, LocMemCache):
        return list(counts._cache)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        return [name for (name,) in cursor.fetchall()]


def everything_in(counts: BaseCache) -> str:
    names = names_in(counts)
    values = [counts.get(name.rpartition(":")[2]) for name in names]
    return f"{names} {values}"


# How many, and until when


def test_so_many_pass_and_no_more_until_the_window_ends(counts, morning):
    limit = ten_an_hour(counts)

    assert how_many(limit) == 10
    with pytest.raises(TooMany) as spent:
        limit.take(HOME)
    assert (spent.value.seconds, spent.value.minutes) == (2400, 40)

    morning.shift(2399)
    assert not passes(limit)
    morning.shift(1)
    assert how_many(limit) == 10


@pytest.mark.parametrize(
    ("at", "seconds", "minutes"),
    [("10:00:00", 3600, 60), ("10:59:00.5", 60, 1), ("10:58:59", 61, 2), ("10:59:59.9", 1, 1)],
)
def test_the_wait_is_rounded_up(at, seconds, minutes):
    limit = Limit("reports", most=0, seconds=3600, counts=in_memory())

    with (
        time_machine.travel(f"2026-11-22 {at}+00:00", tick=False),
        pytest.raises(TooMany) as spent,
    ):
        limit.take(HOME)

    assert (spent.value.seconds, spent.value.minutes) == (seconds, minutes)


def test_callers_and_limits_are_counted_apart(counts, morning):
    limit = ten_an_hour(counts)
    how_many(limit)

    assert passes(limit, "203.0.113.10")
    assert passes(limit, "")
    assert passes(ten_an_hour(counts, "requests"), HOME)


def test_the_addresses_of_one_connection_are_one_caller(counts, morning):
    limit = ten_an_hour(counts)

    passed = [passes(limit, f"2001:db8:1:1::{n:x}") for n in range(15)]

    assert sum(passed) == 10
    assert passes(limit, "2001:db8:1:2::1")


def test_a_new_day_starts_anew(counts):
    limit = ten_an_hour(counts)

    with time_machine.travel("2026-11-22 23:59:59+00:00", tick=False):
        assert how_many(limit) == 10
    with time_machine.travel("2026-11-23 00:00:00+00:00", tick=False):
        assert how_many(limit) == 10


def test_a_window_must_end_with_the_day():
    with pytest.raises(ValueError, match="whole number of windows"):
        Limit("uneven", most=1, seconds=7 * 3600, counts=in_memory())


def test_who_was_dropped_to_make_room_may_go_on(monkeypatch, morning):
    counts = in_memory()
    monkeypatch.setattr(counts, "add", lambda *_: False)

    assert passes(ten_an_hour(counts))


# However many try at once


@pytest.fixture
def shared_by_threads(transactional_db, tmp_path, monkeypatch) -> Iterator[BaseCache]:
    """The site's shared cache. In SQLite on a file, as on a real site: the tests' own database lies in
    memory, where a second connection is refused instead of waiting its turn."""
    if connection.vendor != "sqlite":
        yield cache
        cache.clear()
        return
    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as aside:
        # A thread reads it when it opens its connection; that of the test is open.
        patched.setitem(connections.settings["default"], "NAME", str(tmp_path / "counts"))
        aside.submit(with_own_connection, call_command, "createcachetable").result()
        yield cache


def with_own_connection(act: Callable[..., Any], *args: Any) -> Any:
    try:
        return act(*args)
    finally:
        connections.close_all()


def pass_at_once(limit: Limit, address: str = HOME) -> int:
    """How many of so many callers pass who all start at the same moment."""
    start = Barrier(AT_ONCE)

    def one() -> bool:
        start.wait()
        return passes(limit, address)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        tries = [threads.submit(with_own_connection, one) for _ in range(AT_ONCE)]
        return sum(each.result() for each in tries)


def test_at_once_no_more_pass_than_one_after_another(shared_by_threads):
    # None of them finds a key of the day: the first thing they must agree on.
    assert pass_at_once(ten_an_hour(shared_by_threads)) == 10


def test_at_once_in_the_memory_of_one_process():
    assert pass_at_once(ten_an_hour(in_memory())) == 10


def test_without_haste_a_count_in_the_database_is_seven_small_statements(
    db, django_assert_num_queries
):
    limit = ten_an_hour(cache)
    passes(limit)

    # The key, the places taken; a place: the size of the table, looked for and written in a savepoint.
    with django_assert_num_queries(7):
        assert passes(limit)
    how_many(limit)
    with django_assert_num_queries(2):  # refused by reading alone
        assert not passes(limit)


# Known to nobody


def test_nothing_of_the_address_is_kept_or_logged(counts, caplog):
    caplog.set_level("DEBUG")
    addresses = [HOME, "2001:db8:aaaa:bbbb::5"]

    for address in addresses:
        passes(ten_an_hour(counts), address)

    everything = everything_in(counts) + caplog.text
    assert "limits.count.reports" in everything
    assert not [each for each in ("203.0.113", "2001:db8", "aaaa:bbbb") if each in everything]


def test_the_same_address_counts_under_another_name_tomorrow(counts):
    names = []

    for day in (22, 23):
        with time_machine.travel(f"2026-11-{day} 10:20:00+00:00", tick=False):
            passes(ten_an_hour(counts))
            names.append({name.split(".")[4] for name in names_in(counts) if ".count." in name})

    today = names[1] - names[0]
    assert len(names[0]) == len(today) == 1


def test_a_copy_of_the_counts_and_their_key_gives_nobody_away(counts, settings, morning):
    limit = ten_an_hour(counts)
    how_many(limit)

    settings.SECRET_KEY = "another site's"

    assert passes(limit)


def test_the_key_of_yesterday_is_gone_when_today_has_one(counts, morning):
    passes(ten_an_hour(counts))
    (yesterday,) = keys_in(counts)

    morning.shift(timedelta(days=1))
    passes(ten_an_hour(counts))

    (today,) = keys_in(counts)
    assert today != yesterday


def test_forgetting_deletes_old_keys_and_not_that_of_today(counts, morning):
    passes(ten_an_hour(counts))

    limits.forget(counts)
    assert len(keys_in(counts)) == 1
    morning.shift(timedelta(days=200))
    limits.forget(counts)
    assert not keys_in(counts)


def keys_in(counts: BaseCache) -> list[str]:
    return [name for name in names_in(counts) if "limits.key." in name]

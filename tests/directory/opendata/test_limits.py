"""How often one address may ask: generous, said in words, and kept by nobody."""

from __future__ import annotations

import pytest

from directory.opendata import limits
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

FOR_PROGRAMS = ["/data/centers.csv", "/data/api/v1/states", "/data/hsds/taxonomies"]


@pytest.fixture
def two_a_minute(monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS", 2)
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_020.0)


def ask(client, url=FOR_PROGRAMS[1], address="203.0.113.9", **headers):
    return client.get(url, REMOTE_ADDR=address, **headers)


@pytest.mark.parametrize("url", FOR_PROGRAMS)
@pytest.mark.usefixtures("two_a_minute")
def test_past_the_limit_the_answer_says_how_long_to_wait(client, url):
    assert [ask(client, url).status_code for _ in range(3)] == [200, 200, 429]

    response = ask(client, url)

    assert response["Retry-After"] == "60"
    assert "Ask again in 60 seconds" in response.json()["error"]
    assert "private" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.usefixtures("two_a_minute")
def test_another_address_and_the_next_minute_start_anew(client, monkeypatch):
    for _ in range(3):
        ask(client)

    assert ask(client, address="203.0.113.10").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_080.0)
    assert ask(client).status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_pages_for_people_are_never_limited(client):
    center = make_facility()
    pages = ["/find-treatment/?state=MA", "/data/", "/data/api/", center.get_absolute_url()]

    for url in pages * 4:
        assert ask(client, url).status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_behind_our_proxy_each_reader_has_a_limit_of_their_own(client, settings):
    settings.PROXIES = 1

    def through_the_proxy(reader):
        return ask(client, headers={"X-Forwarded-For": f"1.2.3.4, {reader}"}).status_code

    assert [through_the_proxy("198.51.100.1") for _ in range(3)] == [200, 200, 429]
    assert through_the_proxy("198.51.100.2") == 200


@pytest.mark.usefixtures("two_a_minute")
def test_without_a_proxy_of_ours_nobody_can_claim_another_address(client):
    answers = [
        ask(client, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(3)
    ]

    assert answers == [200, 200, 429]


def test_no_address_is_kept_in_clear(client):
    ask(client, address="203.0.113.9")

    kept = repr(limits.counts._cache)
    assert kept.count("opendata") or len(limits.counts._cache) == 1
    assert "203.0.113.9" not in kept


def test_the_same_address_counts_under_another_name_tomorrow(rf):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")

    assert limits._pseudonym(request, day=1) != limits._pseudonym(request, day=2)

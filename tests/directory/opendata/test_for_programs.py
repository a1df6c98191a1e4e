"""How often one address may ask for data: generous, said in words, and never asked of a page's reader."""

from __future__ import annotations

import pytest
import time_machine

from directory.opendata.for_programs import REQUESTS
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

FOR_PROGRAMS = ["/data/centers.csv", "/data/api/v1/states", "/data/hsds/taxonomies"]
ON_THE_MINUTE = "2026-11-22 10:20:00+00:00"


@pytest.fixture
def two_a_minute(monkeypatch):
    monkeypatch.setattr(REQUESTS, "most", 2)
    with time_machine.travel(ON_THE_MINUTE, tick=False) as clock:
        yield clock


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


def test_another_address_and_the_next_minute_start_anew(client, two_a_minute):
    for _ in range(3):
        ask(client)

    assert ask(client, address="203.0.113.10").status_code == 200
    two_a_minute.shift(60)
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


def test_to_be_counted_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        REQUESTS.take("203.0.113.9")

"""One page of the export: asked for again where that may help, and not where it can't."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone
from django.utils.http import http_date

from directory.imports.samhsa.client import Client, Unreachable
from directory.imports.samhsa.records import Refused
from tests.directory.files import v2_row
from tests.directory.stub import Stub, serve

CLIENT = Client(timeout=0.3, attempts=3, first_rest=0.001)


@pytest.fixture
def stub(settings):
    """The export of five centers."""
    rows = [v2_row(f"Example {n}", phone=f"617-555-010{n}") for n in range(5)]
    with serve(Stub(rows)) as stub:
        settings.FINDTREATMENT_URL = stub.url
        yield stub


@pytest.fixture
def rests() -> list[float]:
    return []


@pytest.fixture
def client_at_rest(rests) -> Client:
    """Notes how long it would rest, and goes on at once."""
    return replace(CLIENT, first_rest=1, attempts=5, sleep=rests.append)


def test_a_page_says_what_is_on_it_and_how_many_there_are(stub):
    page = CLIENT.page(3, 2)

    assert [row["name1"] for row in page["rows"]] == ["Example 4"]
    assert (page["totalPages"], page["recordCount"]) == (3, 5)


def test_it_asks_for_substance_use_and_says_who_asks(stub, settings):
    CLIENT.page(1, 2)

    assert stub.asked == [{"sType": "sa", "page": "1", "pageSize": "2"}]
    assert stub.user_agents == [settings.USER_AGENT]
    assert "treatinfo" in settings.USER_AGENT


@pytest.mark.parametrize("trouble", ["fails", "busy", "web_pages", "truncated", "empty", "slow"])
def test_an_answer_that_went_wrong_is_asked_for_again(stub, trouble):
    setattr(stub, trouble, {2: 2})

    page = CLIENT.page(2, 2)

    assert stub.pages_asked == [2, 2, 2]
    assert len(page["rows"]) == 2


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("fails", "status 500"),
        ("busy", "status 503"),
        ("web_pages", "a web page instead of data"),
        ("truncated", "breaks off"),
        ("empty", "page 2 of 3 is empty"),
        ("slow", "no whole answer"),
    ],
)
def test_what_keeps_going_wrong_is_refused_with_the_reason_and_the_next_step(
    stub, trouble, reason
):
    setattr(stub, trouble, {2: 3})

    with pytest.raises(Refused) as refusal:
        CLIENT.page(2, 2)

    assert "page 2 in 3 attempts" in str(refusal.value)
    assert reason in str(refusal.value)
    assert "Run it again later" in str(refusal.value)


def test_a_plain_no_is_not_asked_twice(stub):
    stub.refuses = True

    with pytest.raises(Refused, match="status 403"):
        CLIENT.page(1, 2)

    assert stub.pages_asked == [1]


# How long it rests


def test_it_rests_twice_as_long_each_time_and_not_after_the_last(stub, client_at_rest, rests):
    stub.fails = {1: 5}

    with pytest.raises(Refused, match="5 attempts"):
        client_at_rest.page(1, 2)

    assert len(rests) == 4
    for rest, least in zip(rests, [1, 2, 4, 8], strict=True):
        assert least <= rest <= least + 1


@pytest.mark.parametrize("status", [429, 503])
def test_it_rests_as_long_as_it_is_asked_to(stub, client_at_rest, rests, status):
    stub.busy, stub.busy_status, stub.retry_after = {1: 2}, status, "30"

    client_at_rest.page(1, 2)

    assert rests == [30, 30]


@time_machine.travel("2026-11-22 10:20:00+00:00", tick=False)
def test_it_rests_until_the_moment_it_is_asked_to(stub, client_at_rest, rests):
    stub.busy, stub.retry_after = {1: 1}, http_date(timezone.now().timestamp() + 45)

    client_at_rest.page(1, 2)

    assert rests == [45]


@pytest.mark.parametrize(
    "asked", ["0", "61", "86400", "-5", "soon", "²", "Sun, 06 Nov 1994 08:49:37 GMT"]
)
def test_it_rests_as_always_where_it_is_asked_for_nothing_or_too_much(
    stub, client_at_rest, rests, asked
):
    stub.busy, stub.retry_after = {1: 1}, asked

    client_at_rest.page(1, 2)

    assert len(rests) == 1
    assert 1 <= rests[0] <= 2


def test_a_server_that_failed_has_no_say_in_it(stub, client_at_rest, rests):
    stub.busy, stub.busy_status, stub.retry_after = {1: 1}, 500, "30"

    client_at_rest.page(1, 2)

    assert 1 <= rests[0] <= 2


# Whether anybody is there


def test_whether_it_can_be_reached_is_asked_with_one_row_once(stub):
    CLIENT.check_reach()

    assert stub.asked == [{"sType": "sa", "page": "1", "pageSize": "1"}]


@pytest.mark.parametrize("trouble", ["slow", "fails", "busy"])
def test_what_goes_wrong_then_is_out_of_reach(stub, trouble):
    setattr(stub, trouble, {1: 1})

    with pytest.raises(Unreachable, match="can't be reached"):
        CLIENT.check_reach()

    assert stub.pages_asked == [1]


def test_where_nobody_answers_it_is_out_of_reach(settings):
    settings.FINDTREATMENT_URL = "http://127.0.0.1:9/v2"

    with pytest.raises(Unreachable, match="can't be reached"):
        CLIENT.check_reach()

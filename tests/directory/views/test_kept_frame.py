"""The page around a search's parts is kept and serves other readers."""

from __future__ import annotations

import pytest

from content.models import Helpline
from tests.factories import make_facility, make_helpline, make_place
from web import revision

pytestmark = pytest.mark.django_db

FIND = "/find-treatment/"
SEARCHES = [
    "where=02118", "where=02118&miles=10&care=residential", "state=MA", "state=MA&c={one}",
    "state=MA&page=2&c=0123456789&x=%C3%A9", "q=clinic", "q=%3Cb%3E%22%27+%26", "where=02118&q=nobody",
    "state=WY", "also=set-aside", "state=MA&q=%0Eresults%0F", "where=Massachusetts",
]  # fmt: skip


@pytest.fixture
def center():
    make_helpline("samhsa", display="1-800-555-0199")
    make_place("02118", "MA", at=(42.3362, -71.0729))
    make_place("Massachusetts", "MA", at=(42.3, -71.8), kind="state")
    says = "outpatient buprenorphine medicaid telehealth"
    make_facility("Silent House", at=(42.33, -71.07), position="zip", phones=[])
    return make_facility("Harbor <Clinic> & 100% Care", says=says, at=(42.34, -71.08))


@pytest.fixture
def production(settings, monkeypatch):
    settings.REVISION_SECONDS = 60
    monkeypatch.setattr("web.kept._kept", ((-1, None), {}))
    monkeypatch.setattr(revision, "_held", (float("-inf"), {}))


def test_nothing_of_one_reader_is_in_the_page_of_another(client, center, settings, production):
    """The page around the parts is kept: it may hold nothing of the search that it was drawn for."""
    told = {"cookie": "sessionid=secretcookie", "referer": "http://x.example/secretpage"}
    for query in ("where=02118&q=secretword", f"state=MA&page=2&c={center.short_id}&secretname=1"):
        client.get(f"{FIND}?{query}", headers={"user-agent": "secretphone", **told})
    queries = [query.format(one=center.short_id) for query in SEARCHES]

    kept = [client.get(f"{FIND}?{query}").content for query in queries]

    settings.REVISION_SECONDS = 0  # nothing is kept
    assert kept == [client.get(f"{FIND}?{query}").content for query in queries]
    assert not any(b"secret" in page for page in kept)


def test_it_is_that_of_the_revision_and_the_day(
    client, center, production, monkeypatch, time_machine
):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    assert b"June 1, 2026" in client.get(f"{FIND}?state=MA").content

    Helpline.objects.filter(key="samhsa").update(name="Another name")
    assert b"Another name" not in client.get(f"{FIND}?state=MA").content
    monkeypatch.setattr(revision, "_held", (float("-inf"), {}))
    assert b"Another name" in client.get(f"{FIND}?state=MA").content

    time_machine.move_to("2026-06-02T12:00:00Z", tick=False)
    assert b"June 2, 2026" in client.get(f"{FIND}?state=MA").content


def test_who_holds_the_page_already_is_told_so(client, center):
    etag = client.get(f"{FIND}?state=MA").headers["ETag"]

    assert client.get(f"{FIND}?state=MA", headers={"if-none-match": etag}).status_code == 304


def test_a_search_opens_no_session_and_knows_no_user(client, center):
    response = client.get(f"{FIND}?state=MA")

    assert not hasattr(response.wsgi_request, "session")
    assert not response.cookies

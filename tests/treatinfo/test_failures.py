"""What a reader sees when something fails: calm, marked as no page to find, with the way to help."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import html5lib
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from content.models import PageVersion
from directory import index
from directory.models import Facility, ImportRun
from directory.opendata.for_programs import REQUESTS
from tests.factories import make_facility, make_page
from treatinfo import frame

pytestmark = pytest.mark.django_db

Ask = Callable[[Client, pytest.MonkeyPatch], Any]
AS_A_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def ask_for_nothing(client, monkeypatch):
    return client.get("/nothing/here/")


def ask_for_a_delisted_center(client, monkeypatch):
    return client.get(make_facility(is_listed=False).get_absolute_url())


def ask_for_a_page_that_ended(client, monkeypatch):
    make_page("/paying/old-rules/")
    end_all()
    return client.get("/paying/old-rules/")


def ask_a_host_that_is_not_ours(client, monkeypatch):
    return client.get("/", headers={"host": "elsewhere.example"})


def ask_for_what_an_editor_may_not_see(client, monkeypatch):
    client.force_login(User.objects.create_user("trainee", is_staff=True))
    return client.get("/admin/auth/user/")


def send_a_form_without_its_cookie(client, monkeypatch):
    return Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "editor"})


def ask_for_too_many_files(client, monkeypatch):
    monkeypatch.setattr(REQUESTS, "most", 0)
    return client.get("/data/centers.csv", headers=AS_A_BROWSER)


def ask_a_broken_server(client, monkeypatch):
    def fall(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("treatinfo.views.in_key_order", fall)
    return Client(raise_request_exception=False).get("/")


FAILURES: dict[str, tuple[Ask, int]] = {
    "not found": (ask_for_nothing, 404),
    "delisted": (ask_for_a_delisted_center, 410),
    "ended": (ask_for_a_page_that_ended, 410),
    "bad host": (ask_a_host_that_is_not_ours, 400),
    "not allowed": (ask_for_what_an_editor_may_not_see, 403),
    "no cookie": (send_a_form_without_its_cookie, 403),
    "too many": (ask_for_too_many_files, 429),
    "broken": (ask_a_broken_server, 500),
}


@pytest.fixture(autouse=True)
def quiet():
    """What fails here on purpose is in nobody's log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(params=FAILURES)
def failure(request, client, whole_site, monkeypatch):
    ask, status = FAILURES[request.param]
    response = ask(client, monkeypatch)
    assert response.status_code == status
    return response


def end_all() -> None:
    """What stood for a day ended an hour ago."""
    now = timezone.now()
    begun, ended = now - timedelta(days=1), now - timedelta(hours=1)
    PageVersion.objects.filter(page__slug="old-rules").update(publish_at=begun, ends_at=ended)


def links_of(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page.partition("<body")[2])


def test_a_failure_begins_with_the_way_to_the_overdose_steps(failure):
    links = links_of(failure.content.decode())

    assert links[1:4] == ["/overdose/", "tel:911", "tel:988"]


def test_a_failure_says_whom_to_call(failure):
    page = failure.content.decode()

    assert "tel:988" in page
    if failure.status_code != 500:  # drawn without the database
        assert "SAMHSA National Helpline" in page


def test_a_failure_is_no_page_to_find_or_to_keep(failure):
    assert '<meta name="robots" content="noindex">' in failure.content.decode()
    assert "public" not in failure["Cache-Control"]


def test_a_failure_is_a_well_formed_page_with_one_heading(failure):
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        failure.content.decode()
    )

    assert len(list(tree.iter("h1"))) == 1
    assert len(list(tree.iter("main"))) == 1


def test_a_page_not_found_offers_a_search(client, whole_site):
    page = client.get("/nothing/here/").content.decode()

    assert 'action="/search/"' in page


def test_a_page_that_ended_is_gone_and_leads_to_its_topic(client, whole_site):
    page = ask_for_a_page_that_ended(client, None).content.decode()

    assert "This page is gone" in page
    assert 'href="/paying/"' in page


def test_a_page_that_never_was_published_is_not_found(client, whole_site):
    assert client.get("/paying/nothing/").status_code == 404


def test_a_preview_that_ended_is_not_called_gone(client, whole_site):
    assert client.get("/paying/?preview=wrong").status_code == 404


def test_a_host_that_is_not_ours_gets_links_to_ours(client, whole_site, settings):
    page = ask_a_host_that_is_not_ours(client, None).content.decode()

    assert f'href="{settings.SITE_URL}/overdose/"' in page


def test_a_bad_request_is_answered_without_the_database(client, monkeypatch):
    def fall(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(frame, "doors", fall)

    response = ask_a_host_that_is_not_ours(client, None)

    assert response.status_code == 400
    assert 'href="tel:911"' in response.content.decode()


def test_a_program_that_asks_for_nothing_gets_json(client):
    response = client.get("/data/api/v1/nothing", headers={"Accept": "application/json"})

    assert response.status_code == 404
    assert response.json()["error"].startswith("Nothing has this address")


def test_a_program_that_asks_too_often_gets_json_and_a_person_a_page(client, monkeypatch):
    monkeypatch.setattr(REQUESTS, "most", 0)

    to_a_program = client.get("/data/api/v1/states")
    to_a_person = client.get("/data/api/v1/states", headers=AS_A_BROWSER)

    assert "Ask again in" in to_a_program.json()["error"]
    assert "Please wait a moment" in to_a_person.content.decode()
    assert to_a_person["Retry-After"] == to_a_program["Retry-After"]


def test_while_the_first_import_runs_a_search_says_so_and_whom_to_call(client, whole_site):
    Facility.objects.update(is_listed=False, delisted_on=timezone.localdate())
    index.renew()
    ImportRun.objects.create(source="FindTreatment.gov")

    page = client.get("/find-treatment/?state=MA").content.decode()

    assert "Centers are being fetched" in page
    assert "No centers" not in page
    assert "SAMHSA National Helpline" in page.partition("<footer")[0]


def test_the_maintenance_page_needs_nothing_else(whole_site):
    page = rendered_maintenance()

    html5lib.HTMLParser(strict=True).parse(page)
    assert "src=" not in page
    assert not re.search(r"url\((?!#)", page)
    inside = [link for link in links_of(page) if not link.startswith(("tel:", "sms:", "#"))]
    assert inside == ["/", "https://www.weather.gov/"]


def test_the_maintenance_page_holds_the_steps_and_the_helplines(whole_site):
    page = rendered_maintenance()

    assert page.count("<li>") >= 6
    assert "Spray naloxone" in page
    assert "SAMHSA National Helpline" in page
    assert "noindex" in page


def test_the_maintenance_page_stands_without_any_pages(whole_site):
    PageVersion.objects.update(ends_at=timezone.now())

    page = rendered_maintenance()

    assert 'href="tel:911"' in page
    assert 'href="tel:988"' in page


def rendered_maintenance() -> str:
    out = StringIO()
    call_command("render_maintenance", stdout=out)
    return out.getvalue()

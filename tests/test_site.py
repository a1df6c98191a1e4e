"""What is true of every public page: who it tells, what it says first, how it is built."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import html5lib
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from content.models import HelplineNumber
from treatinfo import frame
from web.access_log import AccessFormatter

pytestmark = pytest.mark.django_db

KINDS = [
    "home", "emergency", "front page of a topic", "page", "page with a table", "levels of care",
    "topic", "privacy", "questions", "answers", "glossary", "terms", "A to Z",
    "directory", "results", "results with filters", "map", "no results", "ambiguous", "unknown",
    "state", "empty state", "facility", "bare facility", "delisted", "not found",
    "report on a center", "report on a page", "report on the site", "report that came in",
    "corrections", "our data", "our APIs", "compare", "call sheet",
    "city", "start today", "start today, answered", "start today, in danger", "what to ask for",
    "what to ask for, answered", "site search for a place", "overdose card", "overdose sheet", "page with a list to tick",
    "keep offline", "without a network",
]  # fmt: skip
PRIVATE = ("delisted", "not found", "report on the site", "report that came in")


@pytest.fixture(scope="module")
def ask(whole_site, django_db_blocker):
    """What an address answers; asked once for all tests of this module, since nothing changes it."""

    @cache
    def ask(address: str) -> HttpResponse:
        with django_db_blocker.unblock(), transaction.atomic():
            return Client().get(address)

    return ask


@pytest.fixture(params=KINDS)
def answer(request, whole_site, ask) -> HttpResponse:
    return ask(whole_site[request.param])


@pytest.fixture
def tree(answer) -> Any:
    return tree_of(answer)


@cache
def tree_of(answer: HttpResponse) -> Any:
    return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)


def test_the_kinds_of_page_are_all_walked(whole_site):
    assert list(whole_site) == KINDS


def test_a_page_sets_no_cookie_and_never_asks_for_one(answer):
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_a_page_says_what_browsers_may_do_with_it(answer):
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "private" in answer["Cache-Control"] or "public" in answer["Cache-Control"]


def test_a_page_begins_with_the_way_to_the_overdose_steps(answer):
    links = re.findall(r'href="([^"]+)"', answer.content.decode().partition("<body")[2])

    assert links[0].startswith("#")  # the skip link
    assert links[1:4] == ["/overdose/", "tel:911", "tel:988"]


def test_a_page_is_well_formed(answer):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(answer.content.decode())

    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, number in ids.items() if number > 1] == []
    headings = [int(element.tag[1]) for element in tree.iter() if is_heading(element)]
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert len(list(tree.iter("main"))) == 1


def is_heading(element) -> bool:
    return isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag) is not None


def test_every_field_of_a_page_has_a_label(tree):
    labelled = {label.get("for") for label in tree.iter("label")}
    held = {field for label in tree.iter("label") for field in label.iter("input")}

    for tag in ("input", "select", "textarea"):
        for field in tree.iter(tag):
            if field.get("type") not in ("hidden", "submit"):
                assert field in held or field.get("id") in labelled, field.attrib


def test_a_page_holds_no_style_script_or_handler_of_its_own(tree):

    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "style"
        assert element.tag != "script" or element.get("src") or is_data(element)
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def is_data(element) -> bool:
    """A block for search engines, which no browser runs."""
    return element.tag == "script" and element.get("type") == "application/ld+json"


def test_a_page_loads_nothing_from_elsewhere(tree):

    for tag, attribute in (("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src")):
        for element in tree.iter(tag):
            if not is_data(element) and element.get("rel") != "canonical":
                assert element.get(attribute).startswith(("/", "data:")), element.attrib


def test_a_link_out_tells_the_other_site_nothing(answer, tree):
    """The page's own policy sees to it for every link; forty sources a page need not repeat it."""

    assert answer["Referrer-Policy"] == "same-origin"
    for element in tree.iter():
        assert "referrerpolicy" not in element.attrib, element.get("href")
        assert element.get("name") != "referrer"


def test_a_link_inside_the_site_leads_somewhere(ask, tree):
    links = {link.get("href", "").partition("#")[0] for link in tree.iter("a")}

    for href in sorted(links):
        if href.startswith("/") and not href.startswith("/find-treatment/?"):
            assert ask(href).status_code in (200, 410), href


def test_only_searches_are_private_and_all_else_may_be_shared(ask, whole_site):
    for kind, address in whole_site.items():
        control = ask(address)["Cache-Control"]
        if "?" in address or kind in PRIVATE:
            assert "private" in control, kind
        else:
            assert "public" in control, kind


def test_the_numbers_on_every_page_are_those_of_the_registry(whole_site):
    dialled = set(HelplineNumber.objects.values_list("helpline__key", "dial"))

    assert (frame.EMERGENCY_NUMBER, frame.EMERGENCY_NUMBER) in dialled
    assert (frame.CRISIS_NUMBER, frame.CRISIS_NUMBER) in dialled


def test_a_broken_server_still_leads_to_the_overdose_steps(whole_site, monkeypatch, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    client = Client(raise_request_exception=False)

    def fall(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("content.views._context", fall)
    logging.disable(logging.ERROR)
    try:
        response = client.get("/overdose/")
    finally:
        logging.disable(logging.NOTSET)

    assert response.status_code == 500
    assert 'href="tel:911"' in response.content.decode()
    assert response["Content-Security-Policy"]


@pytest.mark.django_db(databases=[])
def test_the_page_for_a_broken_server_needs_no_database():
    page = render_to_string("500.html", frame.NUMBERS)

    assert "/overdose/" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_the_log_holds_method_path_status_and_time_and_nothing_of_the_reader(client, caplog):
    usual = caplog.handler.formatter
    caplog.handler.setFormatter(AccessFormatter())
    access_log = logging.getLogger("treatinfo.access")
    access_log.addHandler(caplog.handler)
    try:
        client.get(
            "/find-treatment/",
            {"where": "secret town"},
            headers={"referer": "https://x.example/q", "user-agent": "Telling/1.0"},
            REMOTE_ADDR="203.0.113.9",
        )
    finally:
        access_log.removeHandler(caplog.handler)
        caplog.handler.setFormatter(usual)

    line = json.loads(caplog.text.splitlines()[-1])
    assert set(line) == {"at", "method", "path", "status", "ms"}
    assert line["path"] == "/find-treatment/"
    for secret in ("secret", "203.0.113.9", "Telling", "x.example"):
        assert secret not in caplog.text


def test_an_address_without_its_last_slash_is_led_to_it(client, whole_site):
    assert client.get("/overdose").url == "/overdose/"

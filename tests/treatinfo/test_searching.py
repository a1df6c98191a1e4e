"""A search is answered before Django's middleware, and as Django itself would answer it."""

from __future__ import annotations

import gzip
import json
import logging
from io import BytesIO, StringIO

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections

from content.models import Helpline
from directory import index
from directory.models import Facility
from tests.factories import make_facility, make_helpline, make_place
from treatinfo import searching
from treatinfo.searching import Searches
from web import middleware, revision

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
FIND = "/find-treatment/"
SEARCHES = [
    "where=02118", "where=02118&miles=10&care=residential", "state=MA", "state=MA&page=2",
    "state=MA&page=2&c=0123456789&x=%C3%A9&x=%E9", "state=MA&c={one}", "care=outpatient&page=last",
    "medication=methadone&medication=buprenorphine&medication=junk&not-stated=include",
    "also=set-aside", "q=clinic", "q=%3Cb%3E%22%27+%26", "where=02118&q=nobody", "state=WY",
    "&".join(["state=MA", *["care=outpatient"] * 200]), "state=MA&q=%0Eresults%0F", "q=clinic+%0Efound%0F%02%01", "where=Massachusetts", "where=02118&setting=telehealth&payment=medicaid", "state=MA&state=GU",
]  # fmt: skip
LEFT_TO_DJANGO = [
    "page=2", "utm=1", "where=Springfield", "where=99999", "where=02118&miles=7", "q=%21", "where=",
    "state=XX", "where=02118&state=WY", "q=a%00b", f"q={'x' * 81}",
]  # fmt: skip


class Server:
    """A WSGI server for one reader; says whether Django was asked."""

    def __init__(self) -> None:
        self.django = get_wsgi_application()
        self.asked = 0
        self.application = Searches(self.ask_django)

    def ask_django(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, query, *, path=FIND, method="GET", host="testserver", by_django=False, **said):
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host, "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in said.items()},
        }  # fmt: skip
        told = {}
        ask = self.django if by_django else self.application
        body = ask(environ, lambda status, pairs, *_: told.update(status=status, headers=pairs))
        return told["status"], dict(told["headers"]), b"".join(body)


@pytest.fixture
def server():
    """Its requests share the test's transaction, so they must not close its connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    server = Server()
    server.get("state=TX")  # the first search of a process Django answers: its headers are kept
    server.asked = 0
    yield server
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def centers():
    make_helpline("samhsa", display="1-800-555-0199")
    make_place("02118", "MA", at=BOSTON)
    make_place("Massachusetts", "MA", at=BOSTON, kind="state")
    make_place("Springfield", "MA", at=(42.1, -72.58))
    make_place("Springfield", "IL", at=(39.78, -89.65))
    says = "outpatient buprenorphine medicaid telehealth"
    one = make_facility("Harbor <Clinic> & 100% Care", says=says, at=(42.34, -71.08))
    make_facility("Silent House", at=(42.33, -71.07), position="zip", phones=[])
    make_facility("Set Aside Clinic", says="alcohol-only outpatient", at=(42.34, -71.08))
    Facility.objects.bulk_create(copies_of(one, 45))
    index.renew()
    return one


def copies_of(facility: Facility, count: int) -> list[Facility]:
    own = [field.attname for field in Facility._meta.concrete_fields if field.attname != "id"]
    known = {name: getattr(facility, name) for name in own}
    names = [f"{n:03}" for n in range(count)]
    differing = ({"short_id": f"{n}0000000", "key": n, "sort_key": f"copy {n}"} for n in names)
    return [
        Facility(**known | each | {"name": f"Copy {n}", "uid": f"{n}{facility.uid}"[:36]})
        for n, each in enumerate(differing)
    ]


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search_is_answered_as_django_answers_it(server, centers, query):
    query = query.format(one=centers.short_id)

    own, by_django = server.get(query), server.get(query, by_django=True)

    assert server.asked == 0
    assert own == by_django


@pytest.mark.parametrize("query", LEFT_TO_DJANGO)
def test_where_words_must_be_found_django_finds_them(server, centers, query):
    own = server.get(query)

    assert server.asked == 1
    assert own == server.get(query, by_django=True)


@pytest.mark.parametrize(
    ("offers", "unpack"),
    [("gzip, deflate, br", brotli.decompress), ("gzip", gzip.decompress), ("br;q=0, x", bytes)],
)
def test_it_comes_in_the_encoding_that_was_asked_for(server, centers, offers, unpack):
    _, said, body = server.get("state=MA", accept_encoding=offers)
    _, by_django, other = server.get("state=MA", accept_encoding=offers, by_django=True)

    assert unpack(body) == unpack(other)
    assert int(said.pop("Content-Length")) == len(body)
    by_django.pop("Content-Length")  # with gzip, random on purpose
    assert said == by_django


@pytest.mark.parametrize(
    "known",
    [
        {"method": "HEAD"}, {"method": "POST"}, {"method": "OPTIONS"}, {"host": "evil.example"},
        {"host": ""}, {"path": "/find-treatment"}, {"if_none_match": '"x"'},
        {"path": "/find-treatment/map/"},
    ],
)  # fmt: skip
def test_what_is_no_plain_search_is_djangos(server, centers, known):
    own = server.get("where=02118", **known)

    assert server.asked == 1
    assert own == server.get("where=02118", by_django=True, **known)


def test_who_holds_the_page_already_is_told_so(server, centers):
    etag = server.get("state=MA")[1]["ETag"]

    assert server.get("state=MA", if_none_match=etag)[0] == "304 Not Modified"


def test_plain_http_is_sent_to_https(server, centers, settings):
    settings.SECURE_SSL_REDIRECT = True
    server.django = get_wsgi_application()

    assert server.get("state=MA")[0] == "301 Moved Permanently"


def test_too_many_fields_are_a_bad_request(server, centers):
    assert server.get("x=1&" * 1001 + "state=MA")[0] == "400 Bad Request"


def test_the_headers_of_the_start_page_are_not_taken_for_those_of_a_search(server, centers):
    server.application.headers = []

    server.get("utm=1")

    assert server.application.headers == []
    assert "public" in server.get("utm=1")[1]["Cache-Control"]
    assert "private" in server.get("state=MA")[1]["Cache-Control"]


@pytest.mark.parametrize(
    ("differing", "fits"),
    [({}, True), ({"Set-Cookie": "a=b"}, False), ({"Vary": "Accept-Encoding, Cookie"}, False)],
)
def test_headers_that_are_one_readers_own_are_not_taken_for_others(differing, fits):
    usual = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}

    assert searching.is_of_a_search("200 OK", usual | differing) is fits


def test_what_goes_wrong_here_django_meets_again(server, centers, monkeypatch):
    def fall(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(searching.index, "current", fall)
    logging.disable(logging.ERROR)
    try:
        status, _, body = server.get("state=MA")
    finally:
        logging.disable(logging.NOTSET)

    assert server.asked == 1
    assert status == "500 Internal Server Error"
    assert b'href="tel:911"' in body


def test_it_is_logged_as_any_answer_is(server, centers):
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(middleware.AccessFormatter())
    access_log = logging.getLogger("treatinfo.access")
    access_log.addHandler(handler)
    try:
        server.get("where=02118&q=secret")
    finally:
        access_log.removeHandler(handler)

    (line,) = map(json.loads, written.getvalue().splitlines())
    assert {name: line[name] for name in ("method", "path", "status")} == {
        "method": "GET", "path": FIND, "status": 200,
    }  # fmt: skip
    assert set(line) == {"at", "method", "path", "status", "ms"}


@pytest.fixture
def production(settings, monkeypatch):
    """The frame is kept, and the edition asked at most once a minute."""
    settings.REVISION_SECONDS = 60
    monkeypatch.setattr("web.kept._kept", (None, {}))
    monkeypatch.setattr(revision, "_held", (float("-inf"), 0))


def test_nothing_of_one_reader_is_in_the_page_of_another(server, centers, production):
    """The page around the parts is kept: it may hold nothing of the search that it was drawn for."""
    telling = {"cookie": "sessionid=secretcookie", "referer": "http://x.example/secretpage"}
    server.get(
        f"where=02118&q=secretword&c={centers.short_id}", user_agent="secretphone", **telling
    )
    server.get(f"state=MA&page=2&c={centers.short_id}&secretname=1", **telling)

    for query in SEARCHES:
        own = server.get(query.format(one=centers.short_id))
        assert b"secret" not in own[2]
        assert own == server.get(query.format(one=centers.short_id), by_django=True)
    assert server.asked == 0


def test_a_search_takes_two_queries(server, centers, production, django_assert_num_queries):
    server.get("where=02118&miles=10")

    with django_assert_num_queries(2):  # the stamp of the index, the place
        server.get("where=02118&miles=25&care=outpatient")
    with django_assert_num_queries(1):
        server.get("state=MA")
    assert server.asked == 0


def test_what_stands_around_a_search_is_that_of_the_edition_and_the_day(
    server, centers, production, monkeypatch, time_machine
):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    assert b"June 1, 2026" in server.get("state=MA")[2]

    Helpline.objects.filter(key="samhsa").update(name="Another name")
    assert b"Another name" not in server.get("state=MA")[2]
    monkeypatch.setattr(revision, "_held", (float("-inf"), 0))
    assert b"Another name" in server.get("state=MA")[2]

    time_machine.move_to("2026-06-02T12:00:00Z", tick=False)
    assert b"June 2, 2026" in server.get("state=MA")[2]

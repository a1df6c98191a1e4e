"""Pages kept as ready bytes: the same as Django's own answers, and never older than the site."""

from __future__ import annotations

import gzip
from io import BytesIO

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, connection

from content.models import Topic
from tests.factories import make_facility, make_page
from treatinfo.serving.page_cache import Ready
from web import revision

pytestmark = pytest.mark.django_db


class Server:
    """A WSGI server for one reader; says whether Django was asked."""

    def __init__(self) -> None:
        self.django = get_wsgi_application()
        self.asked = 0
        self.application = Ready(self.ask_django)

    def ask_django(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path, *, method="GET", host="testserver", **headers):
        path, _, query = path.partition("?")
        said = {}
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host, "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        body = self.application(
            environ, lambda status, pairs, *_: said.update(status=status, headers=dict(pairs))
        )
        return int(said["status"][:3]), said["headers"], b"".join(body)


@pytest.fixture(autouse=True)
def noon(time_machine):
    """Far from midnight, when what is ready ends."""
    time_machine.move_to("2027-03-01T12:00:00Z")


@pytest.fixture
def server():
    """Its requests share the test's transaction, so they must not close its connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield Server()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def address():
    make_page("/rights/work/", title="Work")
    return "/rights/work/"


def test_a_page_is_made_once(server, address):
    first, second = server.get(address), server.get(address)

    assert server.asked == 1
    assert first == second
    assert b"<h1>Work</h1>" in second[2]


def test_a_ready_page_says_all_that_djangos_own_answer_says(server, address, client):
    server.get(address)
    headers = server.get(address)[1]
    own = client.get(address)

    for name, value in own.headers.items():
        if name not in ("Vary", "ETag", "Content-Length"):
            assert headers[name] == value, name
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("offers", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("gzip, br;q=0.8", "br", brotli.decompress),
        ("", None, bytes),
    ],
)
def test_it_comes_in_the_encoding_that_was_asked_for(server, address, offers, encoding, unpack):
    whole = server.get(address)[2]

    _, headers, body = server.get(address, accept_encoding=offers)

    assert headers.get("Content-Encoding") == encoding
    assert int(headers["Content-Length"]) == len(body)
    assert unpack(body) == whole


def test_who_has_it_already_is_told_so_without_the_database(
    server, address, django_assert_num_queries
):
    etag = server.get(address, accept_encoding="br")[1]["ETag"]

    with django_assert_num_queries(1):  # which revision is it?
        status, headers, body = server.get(address, accept_encoding="br", if_none_match=etag)

    assert (status, body) == (304, b"")
    assert headers["Cache-Control"]
    assert server.get(address, accept_encoding="gzip", if_none_match=etag)[0] == 200


def test_head_has_the_headers_and_no_body(server, address):
    whole = server.get(address)

    assert server.get(address, method="HEAD") == (200, whole[1], b"")


def test_a_change_is_seen_at_once(server, address):
    server.get(address)

    Topic.objects.update(title="Your rights at work")

    assert b"Your rights at work" in server.get(address)[2]


def test_a_page_is_made_anew_when_its_time_is_over(server, address, time_machine):
    time_machine.move_to("2027-03-01T12:00:00Z", tick=False)
    server.get(address)
    time_machine.move_to("2027-03-01T12:11:00Z", tick=False)

    assert server.get(address)[0] == 200
    assert server.asked == 2


@pytest.mark.parametrize(
    "path",
    [
        "/find-treatment/?state=MA", "/search/?q=help", "/report/", "/nowhere/at-all/",
        "/admin/login/", "/rights/work/?preview=x",
    ],
)  # fmt: skip
def test_what_is_for_one_reader_is_never_kept(server, address, path):
    server.get(path)
    server.get(path)

    assert server.asked == 2


def test_a_center_is_kept_too(server):
    address = make_facility("Harbor Clinic").get_absolute_url()

    server.get(address)
    server.get(address)

    assert server.asked == 1


def test_a_host_that_is_not_ours_is_refused_though_the_page_is_ready(server, address):
    server.get(address)

    assert server.get(address, host="elsewhere.example")[0] == 400


def test_plain_http_is_sent_to_https_though_the_page_is_ready(server, address, settings):
    server.get(address)
    settings.SECURE_SSL_REDIRECT = True
    server.django = get_wsgi_application()

    status, headers, _ = server.get(address)

    assert (status, headers["Location"]) == (301, "https://testserver/rights/work/")


def test_the_last_copy_serves_when_the_database_is_gone(server, address, time_machine):
    time_machine.move_to("2027-03-01T12:00:00Z", tick=False)
    before = server.get(address)
    time_machine.move_to("2027-03-01T13:00:00Z", tick=False)

    def gone(*_args):
        raise DatabaseError("the server closed the connection")

    with connection.execute_wrapper(gone):
        after = server.get(address)
        other = server.get("/rights/")

    assert before[0] == 200
    assert after == before
    assert other[0] == 500
    assert b"Overdose?" in other[2]


def test_the_revision_is_asked_at_most_once_a_second(settings, django_assert_num_queries):
    settings.REVISION_SECONDS = 60
    revision._held = (float("-inf"), 0)

    with django_assert_num_queries(1):
        revision.current()
        revision.current()


def test_only_so_much_is_kept(server, monkeypatch):
    monkeypatch.setattr("treatinfo.serving.page_cache.MOST_BYTES", 8_000)
    addresses = [make_page(f"/rights/page-{n}/").page.get_absolute_url() for n in range(6)]

    for each in addresses:
        server.get(each)

    assert 1 <= len(server.application.copies) < 6
    assert addresses[-1] in server.application.copies


def test_no_cache_may_show_a_page_past_its_end(server, address, time_machine):
    time_machine.move_to("2027-03-01T23:58:00Z", tick=False)

    server.get(address)

    assert server.get(address)[1]["Cache-Control"] == "public, max-age=120"

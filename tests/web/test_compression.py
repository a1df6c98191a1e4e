"""What a reader's browser gets packed, how, and what it is told about it."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse

from tests.factories import make_facility
from web.compression import QUICK, THOROUGH, WORTH_IT, CompressMiddleware, packed, packed_pieces

pytestmark = pytest.mark.django_db

PAGE = "/find-treatment/?state=MA"
DOWNLOAD = "/data/centers.csv"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture(autouse=True)
def center():
    make_facility("Harbor Clinic")


def ask(client, path, offers=None, **headers):
    return client.get(path, headers=headers | ({"accept-encoding": offers} if offers else {}))


def body_of(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("path", [PAGE, DOWNLOAD])
@pytest.mark.parametrize(
    ("offers", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br; q=0.000, gzip;q=0.5", "gzip"),
    ],
)
def test_it_comes_in_the_best_encoding_that_was_offered(client, path, offers, encoding):
    whole = body_of(ask(client, path))

    response = ask(client, path, offers)

    assert response["Content-Encoding"] == encoding
    assert "Accept-Encoding" in response["Vary"]
    body = body_of(response)
    assert len(body) < len(whole)
    assert UNPACK[encoding](body) == whole


@pytest.mark.parametrize("path", [PAGE, DOWNLOAD])
@pytest.mark.parametrize("offers", [None, "identity", "deflate", "gzip;q=0", "br;q=0.0, gzip;q=0"])
def test_who_takes_neither_gets_it_as_it_is_and_caches_are_told(client, path, offers):
    response = ask(client, path, offers)

    assert not response.has_header("Content-Encoding")
    assert "Accept-Encoding" in response["Vary"]
    assert b"Harbor Clinic" in body_of(response)


@pytest.mark.parametrize("offers", ["br", "gzip"])
def test_a_page_says_how_long_it_is_and_a_download_does_not(client, offers):
    page, download = ask(client, PAGE, offers), ask(client, DOWNLOAD, offers)

    assert int(page["Content-Length"]) == len(page.content)
    assert not download.has_header("Content-Length")


@pytest.mark.parametrize("path", [PAGE, DOWNLOAD])
@pytest.mark.parametrize("offers", ["br", "gzip"])
def test_packed_bytes_have_a_weak_tag_with_which_they_are_not_sent_again(client, path, offers):
    first = ask(client, path, offers)

    again = ask(client, path, offers, **{"if-none-match": first["ETag"]})

    assert first["ETag"].startswith('W/"')
    assert again.status_code == 304
    assert body_of(again) == b""
    assert not again.has_header("Content-Encoding")
    assert (again["ETag"], again["Vary"]) == (first["ETag"], first["Vary"])


def test_whole_bytes_keep_the_tag_that_they_had(client):
    whole, small = ask(client, PAGE)["ETag"], ask(client, PAGE, "br")["ETag"]

    assert small == f"W/{whole}"


@pytest.mark.parametrize("path", [PAGE, DOWNLOAD])
def test_head_says_what_get_says(client, path):
    got = ask(client, path, "br")

    head = client.head(path, headers={"accept-encoding": "br"})

    assert body_of(head) == b""
    for name in ("Content-Encoding", "Vary", "ETag"):
        assert head[name] == got[name]
    assert head.headers.get("Content-Length") == got.headers.get("Content-Length")


def test_a_small_answer_is_not_worth_it(client):
    response = ask(client, "/healthz", "br, gzip")

    assert 0 < len(response.content) < WORTH_IT
    assert not response.has_header("Content-Encoding")
    assert "Accept-Encoding" not in response.headers.get("Vary", "")


def through(rf, response, offers="br"):
    return CompressMiddleware(lambda _: response)(rf.get("/", headers={"accept-encoding": offers}))


@pytest.mark.parametrize("length", [WORTH_IT - 1, WORTH_IT])
def test_from_so_many_bytes_on_it_is_worth_it(rf, length):
    response = through(rf, HttpResponse(b"x" * length))

    assert response.has_header("Content-Encoding") == (length == WORTH_IT)


@pytest.mark.parametrize("kind", [HttpResponse, StreamingHttpResponse])
def test_what_is_packed_already_is_left_as_it_is(rf, kind):
    body = gzip.compress(b"packed by who made it" * 100)

    response = through(rf, kind([body], headers={"Content-Encoding": "gzip", "ETag": '"a"'}))

    assert response["Content-Encoding"] == "gzip"
    assert response["ETag"] == '"a"'
    assert body_of(response) == body


def test_a_stream_is_packed_while_it_is_written(rf):
    drawn = []

    def pieces():
        for number in range(500):
            drawn.append(number)
            yield b"%d %d\n" % (number, zlib.crc32(b"%d" % number)) * 50

    response = through(rf, StreamingHttpResponse(pieces()))
    assert drawn == []

    body = iter(response)
    first = next(body)
    assert first
    assert len(drawn) < 500
    assert brotli.decompress(first + b"".join(body)).startswith(b"0 ")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("effort", [QUICK, THOROUGH])
@pytest.mark.parametrize("pieces", [[], [b""], [b"one"], [b"one", b"", b" two" * 100_000]])
def test_pieces_and_the_whole_come_out_the_same(encoding, effort, pieces):
    whole = b"".join(pieces)

    assert UNPACK[encoding](packed(whole, encoding, effort)) == whole
    assert UNPACK[encoding](b"".join(packed_pieces(pieces, encoding, effort))) == whole
    assert list(packed_pieces(pieces, "identity", effort)) == pieces


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_same_is_packed_the_same_at_any_time(encoding, time_machine):
    time_machine.move_to("2027-03-01")
    one = packed(b"page" * 100, encoding)
    time_machine.move_to("2028-03-01")

    assert packed(b"page" * 100, encoding) == one

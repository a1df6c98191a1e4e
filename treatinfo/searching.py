"""Searches, answered before Django's middleware: of a page of results only its parts are made anew.

A WSGI application around Django's. The page around the parts is the search's own template, drawn
once for each edition of the site with places for them; the headers are those that Django gave to
the first search. What is no plain search, or goes wrong in any way, Django answers as ever. A test
holds that both answer alike.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished, request_started
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.text import compress_string
from django.utils.translation import get_language, override

from directory import index
from directory.index.answer import Index
from directory.search.results import Search
from directory.views.notices import notices
from treatinfo.serving.page_cache import (
    Application,
    Environ,
    Headers,
    StartResponse,
    chosen_encoding,
    headers_for,
    is_our_host,
    is_secure_enough,
)
from web.addresses import address_of
from web.caching import tag_of
from web.compression import packed
from web.drawing import AT_PLACES, place
from web.kept import kept
from web.middleware import log_access

OUTCOMES = ("results", "none")
PARTS = ("heading", "search_form", "found")
PADDING = 100  # as in Django: so many random bytes hide what a length could tell of the question
COMMON = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT"),
    *("SERVER_PROTOCOL", "wsgi.url_scheme", "HTTP_HOST"),
)
ASKS_MORE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


class Searches:
    """Django's application, asked only for what is no plain search."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.headers: Headers = []  # of a search, as Django gave them

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_plain_search(environ):
            return self.application(environ, start_response)
        if not self.headers:
            return self.application(environ, self._remembering(start_response))
        started = time.perf_counter()
        body = page(environ)
        if body is None:
            return self.application(environ, start_response)
        answer = self._send(body, environ, start_response)
        log_access("GET", environ["PATH_INFO"], 200, time.perf_counter() - started)
        return answer

    def _remembering(self, start_response: StartResponse) -> StartResponse:
        """As the server's own, keeping the headers of an answer that is for one reader."""

        def start(status: str, headers: Headers, *more: Any) -> Any:
            if is_of_a_search(status, dict(headers)):
                self.headers = headers_for(headers, "identity", 0)
            return start_response(status, headers, *more)

        return start

    def _send(
        self, body: bytes, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        etag, encoding = tag_of(body), "identity"
        if environ.get("HTTP_ACCEPT_ENCODING"):
            encoding = chosen_encoding(environ)
        if encoding == "gzip":
            etag, body = f"W/{etag}", compress_string(body, max_random_bytes=PADDING)
        else:
            body = packed(body, encoding)
        start_response("200 OK", headers_for(self.headers, encoding, len(body), etag))
        return [body]


def is_plain_search(environ: Environ) -> bool:
    """What else there is to know of a request, Django knows: methods, hosts that are not ours, plain
    http where we have https, readers who hold the page already."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"] == address_of("directory:search")
        and bool(environ.get("QUERY_STRING"))
        and not environ.get("SCRIPT_NAME")
        and environ.keys().isdisjoint(ASKS_MORE)
        and is_our_host(environ.get("HTTP_HOST", ""))
        and is_secure_enough(environ)
    )


def is_of_a_search(status: str, said: Mapping[str, str]) -> bool:
    """Whether these headers would do for any search: nothing in them is one reader's own."""
    return (
        status.startswith("200")
        and "private" in said.get("Cache-Control", "")
        and "Set-Cookie" not in said
        and said.get("Vary") == "Accept-Encoding"
    )


def page(environ: Environ) -> bytes | None:
    """The page of this search; None where Django has to find the words."""
    request_started.send(sender=Searches, environ=environ)  # as Django's own handler says it
    try:
        # A server gives text that is bytes, as WSGI has it; the form reads it as Django's does.
        query = QueryDict(environ["QUERY_STRING"].encode("latin-1"))
        # The language is what it is anyway; once it is said, to ask for it takes half the time.
        with override(settings.LANGUAGE_CODE):
            return _page(Search.of(query, index.current()), environ)
    except Exception:  # noqa: BLE001 - Django meets it again, and tells the reader and the log
        return None
    finally:
        request_finished.send(sender=Searches)


def _page(search: Search, environ: Environ) -> bytes | None:
    if search.outcome not in OUTCOMES or not search.directory.pks:
        return None
    return filled(around(search.outcome, search.directory, environ), search.parts())


def filled(cut: list[bytes], parts: Mapping[str, list[str]]) -> bytes:
    """The page with the parts at their places."""
    made = list(cut)
    for n, name in enumerate(cut[1::2]):
        made[2 * n + 1] = b"".join(text.encode() for text in parts[name.decode()])
    return b"".join(made)


def around(outcome: str, directory: Index, environ: Environ) -> list[bytes]:
    """The page of such a search, cut at the places of its parts: a text, a name, a text, and so on."""
    name = f"around a search: {outcome}, {get_language()}, {directory.has_samples}"
    return kept(name, lambda: _around(outcome, directory, environ))


def _around(outcome: str, directory: Index, environ: Environ) -> list[bytes]:
    # Of the request nothing but what all searches have in common: this page serves other readers.
    alike = {name: environ[name] for name in COMMON if name in environ}
    request = WSGIRequest({**alike, "wsgi.input": BytesIO()})
    places = {name: place(name) for name in PARTS}
    context = {"outcome": outcome, **places, **notices(directory)}
    html = render_to_string("directory/search.html", context, request)
    return [piece.encode() for piece in AT_PLACES.split(html)]

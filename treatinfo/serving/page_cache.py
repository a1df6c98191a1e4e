"""Ready bytes: what is the same for everyone is answered before Django is asked.

A WSGI application around Django's. A page is compressed once when it is first asked, kept with all
its headers, and answered from there until the revision of the site changes (`web.revision`) or
its time is over. What to keep, the answer itself says: `Cache-Control: public`. When the database
is gone, the last copy serves.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from treatinfo.serving import watched
from web import revision
from web.access_log import log_access
from web.caching import PUBLIC_SECONDS
from web.compression import THOROUGH, WORTH_IT, Effort, accepted, packed

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_BYTES = 6_000_000  # kept by one process; what was made longest ago goes first
LARGEST = 500_000
LONGEST = timedelta(minutes=10)  # a copy lives no longer: a mark on a number may lapse meanwhile
# A page is packed once, in some 40 ms, and sent many times; half the time and 2 % more for what there
# are thousands of.
OF_MANY = THOROUGH._replace(quality=10)
CENTERS = "/find-treatment/center/"
PASSED_ON = ("/static/", "/admin/", "/data/", "/healthz")
KEPT_TYPES = ("text/html", "application/xml", "application/atom+xml", "text/plain")
# Headers that are made anew for each encoding.
OWN_HEADERS = {"content-length", "content-encoding", "etag", "vary"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it goes over the wire: by encoding, its headers and its body. The few who take
    neither brotli nor gzip get it unpacked."""

    revision: int
    made_at: datetime
    ends_at: datetime
    bodies: dict[str, tuple[Headers, bytes]]
    etags: dict[str, str]

    @property
    def size(self) -> int:
        return sum(len(body) for _, body in self.bodies.values())

    def serves(self, now: datetime) -> bool:
        return now < self.ends_at and now - self.made_at < LONGEST


class Ready:
    """Django's application, asked only for what is not ready."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.copies: OrderedDict[str, Copy] = OrderedDict()
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not may_be_ready(environ):
            return self.application(environ, start_response)
        started, path = time.perf_counter(), environ["PATH_INFO"]
        copy = self.copies.get(path)
        if copy and copy.revision == revision.current() and copy.serves(timezone.now()):
            status, body = answer(copy, environ, start_response)
            log_access(environ["REQUEST_METHOD"], path, status, time.perf_counter() - started)
            return body
        return self._ask(environ, start_response, last=copy)

    def _ask(
        self, environ: Environ, start_response: StartResponse, *, last: Copy | None
    ) -> Iterable[bytes]:
        """Let Django answer; keep it if it is for everyone; fall back on the last copy if it failed."""
        path, number, said = environ["PATH_INFO"], revision.current(), []
        response = self.application(plain(environ), lambda *args: said.append(args[:2]))
        body = b"".join(response)
        getattr(response, "close", lambda: None)()
        status, headers = said[-1]
        if last and status.startswith("5"):
            return answer(last, environ, start_response)[1]
        if not is_for_everyone(status, headers, body):
            return send(status, headers, body, environ, start_response)
        copy = made(headers, body, number, OF_MANY if path.startswith(CENTERS) else THOROUGH)
        self._keep(path, copy)
        return answer(copy, environ, start_response)[1]

    def _keep(self, path: str, copy: Copy) -> None:
        with self.lock:
            self.copies[path] = copy
            self.copies.move_to_end(path)
            while sum(each.size for each in self.copies.values()) > MOST_BYTES:
                self.copies.popitem(last=False)


def may_be_ready(environ: Environ) -> bool:
    """Whether the same answer would do for everyone. A search is never one; a host we do not know
    and plain http where we have https are for Django to refuse and to redirect."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and not environ["PATH_INFO"].startswith(PASSED_ON)
        and "HTTP_RANGE" not in environ
        and is_our_host(environ.get("HTTP_HOST", ""))
        and is_secure_enough(environ)
    )


def is_our_host(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def is_secure_enough(environ: Environ) -> bool:
    if not settings.SECURE_SSL_REDIRECT:
        return True
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(header, "").split(",", 1)[0].strip() == value
    return environ.get("wsgi.url_scheme") == "https"


def plain(environ: Environ) -> Environ:
    """The same request for the whole page, neither compressed nor compared with an older one."""
    asked = {**environ, "REQUEST_METHOD": "GET"}
    for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
        asked.pop(name, None)
    return asked


def is_for_everyone(status: str, headers: Headers, body: bytes) -> bool:
    said = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and "public" in said.get("cache-control", "")
        and "set-cookie" not in said
        and said.get("content-type", "").startswith(KEPT_TYPES)
        and len(body) <= LARGEST
    )


def made(headers: Headers, body: bytes, number: int, effort: Effort) -> Copy:
    digest = hashlib.sha256(body).hexdigest()[:20]
    ready = {
        "br": packed(body, "br", effort),
        "gzip": packed(body, "gzip", effort),
        "identity": b"",
    }
    etags = {name: f'"{digest}-{name[0]}"' for name in ready}
    bodies = {
        name: (headers_for(headers, name, len(data or body), etags[name]), data)
        for name, data in ready.items()
    }
    return Copy(number, timezone.now(), watched.ends_at(), bodies, etags)


def headers_for(headers: Headers, encoding: str, length: int, etag: str = "") -> Headers:
    kept = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
    kept += [("Vary", "Accept-Encoding"), ("Content-Length", str(length))]
    if encoding != "identity":
        kept.append(("Content-Encoding", encoding))
    return [*kept, ("ETag", etag)] if etag else kept


def chosen_encoding(environ: Environ) -> str:
    return accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))


def answer(
    copy: Copy, environ: Environ, start_response: StartResponse
) -> tuple[int, Iterable[bytes]]:
    """The copy in the encoding that was asked for, or word that the reader has it already."""
    encoding = chosen_encoding(environ)
    headers, body = copy.bodies[encoding]
    left = int((copy.ends_at - timezone.now()).total_seconds())
    if left < 2 * PUBLIC_SECONDS:  # no cache may show it past its end
        headers = [
            (n, v if n != "Cache-Control" else f"public, max-age={max(left, 0)}")
            for n, v in headers
        ]
    etag, asked = copy.etags[encoding], environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and (etag in asked or asked.strip() == "*"):
        start_response("304 Not Modified", [(n, v) for n, v in headers if n != "Content-Length"])
        return 304, []
    start_response("200 OK", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        return 200, []
    return 200, [body or gzip.decompress(copy.bodies["gzip"][1])]


def send(
    status: str, headers: Headers, body: bytes, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """An answer that is not kept: a redirect, a page that is not there."""
    encoding = chosen_encoding(environ) if len(body) >= WORTH_IT else "identity"
    body = packed(body, encoding)
    start_response(status, headers_for(headers, encoding, len(body)))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

"""What every response says about security and caching, and the one line that we log about it."""

import json
import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from web.caching import keep_private

access_log = logging.getLogger("treatinfo.access")

Handler = Callable[[HttpRequest], HttpResponse]

# Named as in Django 6, which will serve it for us. No 'unsafe-inline', and no nonce: pages are cached.
SECURE_CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in SECURE_CSP.items())
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"


class HeadersMiddleware:
    """Security headers on everything; an answer that says nothing about caching is not kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not response.has_header("Cache-Control"):
            keep_private(response)
        return response


class AccessLogMiddleware:
    """Method, path, status and milliseconds. No query, address, browser or referring page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        log_access(str(request.method), request.path, response.status_code, seconds)
        return response


def log_access(method: str, path: str, status: int, seconds: float) -> None:
    if access_log.handlers:
        said = {"method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1)}
        access_log.info("", extra={"access": said})


class AccessFormatter(logging.Formatter):
    """One JSON object a line: the four facts and the time of day."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"), **record.access})  # type: ignore[attr-defined]

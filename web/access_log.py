"""The one line that we log about an answer: method, path, status and milliseconds."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

access_log = logging.getLogger("treatinfo.access")


class AccessLogMiddleware:
    """Method, path, status and milliseconds. No query, address, browser or referring page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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

"""A stand-in for FindTreatment.gov's export, on this machine: it pages as the real one does."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from typing import Any
from urllib.parse import parse_qs, urlsplit

WEB_PAGE = b"<!doctype html><title>Down for maintenance</title>"


@dataclass
class Stub:
    """What it answers. Pages named in a field go wrong in that way, as often as it says."""

    rows: list[dict[str, Any]]
    record_count: int | None = None  # what it claims, where that is not the truth
    fails: dict[int, int] = field(default_factory=dict)  # page → how many times with status 500
    web_pages: dict[int, int] = field(default_factory=dict)
    truncated: dict[int, int] = field(default_factory=dict)
    empty: dict[int, int] = field(default_factory=dict)
    slow: dict[int, int] = field(default_factory=dict)
    busy: dict[int, int] = field(default_factory=dict)  # with `busy_status` and `retry_after`
    busy_status: int = 503
    retry_after: str = ""
    refuses: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    user_agents: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def pages_asked(self) -> list[int]:
        return [int(query["page"]) for query in self.asked]

    def answer(self, query: dict[str, str]) -> tuple[int, bytes]:
        self.asked.append(query)
        number, size = int(query["page"]), int(query["pageSize"])
        if self.refuses:
            return 403, b"{}"
        if self._goes_wrong(self.fails, number):
            return 500, b"{}"
        if self._goes_wrong(self.busy, number):
            return self.busy_status, b"{}"
        if self._goes_wrong(self.web_pages, number):
            return 200, WEB_PAGE
        if self._goes_wrong(self.slow, number):
            time.sleep(1)
        body = self._page(number, size)
        return 200, body[: len(body) // 2] if self._goes_wrong(self.truncated, number) else body

    def _page(self, number: int, size: int) -> bytes:
        count = len(self.rows) if self.record_count is None else self.record_count
        rows = self.rows[(number - 1) * size : number * size]
        if self._goes_wrong(self.empty, number):
            rows = []
        # _irow starts again on every page, as in SAMHSA's own sample.
        rows = [{"_irow": n, **row} for n, row in enumerate(rows, start=1)]
        page = {"page": number, "totalPages": ceil(count / size), "recordCount": count}
        return json.dumps(page | {"rows": rows}).encode()

    @staticmethod
    def _goes_wrong(times: dict[int, int], number: int) -> bool:
        left = times.get(number, 0)
        times[number] = left - 1
        return left > 0


@contextmanager
def serve(stub: Stub) -> Iterator[Stub]:
    """Answer on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            stub.user_agents.append(self.headers["User-Agent"])
            status, body = stub.answer(query)
            self.send_response(status)
            if status == stub.busy_status and stub.retry_after:
                self.send_header("Retry-After", stub.retry_after)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing: tests have their own output."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                """Who asked had no patience and hung up, as some tests want."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v2"
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""Pages that are the same for everyone, against the same bytes from a constant application.

Both under the same server with the same settings, on the same core, asked over 32 connections.
Also a plain Django view of the same text, and an answer of "not modified" (304).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.client import Client, Reply, load
from tests.bench.directories import Say, database, environment
from tests.bench.machine import Server, granian
from tests.bench.peers import constant

AS_A_BROWSER = {"Accept-Encoding": "br, gzip"}
FEWEST, MOST = 64, 60_000  # requests
WARM = 40
# Django's own headers of one answer; a server sets these itself.
NOT_COPIED = {"date", "server", "connection", "transfer-encoding"}


@dataclass
class Served:
    """How a page was served."""

    page: str
    side: str
    bytes_each: int
    per_second: float
    cpu_each: float  # seconds of the server
    client_busy: (
        float  # share of its core that the client used: near 1, it was the slower of the two
    )


def pages(directory: Path) -> dict[str, str]:
    """One of each kind, by its address."""
    with sqlite3.connect(f"file:{database(directory)}?mode=ro", uri=True) as connection:
        found = connection.execute(
            "SELECT short_id, state FROM directory_facility WHERE is_listed"
            " ORDER BY state = 'MA' DESC, id LIMIT 1"
        ).fetchone()
    addresses = {"content page": "/treatment/buprenorphine/", "home page": "/"}
    if found:
        addresses["state page"] = f"/find-treatment/in/{found[1].lower()}/"
        addresses["center page"] = f"/find-treatment/center/{found[0]}/"
    return addresses


def run(directory: Path, work: Path, seconds: float, say: Say) -> list[Served]:
    """Each page from the site, then its bytes from the constant application."""
    found: list[Served] = []
    with granian("the site", "treatinfo.wsgi:application", env=environment(directory)) as site:
        for page, address in pages(directory).items():
            say(f"{page}: the site, the same bytes, a plain view")
            found += _page(site, page, address, work, seconds)
    return found


def _page(site: Server, page: str, address: str, work: Path, seconds: float) -> Iterator[Served]:
    client = Client(site.port)
    address = _followed(client, address)
    reply = client.get(address, AS_A_BROWSER)
    yield _load(site, page, "this site", address, AS_A_BROWSER, seconds)
    with _constant(work, reply) as server:
        yield _load(server, page, "constant bytes", address, AS_A_BROWSER, seconds)
    if page != "content page":
        return
    (work / "answer.html").write_bytes(client.get(address).body)
    env = {"BENCH_ANSWER": str(work / "answer.json")}
    (work / "answer.json.plain.sqlite3").unlink(missing_ok=True)
    with granian("Django", "tests.bench.peers.plain_django:application", env=env) as server:
        yield _load(server, page, "plain Django view", "/page/", AS_A_BROWSER, seconds)
    if etag := reply.headers.get("etag"):
        known = {**AS_A_BROWSER, "If-None-Match": etag}
        not_modified = client.get(address, known)
        page = f"{page}, not modified ({not_modified.status})"
        yield _load(site, page, "this site", address, known, seconds)
        with _constant(work, not_modified) as server:
            yield _load(server, page, "constant bytes", address, known, seconds)


def _followed(client: Client, address: str) -> str:
    """Where the address leads: a center's short address redirects to the one with its name."""
    reply = client.get(address)
    while reply.status in (301, 302):
        address = reply.headers["location"]
        reply = client.get(address)
    if reply.status != 200:
        raise RuntimeError(f"{address} answered {reply.status}")
    return address


@contextmanager
def _constant(work: Path, reply: Reply) -> Iterator[Server]:
    headers = [(n, v) for n, v in reply.headers.items() if n not in NOT_COPIED]
    status = "304 Not Modified" if reply.status == 304 else "200 OK"
    constant.store(work / "answer.json", status, headers, reply.body)
    env = {constant.ANSWER: str(work / "answer.json")}
    with granian("constant", "tests.bench.peers.constant:application", env=env) as server:
        yield server


def _load(
    server: Server, page: str, side: str, address: str, headers: dict[str, str], seconds: float
) -> Served:
    """As many requests as fill the seconds, by the speed of the first."""
    first = load(server.port, address, requests=WARM, headers=headers)
    first = load(server.port, address, requests=WARM, headers=headers)
    requests = int(min(MOST, max(FEWEST, first.per_second * seconds)))
    cpu, own = server.cpu(), time.process_time()
    loaded = load(server.port, address, requests=requests, headers=headers)
    busy = (time.process_time() - own) / loaded.seconds
    each = (server.cpu() - cpu) / requests
    return Served(page, side, loaded.bytes_each, loaded.per_second, each, busy)

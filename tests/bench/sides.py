"""Who answers the searches: our site, Datasette, and the bare floors in SQL. All on one core."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import reading
from tests.bench.client import Client
from tests.bench.directories import (
    READS_ROWS,
    Say,
    database,
    environment,
    fingerprint,
    is_made_with,
    remember,
)
from tests.bench.machine import SERVER_CORE, Server, granian, pin
from tests.bench.peers import datasette, masks, options, postgres_floor, rows, sqlite_floor
from tests.bench.questions import Question

Counted = tuple[int, dict[str, int]]
ENCODINGS = "br, gzip"
ROWS_OF_PEERS = (
    *READS_ROWS,
    *("tests/bench/peers", "directory/models", "directory/groups.py"),
    *("directory/words.py", "directory/cautions.py"),
)


@dataclass
class Side:
    """Somebody who answers. `ask` takes the time; `read` understands the answer, later."""

    key: str
    name: str
    server: Server
    ask: Callable[[Question], tuple[float, list[bytes]]]
    read: Callable[[list[bytes]], Counted]
    before_timing: Callable[[], None] = lambda: None


def _site(server: Server, *, compressed: bool) -> Side:
    client = Client(server.port)

    def ask(question: Question) -> tuple[float, list[bytes]]:
        reply = client.get(
            question.site_path, {"Accept-Encoding": ENCODINGS} if compressed else None
        )
        if reply.status != 200:
            raise RuntimeError(f"The site answered {reply.status} to {question.site_path}")
        return reply.seconds, [reply.body]

    if compressed:
        return Side("site-br", "this site, compressed", server, ask, lambda bodies: (0, {}))
    return Side("site", "this site (HTML)", server, ask, lambda bodies: reading.read(bodies[0]))


def _floor(key: str, name: str, server: Server) -> Side:
    client = Client(server.port)

    def ask(question: Question) -> tuple[float, list[bytes]]:
        reply = client.get(question.floor_path)
        if reply.status != 200:
            raise RuntimeError(f"{name} answered {reply.status} to {question.floor_path}")
        return reply.seconds, [reply.body]

    def read(bodies: list[bytes]) -> Counted:
        answer = json.loads(bodies[0])
        return answer["total"], answer["counts"]

    return Side(key, name, server, ask, read)


@contextmanager
def all_sides(directory: Path, wanted: Iterable[str], say: Say) -> Iterator[list[Side]]:
    """Those wanted, each with its server up, for as long as the block runs."""
    with ExitStack() as stack:
        yield [side for key in wanted for side in OPEN[key](directory, stack, say)]


def _open_site(directory: Path, stack: ExitStack, say: Say) -> list[Side]:
    server = stack.enter_context(
        granian("the site", "treatinfo.wsgi:application", env=environment(directory))
    )
    return [_site(server, compressed=False), _site(server, compressed=True)]


def _open_sqlite(directory: Path, stack: ExitStack, say: Say) -> list[Side]:
    return [_sqlite_floor(directory, stack, say, "sqlite", "SQLite floor (JSON)", {})]


def _open_packed(directory: Path, stack: ExitStack, say: Say) -> list[Side]:
    env = {masks.PACKED: "1"}
    return [_sqlite_floor(directory, stack, say, "packed", "SQLite floor, packed (JSON)", env)]


def _sqlite_floor(
    directory: Path, stack: ExitStack, say: Say, key: str, name: str, more: dict[str, str]
) -> Side:
    path = peer_file(directory, "floor", sqlite_floor.build, say)
    env = _bare(directory) | {sqlite_floor.DATABASE: str(path)} | more
    target = "tests.bench.peers.sqlite_floor:application"
    return _floor(key, name, stack.enter_context(granian(name, target, env=env)))


def _bare(directory: Path) -> dict[str, str]:
    """The environment of a floor: the list of options is all that it has of the site."""
    return {options.FILE: str(options.write(directory / "options.json"))}


def _open_postgres(directory: Path, stack: ExitStack, say: Say) -> list[Side]:
    try:
        address, has_postgis = _filled_postgres(directory, say)
    except postgres_floor.Unavailable as problem:
        say(f"PostgreSQL is left out: {problem}")
        return []
    env = _bare(directory) | {postgres_floor.ADDRESS: address}
    target = "tests.bench.peers.postgres_floor:application"
    near = "PostGIS" if has_postgis else "B-tree and haversine, for want of PostGIS"
    name = f"PostgreSQL floor, {near} (JSON)"
    side = _floor("postgres", name, stack.enter_context(granian(name, target, env=env)))
    side.before_timing = lambda: _take_in_processes(side, address)
    return [side]


def _take_in_processes(side: Side, address: str) -> None:
    """Put PostgreSQL's own processes on the server's core, and count what they use with ours."""
    side.server.helpers = postgres_floor.processes(address)
    for pid in side.server.helpers:
        pin(pid, SERVER_CORE)


def _open_datasette(directory: Path, stack: ExitStack, say: Say) -> list[Side]:
    path = peer_file(directory, "datasette", datasette.build, say)
    server = stack.enter_context(datasette.serve(path))
    client = Client(server.port)

    def ask(question: Question) -> tuple[float, list[bytes]]:
        return datasette.ask(client, question, path.stem)

    return [Side("datasette", "Datasette (JSON)", server, ask, datasette.read)]


OPEN: dict[str, Callable[[Path, ExitStack, Say], list[Side]]] = {
    "site": _open_site,
    "sqlite": _open_sqlite,
    "packed": _open_packed,
    "postgres": _open_postgres,
    "datasette": _open_datasette,
}


def peer_file(directory: Path, name: str, build: Callable, say: Say) -> Path:
    """A peer's own database of the same rows, made once, and anew when rows or peers change."""
    path = directory / f"{name}.sqlite3"
    if not (path.exists() and is_made_with(directory, name, ROWS_OF_PEERS)):
        say(f"{directory.name}: making {path.name}")
        partial, code = path.with_name(f"{name}.partial"), fingerprint(ROWS_OF_PEERS)
        partial.unlink(missing_ok=True)
        build(partial, rows.read(database(directory)))
        partial.replace(path)
        remember(directory, name, code)
    return path


def _filled_postgres(directory: Path, say: Say) -> tuple[str, bool]:
    """The address of a database with the same rows, and whether it has PostGIS."""
    address = postgres_floor.create(f"treatinfo_bench_{directory.name}")
    stamp = fingerprint(ROWS_OF_PEERS)
    if not postgres_floor.is_filled(address, stamp):
        say(f"{directory.name}: filling PostgreSQL")
        postgres_floor.build(address, rows.read(database(directory)), stamp)
    return address, postgres_floor.has_postgis(address)

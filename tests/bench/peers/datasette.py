"""Datasette over a SQLite file of the same rows: its own server, its own facets, its own JSON.

The options of a center are a JSON array, as Datasette has it for many values, and one
`_facet_array` counts them all. A column per option, with `_facet` for each, took eleven times as
long for an answer of 58 rows, as long from 1,000 to 5,000, half as long for 79,000. The rest is made as kind to it as we could: only the columns that a list
shows; needs as bit masks and distance through an R*Tree, both by `_where`; no suggested facets; no
time limits; rows stored in the order of names, so that nothing is sorted; nothing ordered by
distance. Where a need was asked, the counts of its own facet leave it out, as our page has it:
that takes one more request, to a table of nothing but such facets.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench.client import Client
from tests.bench.machine import Server, free_port, serving
from tests.bench.peers import masks
from tests.bench.peers.center import Row
from tests.bench.peers.floor import PLACES, RADIUS, Asked, haversine
from tests.bench.peers.options import OPTIONS
from tests.bench.questions import Question

ASKED = ("care", "cost", "medication", "payment")  # the facets that our questions ask
BATCH = 5_000
LIMIT = str(3_600_000)  # milliseconds
SETTINGS = {
    "sql_time_limit_ms": LIMIT,
    "facet_time_limit_ms": LIMIT,
    "suggest_facets": "0",
    "max_returned_rows": "1000",
    "cache_size_kb": "200000",
}


def build(path: Path, rows: Iterable[Row]) -> None:
    bits = ", ".join(f"{name} INTEGER" for name in masks.NAMES)
    where = f"id INTEGER PRIMARY KEY, state TEXT, {bits}, latitude REAL, longitude REAL"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE centers ({where}, name TEXT, street TEXT, city TEXT, zip_code TEXT,
              phone TEXT, options TEXT);
            CREATE TABLE asked ({where}, {", ".join(f"{facet} TEXT" for facet in ASKED)});
            CREATE VIRTUAL TABLE points USING rtree (id, south, north, west, east);
            CREATE VIRTUAL TABLE names USING fts5 (words, content='', columnsize=0, detail=none);
            """
        )
        batch: list[tuple[int, Row]] = []
        for numbered in enumerate(rows, start=1):
            batch.append(numbered)
            if len(batch) == BATCH:
                _insert(connection, batch)
                batch = []
        _insert(connection, batch)
        connection.executescript(
            "CREATE INDEX centers_by_state ON centers (state);"
            "CREATE INDEX asked_by_state ON asked (state); ANALYZE;"
        )


def _insert(connection: sqlite3.Connection, batch: list[tuple[int, Row]]) -> None:
    centers, asked, points, words = [], [], [], []
    for number, row in batch:
        place = (number, row.state, *masks.masks_of(row.options), row.latitude, row.longitude)
        name, street, city, _, zip_code, phone = row.place
        keys = [OPTIONS[option] for option in row.options]
        every = json.dumps([key for _, key in keys])
        centers.append((*place, name, street, city, zip_code, phone, every))
        by_facet = [json.dumps([key for of, key in keys if of == facet]) for facet in ASKED]
        asked.append((*place, *by_facet))
        if row.latitude is not None:
            points.append((number, row.latitude, row.latitude, row.longitude, row.longitude))
        words.append((number, " ".join(row.words)))
    for table, values in (("centers", centers), ("asked", asked), ("points", points)):
        marks = ", ".join("?" * len(values[0])) if values else "?"
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
    connection.executemany("INSERT INTO names (rowid, words) VALUES (?, ?)", words)


@contextmanager
def serve(path: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(path)]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, value]
    with serving("Datasette", command, port) as server:
        yield server


def paths(question: Question, database: str) -> list[str]:
    """The requests that answer it: the places with all facets, then one a need."""
    needs = {facet: masks.any_of(keys) for facet, keys in question.needs.items()}
    area = _area(question)
    common = [("_shape", "objects"), ("_facet_size", "1000")]
    common += [("state", question.state)] if question.state else []

    def path(table: str, facet: str, conditions: Iterable[str], size: int) -> str:
        where = [("_where", condition) for condition in [*area, *conditions]]
        query = [("_size", str(size)), ("_facet_array", facet), *common, *where]
        return f"/{database}/{table}.json?{urlencode(query)}"

    return [path("centers", "options", needs.values(), PLACES)] + [
        path("asked", facet, [sql for name, sql in needs.items() if name != facet], 0)
        for facet in needs
    ]


def _area(question: Question) -> list[str]:
    if question.near:
        asked = Asked("", "", question.near, question.miles, {})
        south, north, west, east = asked.box
        inside = haversine("latitude", "longitude", question.near, turn=question.miles / RADIUS)
        box = (
            f"id IN (SELECT id FROM points WHERE north >= {south} AND south <= {north}"
            f" AND east >= {west} AND west <= {east})"
        )
        return [box, inside]
    if question.text:
        match = " ".join(f'"{word}"*' for word in question.text.split())
        return [f"id IN (SELECT rowid FROM names WHERE names MATCH '{match}')"]
    return []


def ask(client: Client, question: Question, database: str) -> tuple[float, list[bytes]]:
    """Seconds, and the bodies."""
    replies = [client.get(path) for path in paths(question, database)]
    for reply in replies:
        if reply.status != 200:
            raise RuntimeError(f"Datasette answered {reply.status}: {reply.body[:300]!r}")
    return sum(reply.seconds for reply in replies), [reply.body for reply in replies]


def read(bodies: list[bytes]) -> tuple[int, dict[str, int]]:
    """The total, and the count at each option. Datasette leaves out those of none."""
    first, *others = map(json.loads, bodies)
    counts = {key: 0 for _, key in OPTIONS} | _facet(first)
    for other in others:
        (facet,) = other["facet_results"]
        counts |= {key: 0 for name, key in OPTIONS if name == facet} | _facet(other)
    return first["filtered_table_rows_count"], counts


def _facet(answer: dict[str, Any]) -> dict[str, int]:
    (facet,) = answer["facet_results"].values()
    return {each["value"]: each["count"] for each in facet["results"]}

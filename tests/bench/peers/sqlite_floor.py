"""The floor in SQLite: bit masks in a covering index, R*Tree, FTS5. JSON, nothing rendered."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.peers import masks
from tests.bench.peers.center import Row
from tests.bench.peers.floor import PLACES, RADIUS, Asked, as_wsgi, haversine, miles_of
from tests.bench.peers.options import BY_FACET

DATABASE = "BENCH_FLOOR"  # the environment's name for the file
BATCH = 5_000
PLACE = "name, street, city, state, zip_code, phone"


def build(path: Path, rows: Iterable[Row]) -> None:
    """The id of a center is its place in the order of names, so nothing is sorted by name later."""
    columns = ", ".join(f"{name} INTEGER" for name in masks.NAMES)
    names = ", ".join(masks.NAMES)
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE centers (id INTEGER PRIMARY KEY, pk INTEGER, {columns},
              state TEXT, latitude REAL, longitude REAL,
              name TEXT, street TEXT, city TEXT, zip_code TEXT, phone TEXT);
            CREATE VIRTUAL TABLE points USING rtree
              (id, south, north, west, east, +latitude, +longitude, {names.replace("m", "+m")});
            CREATE VIRTUAL TABLE names USING fts5 (words, content='', columnsize=0, detail=none);
            """
        )
        for batch in _batches(rows):
            _insert(connection, batch)
        connection.executescript(
            f"CREATE INDEX covering ON centers (state, id, {names}); ANALYZE;"
            "INSERT INTO names (names) VALUES ('optimize');"
        )


def _insert(connection: sqlite3.Connection, batch: list[tuple[int, Row]]) -> None:
    def fill(table: str, rows: list[tuple]) -> None:
        if rows:
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    centers, points, words = [], [], []
    for number, row in batch:
        bits = masks.masks_of(row.options)
        spot = (row.latitude, row.longitude)
        name, street, city, state, zip_code, phone = row.place
        centers.append((number, row.pk, *bits, state, *spot, name, street, city, zip_code, phone))
        if row.latitude is not None and row.longitude is not None:
            box = (row.latitude, row.latitude, row.longitude, row.longitude)
            points.append((number, *box, *spot, *bits))
        words.append((number, " ".join(row.words)))
    fill("centers", centers)
    fill("points", points)
    connection.executemany("INSERT INTO names (rowid, words) VALUES (?, ?)", words)


def _batches(rows: Iterable[Row]) -> Iterable[list[tuple[int, Row]]]:
    batch: list[tuple[int, Row]] = []
    for numbered in enumerate(rows, start=1):
        batch.append(numbered)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


held = threading.local()


def connection() -> sqlite3.Connection:
    """One a thread, kept open."""
    if not hasattr(held, "connection"):
        path = os.environ[DATABASE]
        held.connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        held.connection.execute("PRAGMA mmap_size = 4000000000")
        held.connection.execute("PRAGMA cache_size = -200000")
    return held.connection


def answer(asked: Asked) -> dict[str, Any]:
    area, order, extra = _area(asked)
    needs = {facet: masks.any_of(keys) for facet, keys in asked.needs.items()}
    shown = area.format(columns="id, " + extra + ", ".join(masks.NAMES))
    everything = " AND ".join(["1", *needs.values()])
    found: dict[str, int] = {}
    free = [n for facet, numbers in BY_FACET.items() if facet not in needs for n in numbers]
    total = _count(found, shown, everything, free)
    for facet in needs:
        others = [condition for name, condition in needs.items() if name != facet]
        _count(found, shown, " AND ".join(["1", *others]), BY_FACET[facet])
    return {"total": total, "counts": found, "places": _places(shown, everything, order, extra)}


def _area(asked: Asked) -> tuple[str, str, str]:
    """Where to look, as SQL; in which order; what to select beside the masks."""
    if asked.near:
        south, north, west, east = asked.box
        inside = haversine("latitude", "longitude", asked.near, turn=asked.miles / RADIUS)
        share = haversine("latitude", "longitude", asked.near, turn=0)
        area = (
            f"SELECT {{columns}} FROM points WHERE north >= {south} AND south <= {north}"
            f" AND east >= {west} AND west <= {east} AND {inside}"
        )
        return area, "share", f"{share} AS share, "
    if asked.text:
        match = " ".join(f'"{word}"*' for word in asked.text.split())
        area = f"SELECT {{columns}} FROM centers WHERE id IN (SELECT rowid FROM names WHERE names MATCH '{match}')"
        return area, "id", ""
    if asked.state:
        return f"SELECT {{columns}} FROM centers WHERE state = '{asked.state}'", "id", ""
    return "SELECT {columns} FROM centers", "id", ""


def _count(found: dict[str, int], shown: str, condition: str, numbers: list[int]) -> int:
    """Put the counts at these options into `found`; the total of the rows."""
    lanes = masks.lanes_for(numbers)
    sums = ", ".join(map(masks.sum_of, lanes))
    sql = f"SELECT count(*), {sums} FROM ({shown}) WHERE {condition}"
    total, *values = connection().execute(sql).fetchone()
    found |= masks.counts(lanes, values, numbers)
    return total


def _places(shown: str, condition: str, order: str, extra: str) -> list[dict[str, Any]]:
    """The first twenty, as the site orders them: by whole tenths of a mile, then by name."""
    rows = connection().execute(
        f"SELECT id, {order} FROM ({shown}) WHERE {condition} ORDER BY {order} LIMIT {PLACES}"
    )
    first = rows.fetchall()
    marks = ", ".join("?" * len(first))
    details = {
        number: rest
        for number, *rest in connection().execute(
            f"SELECT id, pk, {', '.join(masks.NAMES)}, {PLACE} FROM centers WHERE id IN ({marks})",
            [number for number, _ in first],
        )
    }
    return [
        {"center": details[number], "miles": miles_of(share) if extra else None}
        for number, share in first
    ]


application = as_wsgi(answer, BY_FACET)

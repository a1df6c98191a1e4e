"""The floor in SQLite: bit masks in a covering index, R*Tree, FTS5.

Counts are sums, one for each option: `sum(mask >> n & 1)`. Packed, `sum(mask >> n & LANES)` adds
up bits n, n + 21 and n + 42 at once, each in a lane of 21 bits, enough for a million rows.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench import floor
from tests.bench.floor import NUMBERS, OPTIONS, PLACE, Question, Row

DATABASE = "BENCH_FLOOR"  # the environment's name for the file
SIDE = "BENCH_SIDE"  # and for who it is: packed, or not
WIDTH = 63  # bits used of each integer
LANE = WIDTH // 3 if os.environ.get(SIDE) == "packed" else WIDTH
LANES = sum(1 << start for start in range(0, WIDTH, LANE))
MASKS = [f"m{n}" for n in range(-(-len(OPTIONS) // WIDTH))]
ASKED = ("care", "cost", "medication", "payment")  # the facets that our questions ask


def masks_of(options: Iterable[int]) -> list[int]:
    """The integers of a row that says yes to these options."""
    found = [0] * len(MASKS)
    for number in options:
        found[number // WIDTH] |= 1 << number % WIDTH
    return found


def any_of(keys: Iterable[str]) -> str:
    """SQL: whether a row says yes to any of these."""
    masks = zip(MASKS, masks_of(NUMBERS[key] for key in keys), strict=True)
    return f"({' OR '.join(f'{name} & {mask} != 0' for name, mask in masks if mask)})"


def build(path: Path, rows: Iterable[Row]) -> None:
    """The file of the floors and of Datasette, which has `listed` and `asked` to itself. The id is
    the place in the order of names, so nothing is sorted by name later."""
    key = f"id INTEGER PRIMARY KEY, {', '.join(f'{name} INTEGER' for name in MASKS)}"
    with sqlite3.connect(path) as database:
        database.executescript(f"""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE centers ({key}, {floor.COLUMNS});
            CREATE TABLE listed ({key}, {PLACE}, options);
            CREATE TABLE asked ({key}, state, {", ".join(ASKED)});
            CREATE VIRTUAL TABLE points USING rtree
              (id, south, north, west, east, +latitude, +longitude, +{", +".join(MASKS)});
            CREATE VIRTUAL TABLE names USING fts5 (words, content='', columnsize=0, detail=none);
            """)
        for number, row in enumerate(rows, start=1):
            for table, values in _stored(row):
                marks = ", ?" * len(values)
                database.execute(f"INSERT INTO {table} VALUES (?{marks})", (number, *values))
        database.executescript(f"""
            CREATE INDEX covering ON centers (state, id, {", ".join(MASKS)});
            CREATE INDEX listed_by_state ON listed (state);
            CREATE INDEX asked_by_state ON asked (state);
            INSERT INTO names (names) VALUES ('optimize'); VACUUM; ANALYZE;
            """)


def _stored(row: Row) -> Iterator[tuple[str, tuple]]:
    masks, south, west = masks_of(row.options), row.latitude, row.longitude
    said = [OPTIONS[option] for option in row.options]
    asked = [json.dumps([key for of, key in said if of == facet]) for facet in ASKED]
    yield "centers", (*masks, *row[:9])
    yield "listed", (*masks, *row[1:7], json.dumps([key for _, key in said]))
    yield "asked", (*masks, row.state, *asked)
    yield "names (rowid, words)", (" ".join(row.words),)
    if south is not None:
        yield "points", (south, south, west, west, south, west, *masks)


def area(question: Question) -> str:
    """The table to look in, and where."""
    if question.near:
        south, north, west, east = question.box
        box = f"north >= {south} AND south <= {north} AND east >= {west} AND west <= {east}"
        return f"points WHERE {box} AND {question.is_within}"
    if question.text:
        match = " ".join(f'"{word}"*' for word in question.text.split())
        return f"centers WHERE id IN (SELECT rowid FROM names WHERE names MATCH '{match}')"
    return f"centers WHERE state = '{question.state}'" if question.state else "centers WHERE true"


def _connect() -> sqlite3.Connection:
    made = sqlite3.connect(f"file:{os.environ[DATABASE]}?mode=ro&immutable=1", uri=True)
    made.executescript("PRAGMA mmap_size = 4000000000; PRAGMA cache_size = -200000")
    return made


def _count(rows: str, facet: str, numbers: list[int]) -> tuple[int, dict[int, int]]:
    parts = {number: divmod(number % WIDTH, LANE) for number in numbers}
    lanes = sorted({(number // WIDTH, shift) for number, (_, shift) in parts.items()})
    sums = ", ".join(f"sum({MASKS[mask]} >> {shift} & {LANES})" for mask, shift in lanes)
    [(total, *found)] = floor.ask(_connect, f"SELECT count(*), {sums} FROM {rows}")
    held = dict(zip(lanes, found, strict=True))  # null over no rows
    counts = {
        number: (held[number // WIDTH, shift] or 0) >> LANE * lane & (1 << LANE) - 1
        for number, (lane, shift) in parts.items()
    }
    return total, counts


def _first(rows: str, order: str) -> list[tuple]:
    first = f"SELECT id, {order} AS way FROM {rows} ORDER BY way LIMIT {floor.PLACES}"
    columns = f"way, pk, {', '.join(MASKS)}, {PLACE}"
    sql = f"SELECT {columns} FROM ({first}) JOIN centers USING (id) ORDER BY way"
    return floor.ask(_connect, sql)


application = floor.as_wsgi(area, any_of, _count, _first)

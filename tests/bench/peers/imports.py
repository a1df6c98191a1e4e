"""The same file into SQLite by others: read only, raw `executemany`, sqlite-utils.

    python -m tests.bench.peers.imports read|raw|sqlite-utils FILE DATABASE

The schema of the raw one has a column for each field of a row, its services as JSON text, a key, and
the same indexes that the site's table of centers has. Nothing is checked, folded, compared or
understood.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "intake1"),
    *("hotline1", "website", "latitude", "longitude", "typeFacility"),
)


def rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(file: Path, database: Path) -> None:
    for _ in rows(file):
        pass


def raw(file: Path, database: Path) -> None:
    columns = ", ".join(f"{name} TEXT" for name in COLUMNS)
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    with sqlite3.connect(database) as connection:
        connection.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            f"CREATE TABLE centers (id INTEGER PRIMARY KEY, {columns}, services TEXT);"
            "CREATE UNIQUE INDEX by_key ON centers (typeFacility, name1, name2, street1, street2, zip, id);"
            "CREATE INDEX by_state ON centers (state);"
            "CREATE INDEX by_city ON centers (state, city);"
            "CREATE INDEX by_zip ON centers (zip);"
        )
        connection.executemany(
            f"INSERT INTO centers VALUES ({marks})",
            (
                (number, *(row.get(name) for name in COLUMNS), json.dumps(row.get("services")))
                for number, row in enumerate(rows(file), start=1)
            ),
        )


def sqlite_utils(file: Path, database: Path) -> None:
    from sqlite_utils import Database  # only this one needs it

    table = Database(database).table("centers")
    table.insert_all(
        ({"id": number, **row} for number, row in enumerate(rows(file), start=1)), pk="id"
    )
    for columns in (["state"], ["state", "city"], ["zip"]):
        table.create_index(columns)


WAYS = {"read": read, "raw": raw, "sqlite-utils": sqlite_utils}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))

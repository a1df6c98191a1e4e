"""Inside a directory of the bench: more made-up centers, their mark, and what is derived from them.

    python -m tests.bench.filling grow 1000000 | mark | renew

Run by `tests.bench.directories` with the directory's own environment.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator

import django
from django.conf import settings
from django.db import connection

BATCH = 2_000

django.setup()

from directory import index
from directory.models.facility import identity
from directory.vocabulary.names import sort_key
from tests.bench.scaler import PREFIX, SEED, made_up
from tests.bench.sources import Source


def grow(count: int) -> None:
    """Copy random centers until there are so many, each under an identity of its own."""
    path = settings.DATABASES["default"]["NAME"]
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM directory_facility")]
        strangers = [row["name"] for row in rows if not row["name"].startswith(PREFIX)]
        if strangers or not rows:
            raise SystemExit("Only a directory of made-up centers may grow.")
        names = list(rows[0])
        sql = f"INSERT INTO directory_facility ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        batch: list[tuple] = []
        for row in _copies(rows, count):
            batch.append(tuple(row[name] for name in names))
            if len(batch) == BATCH:
                database.executemany(sql, batch)
                batch = []
        database.executemany(sql, batch)


def _copies(rows: list[dict], count: int) -> Iterator[dict]:
    chance, source = random.Random(SEED), Source.read()
    last = max(row["id"] for row in rows)
    for number in range(len(rows) + 1, count + 1):
        like = chance.choice(rows)
        phones = json.loads(like["phones"])
        head = made_up(
            source,
            {
                "name2": like["program"],
                "city": like["city"],
                "state": like["state"],
                "zip": like["zip_code"],
                "phone": phones[0]["number"] if phones else None,
                "latitude": like["latitude"],
                "longitude": like["longitude"],
            },
            number,
            chance,
        )
        key = f"synthetic|{number}"
        uid, short_id = identity(key)
        last += 1
        phone = {"kind": "main", "number": head["phone"].replace("-", ""), "ext": ""}
        yield like | {
            "id": last,
            "uid": uid.hex,
            "short_id": short_id,
            "key": key,
            "name": head["name1"],
            "program": head["name2"] or "",
            "street": head["street1"],
            "phones": json.dumps([phone]),
            "latitude": _number(head["latitude"]),
            "longitude": _number(head["longitude"]),
            "sort_key": sort_key(f"{head['name1']} {head['name2'] or ''}"),
        }


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def mark() -> None:
    """Mark them as the site's own made-up centers: a public site refuses to start with these."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_facility SET is_sample = %s", [True])
    index.renew()


def main(what: str, *numbers: str) -> None:
    if what == "grow":
        grow(int(numbers[0]))
    elif what == "mark":
        mark()
    else:
        index.renew()


if __name__ == "__main__":
    main(*sys.argv[1:])

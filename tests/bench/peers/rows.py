"""The site's own rows as every peer gets them, in the order of names, without those set aside."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from directory.index.words import words_in
from directory.vocabulary import cautions
from tests.bench.peers.center import Row
from tests.bench.peers.options import NUMBERS, OPTIONS
from tests.bench.questions import Example


def read(database: Path) -> Iterator[Row]:
    """In the site's order: by name, the most recently updated first."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        yield from map(_row, _shown(connection))


def count(database: Path) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT count(*) FROM directory_facility WHERE is_listed"
        ).fetchone()[0]


def examples(database: Path, *, every: int) -> list[Example]:
    """Every so-manieth row, for questions. A place is its ZIP code's middle, as the site measures."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        middles = {
            name: (latitude, longitude)
            for name, latitude, longitude in connection.execute(
                "SELECT name, latitude, longitude FROM directory_place"
                " WHERE kind = 'zip' AND latitude IS NOT NULL"
            )
        }
        return [
            _example(_row(values), middles)
            for number, values in enumerate(_shown(connection))
            if number % every == 0
        ]


def _shown(connection: sqlite3.Connection) -> Iterator[tuple]:
    rows = connection.execute(
        "SELECT id, name, program, street, city, state, zip_code, phones, latitude, longitude, facts"
        " FROM directory_facility WHERE is_listed ORDER BY sort_key, as_of DESC, state, id"
    )
    for *values, facts in rows:
        says = json.loads(facts)
        against, ours = map(
            partial(cautions.says_any, says), (cautions.NOT_FOR_OPIOIDS, cautions.FOR_OPIOIDS)
        )
        if ours or not against:
            yield *values, says


def _row(values: tuple) -> Row:
    pk, name, program, street, city, state, zip_code, phones, latitude, longitude, says = values
    numbers = json.loads(phones)
    return Row(
        pk=pk,
        name=f"{name}: {program}" if program else name,
        street=street,
        city=city,
        state=state,
        zip_code=zip_code,
        phone=numbers[0]["number"] if numbers else "",
        latitude=latitude,
        longitude=longitude,
        words=tuple(sorted(words_in((name, program, city), numbers))),
        options=tuple(sorted(NUMBERS[key] for key, yes in says.items() if yes and key in NUMBERS)),
    )


def _example(row: Row, middles: dict[str, tuple[float, float]]) -> Example:
    by_facet: dict[str, list[str]] = {}
    for number in row.options:
        facet, key = OPTIONS[number]
        by_facet.setdefault(facet, []).append(key)
    return Example(row.state, row.zip_code, middles.get(row.zip_code), row.words, by_facet)

"""Made-up centers by the hundred thousand, in the shape of SAMHSA's export (v2, NDJSON, gzip).

    python -m tests.bench.scaler 200000 OUT.ndjson.gz

Each row keeps from one real row what gives a search its cost: city, state, ZIP code, kind and
services, with its point moved by some miles. All else is made up, and nobody can take one for a
place to call: a name is "Example Synthetic ...", with words of other rows and a number of its own,
the street is Synthetic Street, the phone one of the numbers kept for fiction (555-0100 to
555-0199). "Example" is the mark of the site's own made-up centers: the bench marks what it imports
as such (`is_sample`), and a public site refuses to start with them.

Seeded: the same count and seed give the same bytes. Streaming: only the short source is in memory.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.sources import Source

PREFIX = "Example Synthetic"
SEED = 2026
JITTER = 0.1  # degrees either way: some seven miles, so that a row stays near its ZIP code
FICTIONAL = 100  # numbers from 555-0100 on are in no service
ANY_AREA = "202"


def lines(source: Source, count: int, *, seed: int = SEED) -> Iterator[str]:
    """So many made-up rows, one JSON object a line."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        # Each row of the source once before any comes twice, so that no corner of it is lost.
        nth = number - 1 if number <= len(source.rows) else chance.randrange(len(source.rows))
        head = json.dumps(made_up(source, source.rows[nth], number, chance), ensure_ascii=False)
        yield f'{head[:-1]}, "services": {source.services[nth]}}}\n'


def write(path: Path, source: Source, count: int, *, seed: int = SEED) -> Path:
    """The rows as a file. It is named only when it is whole, so that a killed run leaves none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    # No time of day and no name in the gzip header: the same rows are the same bytes.
    with partial.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed:
        for line in lines(source, count, seed=seed):
            packed.write(line.encode())
    return partial.replace(path)


def made_up(
    source: Source, row: dict[str, Any], number: int, chance: random.Random
) -> dict[str, Any]:
    """A row in place of that one, without its services."""
    words = " ".join(chance.choice(source.words) for _ in range(3))
    area_code = (row["phone"] or "")[:3]
    return {
        "name1": f"{PREFIX} {words} {number}",
        "name2": f"Program {number % 9 + 1}" if row["name2"] else None,
        "street1": f"{number} Synthetic Street",
        "street2": None,
        "city": row["city"],
        "state": row["state"],
        "zip": row["zip"],
        "phone": f"{area_code if area_code.isdigit() else ANY_AREA}-555-"
        f"{FICTIONAL + chance.randrange(100):04}",
        "intake1": None,
        "hotline1": None,
        "website": None,
        "latitude": _moved(row["latitude"], chance),
        "longitude": _moved(row["longitude"], chance),
        "typeFacility": row.get("typeFacility"),
    }


def _moved(degrees: str | float | None, chance: random.Random) -> str | None:
    offset = chance.uniform(-JITTER, JITTER)
    return None if degrees is None else f"{float(degrees) + offset:.6f}"


def main(count: str, path: str) -> None:
    write(Path(path), Source.read(), int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])

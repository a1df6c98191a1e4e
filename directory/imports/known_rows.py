"""Which rows need no reading again: those that an earlier run read, by the same code.

A row is known by a digest of its letters and of all that its reading rests on. So a change to the
codebook, to the rules for coordinates or to the table of ZIP codes makes the next run read every row
again, without anybody having to think of it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from directory.imports.samhsa.records import digest_of
from web import revision

DIRECTORY = Path(__file__).parents[1]
READS_ROWS = (
    *("vocabulary/*.py", "models/*.py", "places/*.py", "imports/samhsa/*.*"),
    *("imports/differences.py", "imports/position.py"),
)


def reader_version() -> int:
    """What to mix into each digest: of the code that reads rows, and of the places known today."""
    return digest_of(f"{_code()} {revision.read().get('places', 0)}".encode())


@cache
def _code() -> str:
    digest = hashlib.blake2b()
    for pattern in READS_ROWS:
        for path in sorted(DIRECTORY.glob(pattern)):
            if path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()

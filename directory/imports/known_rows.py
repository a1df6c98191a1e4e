"""Which rows need no reading again: those that an earlier run read, by the same code.

A row is known by a digest of its letters and of all that its reading rests on. So a change to the
codebook, to the rules for coordinates or to the table of ZIP codes makes the next run read every row
again, without anybody having to think of it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.db.models import Count, Max

from directory.imports.samhsa.records import digest_of
from directory.models import Place

HERE = Path(__file__).parent
READS_ROWS = (
    "samhsa/*.*",
    "models/*.py",
    *("differences.py", "gazetteer.py", "geo.py", "names.py", "phones.py", "position.py"),
)


def reader_edition() -> int:
    """What to mix into each digest: of the code that reads rows, and of the places known today."""
    # `load_places` replaces all rows when one differs, so their keys tell.
    places = Place.objects.aggregate(last=Max("pk"), count=Count("pk"))
    return digest_of(f"{_code()} {places['last']} {places['count']}".encode())


@cache
def _code() -> str:
    digest = hashlib.blake2b()
    for pattern in READS_ROWS:
        for path in sorted(HERE.glob(pattern)):
            if path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()

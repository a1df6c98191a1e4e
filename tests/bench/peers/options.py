"""Every option that the search page counts, in its order. A floor knows nothing else of the site."""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = "BENCH_OPTIONS"  # the environment's name for the list

OPTIONS: list[tuple[str, str]] = []
if FILE in os.environ:
    OPTIONS = [(facet, key) for facet, key in json.loads(Path(os.environ[FILE]).read_text())]
else:
    from directory.index.question import FACETS
    from directory.vocabulary.attributes import filters_of

    OPTIONS = [(facet.value, a.key) for facet in FACETS for a in filters_of(facet)]

NUMBERS = {key: number for number, (_, key) in enumerate(OPTIONS)}
BY_FACET: dict[str, list[int]] = {}
for _number, (_facet, _) in enumerate(OPTIONS):
    BY_FACET.setdefault(_facet, []).append(_number)


def write(path: Path) -> Path:
    path.write_text(json.dumps(OPTIONS))
    return path

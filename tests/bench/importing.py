"""Imports of the v2 file: the site's own, first and again, against others into SQLite.

Wall time and CPU of whole processes, start included: that is what whoever types the command waits
for. The fastest of some runs, since whatever else the machine does can only slow one down.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.directories import AS_OF, Say, environment, rows_file
from tests.bench.machine import ROOT, SERVER_CORE, pin

RAW = "raw executemany"
WAYS = {"read": "reading alone", "raw": RAW, "sqlite-utils": "sqlite-utils"}
FIRST, AGAIN = "this site, first time", "this site, nothing changed"


@dataclass
class Import:
    """One way of it, at its fastest; the peak is the highest."""

    size: int
    way: str
    seconds: float
    cpu: float
    peak_mb: float


def run(work: Path, empty: Path, size: int, runs: int, say: Say) -> list[Import]:
    """Into copies of a directory without a center."""
    file = rows_file(work, size)
    found: dict[str, list[Import]] = {}

    def note(way: str, command: list[str], env: Mapping[str, str] | None = None) -> None:
        say(f"{size:,} rows: {way}")
        found.setdefault(way, []).append(_timed(size, way, command, env))

    for _ in range(runs):
        with TemporaryDirectory(dir=work) as scratch:
            for key, way in WAYS.items():
                database = f"{scratch}/{key}.sqlite3"
                module = "tests.bench.peers.imports"
                note(way, [sys.executable, "-m", module, key, str(file), database])
        with TemporaryDirectory(dir=work) as scratch:
            site = Path(scratch) / "site"
            shutil.copytree(empty, site)
            manage = [sys.executable, str(ROOT / "manage.py"), "import_facilities", str(file)]
            for way in (FIRST, AGAIN):
                note(way, [*manage, "--as-of", AS_OF], environment(site))
    return [_best(each) for each in found.values()]


def _timed(size: int, way: str, command: list[str], env: Mapping[str, str] | None) -> Import:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.timed", *command],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    pin(process.pid, SERVER_CORE)
    said, problems = process.communicate()
    told = json.loads(said)
    if told["status"]:
        raise RuntimeError(f"{way} failed: {problems[-2000:]}")
    return Import(size, way, told["seconds"], told["cpu"], told["peak_mb"])


def _best(runs: list[Import]) -> Import:
    def least(of: Callable[[Import], float]) -> float:
        return min(map(of, runs))

    first = runs[0]
    return Import(
        first.size,
        first.way,
        least(lambda run: run.seconds),
        least(lambda run: run.cpu),
        max(run.peak_mb for run in runs),
    )

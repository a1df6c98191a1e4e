"""Imports of the v2 file, whole processes: the site's own, first and again, against others."""

import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from tests.bench.directories import IMPORT, environment, rows_file
from tests.bench.machine import ROOT, SERVER_CORE, pin, say

MOST = 250_000  # rows: more would take too long
TIMED = (sys.executable, "-m", "tests.bench.imports", "timed", sys.executable)
RAW, FIRST, AGAIN = "raw executemany", "this site, first time", "this site, nothing changed"
OTHERS = {"reading alone": "read", RAW: "raw", "sqlite-utils": "sqlite-utils"}
GOALS = {FIRST: 1.25, AGAIN: 0.7}  # times raw executemany
PEAK_GOALS = {(200_000, way): " (goal 120)" for way in GOALS}  # MB
HEADER = "rows | way | seconds | CPU s | of raw | by CPU | goal | peak MB"
ROW = (
    "{size:,} | {way} | {seconds:.2f} | {cpu:.2f} | {of_raw:.2f} | {by_cpu:.2f} | {goal}"
    " | {peak_mb:,.0f}{peak_goal}"
)


def imports(bench: Namespace) -> list[tuple]:
    rows = []
    for size in [size for size in bench.sizes if size <= MOST]:
        found: dict[str, dict[str, float]] = {}
        for _ in range(1 if bench.quick or size > bench.sizes[0] else 3):
            for way, once in _once(bench, size):
                least = found.setdefault(way, once)
                found[way] = {of: min(least[of], value) for of, value in once.items()}
        for way, least in found.items():
            goals = {"goal": GOALS.get(way, "–"), "peak_goal": PEAK_GOALS.get((size, way), "")}
            speed, cpu = (least[of] / found[RAW][of] for of in ("seconds", "cpu"))
            goals |= {"of_raw": speed, "by_cpu": cpu}
            rows.append({"size": size, "way": way, **least, **goals})
    return [("### Import of the v2 file", HEADER, ROW, rows)]


def _once(bench: Namespace, size: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Each way, the site's into a copy of a directory without a center."""
    file = str(rows_file(bench.work, size))
    with TemporaryDirectory(dir=bench.work) as scratch:
        env = environment(shutil.copytree(bench.empty, Path(scratch) / "site"))
        others = {way: ("-m", "tests.bench.imports", key, file) for way, key in OTHERS.items()}
        for way, words in (others | dict.fromkeys(GOALS, ("manage.py", *IMPORT, file))).items():
            say(f"{size:,} rows: {way}")
            with Popen([*TIMED, *words], cwd=ROOT, env=env, stdout=PIPE) as process:
                pin(process.pid, SERVER_CORE)
                yield way, json.loads(process.communicate()[0])

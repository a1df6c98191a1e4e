"""Directories (VAR_DIR) with the whole site and so many centers, kept from one run to the next.

    WORK/base           pages, places, style sheets; no center
    WORK/12176          the real centers where the shared data is at hand, else made-up ones
    WORK/200000         made-up ones, by the site's own importer
    WORK/1000000        the first of them by the importer, the rest copied beside them in the table,
                        each with an identity, name, street, phone and point of its own

Each remembers the code it was made with: when the reading of rows changed it is made anew, when
anything else did, only what the site derives from the rows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.machine import ROOT
from tests.bench.scaler import write
from tests.bench.sources import REAL, REAL_ROWS, Source

AS_OF = "2022-05-19"
MOST_BY_IMPORT = 250_000
READS_ROWS = (
    "directory/migrations",
    "directory/samhsa",
    "tests/bench/scaler.py",
    "tests/bench/sources.py",
)
DERIVES = ("content", "corrections", "directory", "treatinfo", "templates", "static")

Say = Callable[[str], None]


def environment(directory: Path) -> dict[str, str]:
    """Of a process of the site whose data are there."""
    settings = {"VAR_DIR": str(directory), "ACCESS_LOG": "0"}
    settings["DATABASE_URL"] = f"sqlite:///{database(directory)}"
    settings["DJANGO_SETTINGS_MODULE"] = "treatinfo.settings"
    return {**os.environ, **settings}


def database(directory: Path) -> Path:
    return directory / "treatinfo.sqlite3"


def manage(directory: Path, *words: str) -> None:
    _run(directory, str(ROOT / "manage.py"), *words)


def rows_file(work: Path, size: int) -> Path:
    """So many rows as the importer reads them."""
    if size == REAL_ROWS and REAL.exists():
        return REAL
    path = work / f"synthetic-{size}-{fingerprint(['tests/bench/scaler.py'])[:8]}.ndjson.gz"
    return path if path.exists() else write(path, Source.read(), size)


def base(work: Path, say: Say) -> Path:
    """The site without a center."""
    directory = work / "base"
    if not is_made_with(directory, "rows", READS_ROWS):
        say("making the site's directory: pages, places, static files")
        code = {"rows": fingerprint(READS_ROWS), "derived": fingerprint(DERIVES)}
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        manage(directory, "migrate", "--verbosity=0")
        manage(directory, "load_pages")
        manage(directory, "load_places")
        _collect(directory)
        for what, found in code.items():
            remember(directory, what, found)
    _refresh(directory, say)
    return directory


def prepared(work: Path, size: int, say: Say, *, fresh: bool = False) -> Path:
    """The site with so many centers."""
    start, directory = base(work, say), work / str(size)
    if fresh or not is_made_with(directory, "rows", READS_ROWS):
        shutil.rmtree(directory, ignore_errors=True)
        partial = work / f"{size}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        code = {"rows": fingerprint(READS_ROWS), "derived": fingerprint(DERIVES)}
        shutil.copytree(start, partial)
        _fill(partial, work, size, say)
        for what, found in code.items():
            remember(partial, what, found)
        partial.replace(directory)
    _refresh(directory, say)
    return directory


def _fill(directory: Path, work: Path, size: int, say: Say) -> None:
    by_import = size if size <= MOST_BY_IMPORT else REAL_ROWS
    is_real = size == REAL_ROWS and REAL.exists()
    say(f"{size:,} centers: writing {by_import:,} rows")
    # A large directory starts from made-up rows, so that none of its centers is real.
    source = rows_file(work, by_import)
    if size > MOST_BY_IMPORT:
        source = write(work / "synthetic-start.ndjson.gz", Source.read(), by_import)
    say(f"{size:,} centers: importing {by_import:,} rows")
    manage(directory, "import_facilities", str(source), "--as-of", AS_OF)
    if by_import < size:
        say(
            f"{size:,} centers: too many to import in a bench, so the rest go straight into the table"
        )
        _run(directory, "-m", "tests.bench.filling", "grow", str(size))
    if not is_real:
        _run(directory, "-m", "tests.bench.filling", "mark")


def _refresh(directory: Path, say: Say) -> None:
    """Derive anew what the code of today derives from the rows and files."""
    if is_made_with(directory, "derived", DERIVES):
        return
    say(f"{directory.name}: the code changed, deriving its index and files anew")
    code = fingerprint(DERIVES)
    manage(directory, "migrate", "--verbosity=0")
    manage(directory, "load_pages")
    _collect(directory)
    _run(directory, "-m", "tests.bench.filling", "renew")
    remember(directory, "derived", code)


def _collect(directory: Path) -> None:
    code = "import django; django.setup(); from treatinfo import statics; statics.collect()"
    _run(directory, "-c", code)


def _run(directory: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(directory),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr[-2000:]}")


def fingerprint(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        path = ROOT / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def is_made_with(directory: Path, what: str, parts: Iterable[str]) -> bool:
    """Whether the directory remembers the code of today as what it was made with."""
    stamp = directory / f".bench-{what}"
    return stamp.exists() and stamp.read_text() == fingerprint(parts)


def remember(directory: Path, what: str, code: str) -> None:
    """`code` is a fingerprint taken before the making began: the code may change meanwhile."""
    (directory / f".bench-{what}").write_text(code)

"""Directories (VAR_DIR) with the whole site and so many centers, kept until the code is another.

WORK/base has pages, places and style sheets but no center; WORK/12176 the real centers where the
shared data is at hand, else made-up ones; others have made-up ones, by the site's own importer.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from tests.bench.machine import ROOT, Started, granian, say
from tests.bench.scaler import REAL, REAL_ROWS, write

DATABASE = "treatinfo.sqlite3"
IMPORT = ("import_facilities", "--as-of", "2022-05-19")
CODE = ("content", "corrections", "directory", "static", "templates", "treatinfo", "tests/bench")


def environment(directory: Path) -> dict[str, str]:
    """Of a process of the site whose data are there."""
    address = f"sqlite:///{directory}/{DATABASE}"
    return os.environ | {"VAR_DIR": str(directory), "DATABASE_URL": address, "ACCESS_LOG": "0"}


def the_site(directory: Path) -> Started:
    return granian("treatinfo.wsgi:application", environment(directory))


def query(directory: Path, sql: str) -> Iterator[tuple]:
    yield from sqlite3.connect(f"file:{directory}/{DATABASE}?mode=ro", uri=True).execute(sql)


def rows_file(work: Path, size: int) -> Path:
    """So many rows as the importer reads them."""
    if size == REAL_ROWS and REAL.exists():
        return REAL
    return made(work / f"synthetic-{size}.ndjson.gz", lambda path: write(path, size))


def prepare(bench: Namespace) -> None:
    """Once, before anything is measured: code that changes meanwhile must not change what is."""
    for name in ("base", *bench.sizes) if bench.fresh else ():
        shutil.rmtree(bench.work / str(name), ignore_errors=True)
    bench.empty = made(bench.work / "base", _fill_empty)
    bench.made = {
        size: made(bench.work / str(size), partial(_fill, bench, size)) for size in bench.sizes
    }


def _fill_empty(directory: Path) -> None:
    directory.mkdir()
    for command in ("migrate", "load_places", "load_pages"):
        _run(directory, "manage.py", command)
    _run(directory, "-m", "tests.bench.inside")


def _fill(bench: Namespace, size: int, directory: Path) -> None:
    shutil.copytree(bench.empty, directory)
    file = rows_file(bench.work, size)
    _run(directory, "manage.py", *IMPORT, str(file))
    if file != REAL:
        _run(directory, "-m", "tests.bench.inside")


def _run(directory: Path, *words: str) -> None:
    subprocess.check_output([sys.executable, *words], cwd=ROOT, env=environment(directory))


def made(path: Path, build: Callable[[Path], object]) -> Path:
    """A file or folder, built unless the code of today built it. It gets its name when whole."""
    mark, new = path.with_name(f".{path.name}.code"), path.with_name(f".{path.name}.new")
    if not (path.exists() and mark.exists() and mark.read_text() == _fingerprint()):
        say(f"making {path}")
        for old in (new, path):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        build(new)
        new.rename(path)
        mark.write_text(_fingerprint())
    return path


@cache
def _fingerprint() -> str:
    """Of the code, as it was when the bench began."""
    digest = hashlib.sha256()
    for file in sorted(file for folder in CODE for file in (ROOT / folder).rglob("*.*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()

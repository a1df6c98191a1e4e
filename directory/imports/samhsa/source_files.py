"""What we know about SAMHSA's files; nothing outside knows it."""

from __future__ import annotations

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BufferedReader, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from python_calamine import CalamineError, CalamineWorkbook

from directory.imports.samhsa import download, export, workbook
from directory.imports.samhsa.records import Refused, Results, Rows, results

EXPORT_SOURCE = "SAMHSA FindTreatment.gov"
WORKBOOK_SOURCE = "SAMHSA National Directory"

BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError, CalamineError, csv.Error)


def read(path: Path, as_of: date | None = None) -> tuple[Results, date | None]:
    """What a file of SAMHSA's holds, and the date of its data: the one given, else its own."""
    found, own_date = unread(path, as_of)
    return results(found), own_date


def unread(path: Path, as_of: date | None = None) -> tuple[Rows, date | None]:
    """The same, row by row, each to be read by whoever does not know it yet.

    The reader is picked by content. This, the iteration and the reading of a row raise `Refused`
    for a file that can't be used.
    """
    with _broken_is_refused(path):
        found, own_date = _pick(path)
    return _guarded(found, path), as_of or own_date


def source_of(path: Path) -> str:
    """The name under which a file's facilities cite it."""
    with _broken_is_refused(path):
        return WORKBOOK_SOURCE if _is_zip(path) and _is_directory(path) else EXPORT_SOURCE


def digest_of(path: Path) -> str:
    """SHA-256 of a file, or of all pages in a folder."""
    digest = hashlib.sha256()
    for part in export.page_files(path) if path.is_dir() else [path]:
        with part.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _pick(path: Path) -> tuple[Rows, date | None]:
    if path.is_dir():
        return export.read_folder(path), _date_of_folder(path)
    if _is_zip(path):
        if _is_directory(path):
            return workbook.read(path), None
        return download.read_xlsx(path), download.date_in_name(path)
    start = _start(path)
    if start[:1] in ("{", "["):
        return _from_file(path, export.read, _open), None
    if start[:1] == "<":
        raise Refused(f"{path.name} is a web page, not data. Download the file itself.")
    return _from_file(path, download.read_csv, _open_text), download.date_in_name(path)


def _from_file(path: Path, reader: Callable[..., Rows], opened: Callable[..., Any]) -> Rows:
    with opened(path) as file:
        yield from reader(file)


def _open(path: Path) -> BinaryIO:
    """Its bytes, unpacked if need be."""
    if not _magic(path).startswith(b"\x1f\x8b"):
        return path.open("rb")
    # A large buffer: lines come a third sooner than through gzip's own.
    return BufferedReader(cast(RawIOBase, gzip.open(path)), 1 << 20)


def _open_text(path: Path) -> TextIO:
    """Its text. A byte order mark is no text."""
    return TextIOWrapper(_open(path), encoding="utf-8-sig", newline="")


def _start(path: Path) -> str:
    with _open_text(path) as file:
        return file.read(4096).lstrip()


def _magic(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _is_zip(path: Path) -> bool:
    return not path.is_dir() and _magic(path).startswith(b"PK")


def _is_directory(path: Path) -> bool:
    book = CalamineWorkbook.from_path(path)
    return any(workbook.recognizes(book.get_sheet_by_name(name)) for name in book.sheet_names)


def _date_of_folder(path: Path) -> date | None:
    """A fetch saves its pages in a folder named for the day."""
    try:
        return date.fromisoformat(path.name)
    except ValueError:
        return None


@contextmanager
def _broken_is_refused(path: Path) -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise Refused(
            f"{path.name} can't be read to its end ({error}): it is damaged or not complete. "
            "Download it again."
        ) from error


def _guarded(rows: Rows, path: Path) -> Rows:
    with _broken_is_refused(path):
        yield from rows

"""FindTreatment.gov's JSON export ("v2") as saved: a page, a folder of pages, an array, or NDJSON."""

from __future__ import annotations

import codecs
import gzip
import json
from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from directory.imports.samhsa.codebook import Answers, from_labels
from directory.imports.samhsa.records import BadRow, Refused, Result, Rows, Unread, digest_of
from directory.imports.samhsa.to_record import Row, read_row, storable, text_of, with_last

TEXT_COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "county"),
    *("phone", "intake1", "hotline1", "website", "latitude", "longitude"),
)
GET_IT_AGAIN = "Fetch it again; `manage.py fetch_facilities` does."


def read(file: BinaryIO) -> Rows:
    """The rows of one file, whichever way it holds them."""
    first = file.readline().removeprefix(codecs.BOM_UTF8)
    while first.isspace():
        first = file.readline()
    if (row := _parsed(first)) is not None and not _holds_rows(row):
        return _read_lines(first, file)
    data = row if row is not None else _parsed(first + file.read())
    if data is None:
        raise Refused(f"The file breaks off, or is not JSON. {GET_IT_AGAIN}")
    if isinstance(data, dict) and "rows" in data:
        return read_pages([data])
    if not isinstance(data, list):
        raise Refused(f"The file is JSON, but holds no rows of an export. {GET_IT_AGAIN}")
    return _read_rows(enumerate(data, start=1))


def read_folder(folder: Path) -> Rows:
    """The rows of all pages that a fetch has saved in `folder`."""
    paths = page_files(folder)
    if not paths:
        raise Refused(f"{folder.name} holds no pages. {GET_IT_AGAIN}")
    return read_pages(map(load_page, paths))


def page_files(folder: Path) -> list[Path]:
    """The saved pages in their order: page-0001.json.gz and so on."""
    return sorted(folder.glob("page-*.json.gz"))


def load_page(path: Path) -> dict[str, Any]:
    with gzip.open(path) as file:
        return json.loads(file.read())


def read_pages(pages: Iterable[dict[str, Any]]) -> Rows:
    """The rows of pages; there must be as many as the last page says there are."""
    count, record_count = 0, None
    for page in pages:
        record_count = page.get("recordCount")
        rows = page.get("rows") or []
        yield from _read_rows(enumerate(rows, start=count + 1))
        count += len(rows)
    if record_count is not None and count != record_count:
        raise Refused(
            f"The export says it has {record_count:,} rows, but {count:,} are here: pages are missing "
            f"or it changed meanwhile. {GET_IT_AGAIN}"
        )


def _parsed(text: bytes) -> Any:
    """What JSON holds; None when it is none."""
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    # The standard library takes what orjson does not: halves of characters, which text_of drops.
    try:
        return json.loads(text.decode())
    except UnicodeDecodeError as error:
        raise Refused(f"The file is not text in UTF-8 ({error}). {GET_IT_AGAIN}") from error
    except ValueError:
        return None


def _holds_rows(data: Any) -> bool:
    return isinstance(data, list) or (isinstance(data, dict) and "rows" in data)


def _read_lines(first: bytes, rest: Iterable[bytes]) -> Rows:
    """One JSON object a line. A line that is no JSON is a bad row, or, at the end, a cut file."""
    for (number, line), is_last in with_last(enumerate(chain([first], rest), start=1)):
        if not line.isspace():
            yield Unread(digest_of(line), partial(_read_line, number, line, is_last))


def _read_line(number: int, line: bytes, is_last: bool) -> Result:  # noqa: FBT001 - read later
    row = _parsed(line)
    if row is None and is_last:
        raise Refused(f"The file breaks off in line {number:,}. {GET_IT_AGAIN}")
    return _read_row(number, row)


def _read_rows(rows: Iterable[tuple[int, Any]]) -> Rows:
    for number, row in rows:
        yield Unread(digest_of(json.dumps(row).encode()), partial(_read_row, number, row))


def _read_row(number: int, row: Any) -> Result:
    if not isinstance(row, dict):
        return BadRow(number, "", "it is not a JSON object")
    if "name1" not in row:
        raise Refused(
            f"Row {number:,} has no name1, so this is not an export of FindTreatment.gov. "
            f"{GET_IT_AGAIN}"
        )
    return _result(number, row)


def _result(number: int, row: dict[str, Any]) -> Result:
    texts = {column: text_of(row[column]) for column in TEXT_COLUMNS if column in row}
    # The guide spells it one way in its tables and the other in its sample.
    kind = text_of(row.get("typeFacility") or row.get("type_facility"))
    try:
        answers = _answers(row.get("services"))
    except (AttributeError, TypeError):
        return BadRow(number, texts["name1"], "its services are not a list of categories")
    return read_row(Row(number, kind, texts, answers))


def _answers(services: Any) -> Answers | None:
    """Null is unknown, never "offers none"."""
    if not services:
        return None
    answers = Answers()
    for said in services:
        answers.merge(_category(said.get("f2"), said.get("f1"), said.get("f3")))
    return answers


@lru_cache(maxsize=4_000)
def _category(code: str | None, caption: str | None, labels: str | None) -> Answers:
    """What a row says in one category. Of 280,672 such answers in 2022's list, 7,731 differ; with the
    4,000 met last at hand, 97 of 100 are not worked out again."""
    return from_labels([(text_of(code), text_of(caption), storable(labels or ""))])

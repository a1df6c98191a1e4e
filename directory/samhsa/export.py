"""FindTreatment.gov's JSON export ("v2") as saved: a page, a folder of pages, an array, or NDJSON."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from directory.samhsa.codebook import Answers, from_labels
from directory.samhsa.records import BadRow, Refused, Result, Results
from directory.samhsa.rows import Row, read_row, storable, text_of, with_last

TEXT_COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "county"),
    *("phone", "intake1", "hotline1", "website", "latitude", "longitude"),
)
GET_IT_AGAIN = "Fetch it again; `manage.py fetch_facilities` does."


def read(file: TextIO) -> Results:
    """The rows of one file, whichever way it holds them."""
    first = file.readline()
    while first.isspace():
        first = file.readline()
    if (row := _parsed(first)) is not None and not _holds_rows(row):
        return _read_lines(first, file)
    try:
        data = row if row is not None else json.loads(first + file.read())
    except ValueError:
        raise Refused(f"The file breaks off, or is not JSON. {GET_IT_AGAIN}") from None
    if isinstance(data, dict) and "rows" in data:
        return read_pages([data])
    if not isinstance(data, list):
        raise Refused(f"The file is JSON, but holds no rows of an export. {GET_IT_AGAIN}")
    return _read_rows(enumerate(data, start=1))


def read_folder(folder: Path) -> Results:
    """The rows of all pages that a fetch has saved in `folder`."""
    paths = page_files(folder)
    if not paths:
        raise Refused(f"{folder.name} holds no pages. {GET_IT_AGAIN}")
    return read_pages(map(load_page, paths))


def page_files(folder: Path) -> list[Path]:
    """The saved pages in their order: page-0001.json.gz and so on."""
    return sorted(folder.glob("page-*.json.gz"))


def load_page(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def read_pages(pages: Iterable[dict[str, Any]]) -> Results:
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


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _holds_rows(data: Any) -> bool:
    return isinstance(data, list) or (isinstance(data, dict) and "rows" in data)


def _read_lines(first: str, rest: Iterable[str]) -> Results:
    """One JSON object a line. A line that is no JSON is a bad row, or, at the end, a cut file."""

    def rows() -> Iterator[tuple[int, Any]]:
        yield 1, json.loads(first)
        for (number, line), is_last in with_last(enumerate(rest, start=2)):
            if line.isspace():
                continue
            row = _parsed(line)
            if row is None and is_last:
                raise Refused(f"The file breaks off in line {number:,}. {GET_IT_AGAIN}")
            yield number, row

    return _read_rows(rows())


def _read_rows(rows: Iterable[tuple[int, Any]]) -> Results:
    for number, row in rows:
        if not isinstance(row, dict):
            yield BadRow(number, "", "it is not a JSON object")
        elif "name1" not in row:
            raise Refused(
                f"Row {number:,} has no name1, so this is not an export of FindTreatment.gov. "
                f"{GET_IT_AGAIN}"
            )
        else:
            yield _result(number, row)


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
    return from_labels(
        (text_of(s.get("f2")), text_of(s.get("f1")), storable(s.get("f3") or "")) for s in services
    )

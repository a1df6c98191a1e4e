"""The locator's download, CSV or XLSX: one column per service code, in lower case, 1 or empty."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from python_calamine import CalamineWorkbook

from directory.imports.samhsa.codebook import CODES, Answers, from_codes
from directory.imports.samhsa.records import BadRow, Refused, Result, Results
from directory.imports.samhsa.to_record import Row, read_row, text_of, with_last

NEEDED_COLUMNS = {"name1", "city", "state", "zip", "type_facility"}
# All others of our concern are code columns.
TEXT_COLUMNS = {
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "zip4", "county", "phone"),
    *("intake_prompt", "intake1", "intake2", "hotline1", "website", "latitude", "longitude"),
    *("type_facility", "miles"),
}
TITLE_LINES = 30  # at most, above the header
CUT_AT = 30_000  # rows; older downloads end there without a word
DATE_IN_NAME = re.compile(r"(\d{4})_(\d{2})_(\d{2})")

Line = tuple[int, list[str]]  # its number in the file, its cells


def read_csv(file: TextIO) -> Results:
    """The rows of a CSV download. The date in its name is `date_in_name`."""
    reader = csv.reader(file, strict=True)
    # line_num, read after the row: a quoted cell may hold line breaks.
    lines = ((reader.line_num, [text_of(cell) for cell in cells]) for cells in reader)
    return _read(lines, most=CUT_AT)


def read_xlsx(path: Path) -> Results:
    """The rows of an XLSX download; title lines stand above its header."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = enumerate(sheet.iter_rows(), start=1)
    return _read((number, list(map(text_of, cells))) for number, cells in rows)


def date_in_name(path: Path) -> date | None:
    """2025-08-14 from FindTreament_Facility_listing_2025_08_14_101112.csv (SAMHSA's spelling)."""
    found = DATE_IN_NAME.search(path.name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _read(lines: Iterable[Line], *, most: int | None = None) -> Results:
    lines = iter(lines)
    header = _find_header(lines)
    count = 0
    for (number, cells), is_last in with_last(lines):
        if not any(cells):
            continue
        count += 1
        yield _result(number, cells, header, is_last=is_last)
    if count == most:
        raise Refused(
            f"The file has exactly {most:,} rows, where SAMHSA's download is cut off. Download it "
            "state by state, and import each with --state."
        )


def _find_header(lines: Iterator[Line]) -> list[str]:
    """Column names: the first line that holds name1, below any titles."""
    for number, cells in lines:
        header = [cell.strip("\ufeff ").lower() for cell in cells]
        if "name1" in header:
            break
        if number > TITLE_LINES:
            header = []
            break
    else:
        header = []
    if missing := sorted(NEEDED_COLUMNS - set(header)):
        raise Refused(
            f"The file has no column {', '.join(missing)}, so it is not a download of the treatment "
            "locator. Download it again from FindTreatment.gov and give it as it is."
        )
    return header


def _result(number: int, cells: list[str], header: list[str], *, is_last: bool) -> Result:
    if len(cells) != len(header):
        if is_last:
            raise Refused(
                f"The file breaks off in line {number:,}: the download was not complete. "
                "Download it again."
            )
        return BadRow(
            number, cells[0], f"it has {len(cells)} cells where the header has {len(header)}"
        )
    cell_of = dict(zip(header, cells, strict=True))
    texts = {column: cell_of[column] for column in TEXT_COLUMNS & cell_of.keys()}
    return read_row(Row(number, texts.pop("type_facility"), texts, _answers(cell_of)))


def _answers(cell_of: dict[str, str]) -> Answers | None:
    ticked = [name.upper() for name, cell in cell_of.items() if cell == "1" and _is_code(name)]
    return from_codes(ticked) if ticked else None


def _is_code(column: str) -> bool:
    """Whether a column is a service code's: one we know, or a new one, which looks like one."""
    if column in TEXT_COLUMNS:
        return False
    return column.upper() in CODES or bool(re.fullmatch(r"[a-z][a-z0-9]{1,7}", column))

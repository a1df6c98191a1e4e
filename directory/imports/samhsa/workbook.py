"""SAMHSA's yearly National Directory: an XLSX workbook with one column of service codes."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from directory.imports.samhsa.codebook import from_codes
from directory.imports.samhsa.records import Refused, Results
from directory.imports.samhsa.to_record import Row, read_row, text_of

CODES_COLUMN = "service_code_info"
NEEDED_COLUMNS = {"name1", "street1", "city", "state", "zip", "phone", CODES_COLUMN}
KEY_COLUMNS = ("category_name", "service_code", "service_name")


def recognizes(sheet: CalamineSheet) -> bool:
    """Whether a sheet is the directory's list of facilities."""
    return CODES_COLUMN in _header(sheet)


def read(path: Path) -> Results:
    """The directory's rows. It lists substance use facilities only, and has no kind of its own."""
    workbook = CalamineWorkbook.from_path(path)
    sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    facilities = next(sheet for sheet in sheets if recognizes(sheet))
    header = _header(facilities)
    if missing := sorted(NEEDED_COLUMNS - set(header)):
        raise Refused(
            f"The workbook has no column {', '.join(missing)}. Download the National Directory again "
            "and give the file as it is."
        )
    names = _names_of_codes(sheets)
    for number, cells in enumerate(facilities.iter_rows(), start=1):
        texts = dict(zip(header, map(text_of, cells), strict=False))
        if number == 1 or not any(texts.values()):
            continue
        # "*" parts groups of codes. A group is left out when empty, so its place means nothing.
        codes = [code for code in texts.pop(CODES_COLUMN).split() if code != "*"]
        answers = from_codes(codes, names) if codes else None
        yield read_row(Row(number, "SU", texts, answers))


def _header(sheet: CalamineSheet) -> list[str]:
    """Column names of the first row; one year wrote them in capitals."""
    return [text_of(cell).lower() for cell in next(iter(sheet.iter_rows()), [])]


def _names_of_codes(sheets: list[CalamineSheet]) -> dict[str, tuple[str, str]]:
    """(category, label) of each code in the workbook's own key, for codes newer than ours."""
    for sheet in sheets:
        header = _header(sheet)
        if set(KEY_COLUMNS) <= set(header):
            rows = (
                dict(zip(header, map(text_of, cells), strict=False)) for cells in sheet.iter_rows()
            )
            return {
                row["service_code"]: (row["category_name"], row["service_name"]) for row in rows
            }
    return {}

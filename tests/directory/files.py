"""Small files in the shapes of SAMHSA's, made while a test runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

FIXTURES = Path(__file__).parent.parent / "fixtures"

WORKBOOK_HEADER = [
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone"),
    *("intake1", "intake2", "intake1a", "intake2a", "service_code_info"),
]
KEY_HEADER = ["category_code", "category_name", "service_code", "service_name"]
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def v2_row(name: str = "Example Harbor", *, says: str = "", **values: Any) -> dict[str, Any]:
    """A row of the JSON export. `says`: "OM: Methadone used in Treatment | PAY: Medicaid"."""
    services = [part.split(": ", 1) for part in says.split(" | ") if part]
    row = {
        "name1": name,
        "name2": None,
        "street1": "1 Example Street",
        "street2": "",
        "city": "Boston",
        "state": "MA",
        "zip": "02118",
        "phone": "617-555-0142",
        "intake1": None,
        "hotline1": None,
        "website": None,
        "latitude": "42.34",
        "longitude": "-71.07",
        "typeFacility": "SA",
        "services": [{"f1": f"Caption {f2}", "f2": f2, "f3": f3} for f2, f3 in services],
    }
    return row | values


def write_ndjson(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_workbook(path: Path, *rows: dict[str, str], header: Iterable[str] = ()) -> Path:
    """A National Directory with these rows, and two codes in its own key."""
    columns = list(header) or WORKBOOK_HEADER
    key = [KEY_HEADER, ["TC", "Type of Care", "SA", "Substance use treatment"]]
    key.append(["XX", "Brand-new services", "NEW1", "Service of next year"])
    facilities = [columns, *([row.get(column.lower(), "") for column in columns] for row in rows)]
    return write_xlsx(path, {"Facilities List": facilities, "Service Code Reference": key})


def write_xlsx(path: Path, sheets: dict[str, list[list[str | int]]]) -> Path:
    """As little of an XLSX file as a reader needs. Numbers stay numbers."""
    names = list(enumerate(sheets, start=1))
    with ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", _content_types())
        file.writestr(
            "_rels/.rels", _relations([("w", f"{RELATIONS}/officeDocument", "xl/workbook.xml")])
        )
        tags = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>' for n, name in names
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEETS}/main" xmlns:r="{RELATIONS}"><sheets>{tags}</sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(
                [(f"s{n}", f"{RELATIONS}/worksheet", f"worksheets/{n}.xml") for n, _ in names]
            ),
        )
        for n, name in names:
            file.writestr(f"xl/worksheets/{n}.xml", _sheet(sheets[name]))
    return path


def _content_types() -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    tags = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in relations)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{tags}</Relationships>'


def _sheet(rows: list[list[str | int]]) -> str:
    lines = "".join(
        f'<row r="{n}">{"".join(_cell(cell, n, c) for c, cell in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{SHEETS}/main"><sheetData>{lines}</sheetData></worksheet>'


def _cell(value: str | int, row: int, column: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

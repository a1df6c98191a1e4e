"""The centers as files: CSV, JSON, GeoJSON. Each is written piece by piece."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from directory.opendata.columns import COLUMNS, MILES

Rows = Iterable[list[dict[str, Any]]]

# A spreadsheet would run a text that begins so as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str | float:
    """A value as a cell: lists joined, text kept from being read as a formula; numbers stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return value
    if isinstance(value, list):
        value = "; ".join(_item(item) for item in value)
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _item(item: Any) -> str:
    return f"{item['kind']}: {item['display']}" if isinstance(item, dict) else item


def as_csv(rows: Rows, about: dict[str, Any]) -> Iterator[bytes]:
    names = [column.name for column in (*COLUMNS, MILES)]
    yield b"\xef\xbb\xbf" + _lines([names])  # without the mark Excel garbles accents
    for chunk in rows:
        yield _lines([[cell(row[name]) for name in names] for row in chunk])


def _lines(cells: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(cells)
    return out.getvalue().encode()


def as_json(rows: Rows, about: dict[str, Any]) -> Iterator[bytes]:
    return _document({"about": about}, "centers", rows, lambda row: row)


def as_geojson(rows: Rows, about: dict[str, Any]) -> Iterator[bytes]:
    return _document({"type": "FeatureCollection", "about": about}, "features", rows, feature)


def feature(row: dict[str, Any]) -> dict[str, Any]:
    """A center as RFC 7946 has it; without a known position its geometry is null."""
    properties = dict(row)
    point = [properties.pop("longitude"), properties.pop("latitude")]
    geometry = None if point[0] is None else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}


def _document(
    head: dict[str, Any], name: str, rows: Rows, shape: Callable[[dict[str, Any]], dict[str, Any]]
) -> Iterator[bytes]:
    """A JSON object whose last member is a long list, one item a line."""
    yield f'{_json(head)[:-1]},"{name}":['.encode()
    separator = "\n"
    for chunk in rows:
        if chunk:
            yield (separator + ",\n".join(_json(shape(row)) for row in chunk)).encode()
            separator = ",\n"
    yield b"\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its address ends so, what it is, how it is written."""

    suffix: str
    name: str
    media_type: str
    words: str
    write: Callable[[Rows, dict[str, Any]], Iterator[bytes]]


FORMATS = {
    one.suffix: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", "for spreadsheets", as_csv),
        Format("json", "JSON", "application/json", "for programs", as_json),
        Format("geojson", "GeoJSON", "application/geo+json", "for maps", as_geojson),
    )
}

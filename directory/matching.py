"""Which stored facility a record is: by its key, else by phone and ZIP code, else none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from directory.models import Facility
from directory.samhsa.records import FacilityRecord


class Keyed(NamedTuple):
    """A record with the key it is found by."""

    key: str
    record: FacilityRecord


class Matches(NamedTuple):
    found: dict[int, Keyed]  # primary key of the stored facility → its record
    new: list[Keyed]


class Known(NamedTuple):
    """As much of a stored facility as finding it takes."""

    pk: int
    key: str
    kind: str
    zip_code: str
    phones: list[dict[str, str]]


Line = tuple[str, str, str]  # kind, main phone number, ZIP code


def keyed(records: Iterable[FacilityRecord]) -> list[Keyed]:
    """Records with their keys. Rows that are equal in all of it are told apart by their order."""
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        seen[key := record.key()] += 1
        found.append(Keyed(record.key(seen[key]) if seen[key] > 1 else key, record))
    return found


def match(keyed_records: list[Keyed]) -> Matches:
    """Each record's stored facility. Samples are nobody's."""
    rows = Facility.objects.real().values_list("pk", "key", "kind", "zip_code", "phones")
    known = {row[1]: Known(*row) for row in rows.iterator()}
    found = {known[k.key].pk: k for k in keyed_records if k.key in known}
    missing = [k for k in keyed_records if k.key not in known]
    matched = {k.key for k in found.values()}
    by_line = _unique((k.record.kind, k.record.phones, k.record.zip_code, k) for k in missing)
    for line, stored in _unique(
        (k.kind, k.phones, k.zip_code, k) for k in known.values() if k.key not in matched
    ).items():
        if line in by_line:
            found[stored.pk] = by_line[line]
    renamed = {k.key for k in found.values()}
    return Matches(found, [k for k in missing if k.key not in renamed])


def _unique(rows: Iterable[tuple[str, list[dict[str, str]] | None, str, object]]) -> Mapping:
    """What stands alone with its kind, main phone and ZIP code."""
    found: dict[Line, list] = {}
    for kind, phones, zip_code, item in rows:
        if phones:
            found.setdefault((kind, phones[0]["number"], zip_code), []).append(item)
    return {line: items[0] for line, items in found.items() if len(items) == 1}

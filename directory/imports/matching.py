"""Which stored facility a record is: by its key, else by phone and ZIP code, else none."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from directory.imports.samhsa.records import FacilityRecord
from directory.imports.stored import Stored
from directory.models import Facility


class Keyed(NamedTuple):
    """A record with the key it is found by."""

    key: str
    record: FacilityRecord


class Matcher:
    """Finds records among those stored, a batch at a time. Samples are nobody's."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._any_stored = bool(stored)
        self._taken = Seen()  # keys that this run gave to new centers
        self._ordinals: dict[str, int] = {}  # of keys that several rows have: the last one given

    def match(self, records: Sequence[FacilityRecord]) -> list[tuple[Keyed, Facility | None]]:
        """Each with the facility that has its key. Rows equal in all of it are told apart by order."""
        keys = [record.key() for record in records]
        known = self._with_keys(keys)
        return [self._match(*each, known) for each in zip(keys, records, strict=True)]

    def _match(
        self, key: str, record: FacilityRecord, known: Mapping[str, Facility]
    ) -> tuple[Keyed, Facility | None]:
        ordinal = self._ordinals.get(key, 1)
        while True:
            candidate = record.key(ordinal) if ordinal > 1 else key
            found = known if ordinal == 1 else self._with_keys([candidate])
            facility = found.get(candidate)
            if facility is not None and not self._stored.was_seen(facility.pk):
                self._stored.see(facility.pk)
                break
            if facility is None and self._taken.add(candidate):
                break
            ordinal += 1
        if ordinal > 1:
            self._ordinals[key] = ordinal
        return Keyed(candidate, record), facility

    def _with_keys(self, keys: list[str]) -> dict[str, Facility]:
        if not self._any_stored:
            return {}
        return {f.key: f for f in Facility.objects.real().filter(key__in=keys).order_by()}


class Seen:
    """Which texts were there before: eight bytes for each, in order, where a set takes eighty."""

    def __init__(self) -> None:
        self._buckets = [array("q") for _ in range(1024)]

    def add(self, text: str) -> bool:
        """Whether it is new."""
        number = hash(text)
        bucket = self._buckets[number % 1024]
        at = bisect_left(bucket, number)
        if at < len(bucket) and bucket[at] == number:
            return False
        bucket.insert(at, number)
        return True


class Lines:
    """Stored centers by kind, main phone number and ZIP code: how one is found that changed its name.

    Read when the first record asks, since in most runs none does.
    """

    def __init__(self, stored: Stored) -> None:
        self._any_stored = bool(stored)

    def has(self, record: FacilityRecord) -> bool:
        """Whether any stored center stands, or stood, in its line."""
        return self._any_stored and line_of(record) in self._pks

    def match(self, records: list[FacilityRecord], unseen: set[int]) -> list[int | None]:
        """For each the center of those unseen that is alone in its line, as the record is."""
        asked = Counter(map(line_of, records))
        found: list[int | None] = []
        for record in records:
            line = line_of(record)
            pks = [pk for pk in self._pks.get(line, ()) if pk in unseen]
            found.append(pks[0] if len(pks) == asked[line] == 1 else None)
        return found

    @cached_property
    def _pks(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        columns = ("pk", "kind", "zip_code", "phones")
        for pk, *line in Facility.objects.real().order_by().values_list(*columns).iterator():
            if number := _line(*line):
                found[number] = (*found.get(number, ()), pk)
        return found


def line_of(record: FacilityRecord) -> int:
    return _line(record.kind, record.zip_code, record.phones)


def _line(kind: str, zip_code: str, phones: list[dict[str, str]] | None) -> int:
    """A number for it, which takes less memory; 0: without a phone nobody can be found."""
    return hash((kind, zip_code, phones[0]["number"])) if phones else 0

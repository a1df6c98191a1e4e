"""The real centers stored, as a run finds them again: thirty bytes of each, however many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

from django.db.models import F, Max, Min

from directory.models import Facility

BATCH = 500


class Stored:
    """Each real center's digest, state, kind and whether it is listed; and which were seen so far."""

    def __init__(self, first: int, last: int) -> None:
        """Centers have primary keys from `first` to `last`."""
        self._first = first
        self._digests = array("q")  # in order
        self._pks = array("q")  # those of the digests
        self._regions: list[tuple[str, str]] = [("", "")]  # (state, kind); 0: no such center
        span = last - first + 1
        self._region = array("H", bytes(2 * span))
        self._listed, self._seen = bytearray(span), bytearray(span)

    @classmethod
    def load(cls) -> Stored:
        centers = Facility.objects.real()
        ends = centers.aggregate(first=Min("pk"), last=Max("pk"))
        stored = cls(ends["first"] or 1, ends["last"] or 0)
        numbers: dict[tuple[str, str], int] = {}
        columns = ("pk", "row_digest", "state", "kind", "is_listed")
        rows = centers.order_by(F("row_digest").asc(nulls_first=True)).values_list(*columns)
        for pk, digest, state, kind, is_listed in rows.iterator(chunk_size=BATCH):
            at = pk - stored._first
            if (number := numbers.get((state, kind))) is None:
                number = numbers[state, kind] = len(stored._regions)
                stored._regions.append((state, kind))
            stored._region[at] = number
            stored._listed[at] = is_listed
            if digest is not None and is_listed:
                stored._digests.append(digest)
                stored._pks.append(pk)
        return stored

    def __bool__(self) -> bool:
        return any(self._region)

    def recognize(self, digest: int) -> int | None:
        """The listed center whose row was just this, when last it was read; equal rows one by one."""
        at = bisect_left(self._digests, digest)
        while at < len(self._digests) and self._digests[at] == digest:
            if not self.was_seen(pk := self._pks[at]):
                return pk
            at += 1
        return None

    def region(self, pk: int) -> tuple[str, str]:
        """Its state and kind."""
        return self._regions[self._region[pk - self._first]]

    def see(self, pk: int) -> None:
        self._seen[pk - self._first] = True

    def was_seen(self, pk: int) -> bool:
        return bool(self._seen[pk - self._first])

    def listed(self) -> Iterator[int]:
        return (at + self._first for at, is_listed in enumerate(self._listed) if is_listed)

    def unseen(self) -> Iterator[int]:
        """Primary keys of those that no row of this run was found to be; delisted ones too."""
        first = self._first
        return (
            at + first for at, region in enumerate(self._region) if region and not self._seen[at]
        )

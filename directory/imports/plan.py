"""The differences between what is stored and what a source says, worked out before any is written.

Rows stream through: one batch of records is in memory at a time, and what is to be written waits in a
spool. A row that an earlier run read, and that is still the same to the letter, is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from directory.imports.differences import Release, apply
from directory.imports.disk_list import Spool
from directory.imports.intake import KEPT, Intake, Scope
from directory.imports.known_rows import reader_version
from directory.imports.matching import Keyed, Lines, Matcher
from directory.imports.new_rows import New, prepare
from directory.imports.position import doubt
from directory.imports.samhsa.records import FacilityRecord, Result, Unread
from directory.imports.stored import BATCH, Stored
from directory.models import Facility
from directory.vocabulary.names import fold

Item = TypeVar("Item")


@dataclass(slots=True)
class Plan:
    """All that a run would write."""

    scope: Scope = field(default_factory=Scope)
    new: Spool[New] = field(default_factory=Spool)
    changed: Spool[Facility] = field(default_factory=Spool)  # relisted ones too
    # Read again with nothing in them changed: only the digest of their row is new.
    digests: Spool[tuple[int | None, int]] = field(default_factory=Spool)  # digest, primary key
    delisted: list[int] = field(default_factory=list)
    # Neither delisted nor given the new date: an editor holds that, or its row could not be read.
    left_alone: list[int] = field(default_factory=list)
    relisted: int = 0
    unchanged: int = 0
    listed_before: int = 0
    story: list[dict] = field(default_factory=list)

    def close(self) -> None:
        for spool in (self.new, self.changed, self.digests):
            spool.close()

    def tell(self, what: str, name: str, fields: Iterable[str] = ()) -> None:
        if len(self.story) < KEPT:
            self.story.append({"what": what, "name": name, "fields": sorted(fields)})


class Planner:
    """Takes in the rows of a source and compares them with what is stored."""

    def __init__(self, intake: Intake, release: Release) -> None:
        self.plan = Plan()
        self.intake = intake
        self.release = release
        self._seed = reader_version()
        self._stored = Stored.load()
        self._matcher = Matcher(self._stored)
        self._lines = Lines(self._stored)
        self._perhaps_renamed: list[tuple[Keyed, int | None]] = []
        self._read: list[tuple[FacilityRecord, int | None]] = []  # and not compared yet

    def take(self, row: Unread | Result) -> None:
        digest = None
        if isinstance(row, Unread):
            digest = row.digest ^ self._seed
            if self._is_known(digest):
                return
            row = row.read()
        if record := self.intake.take(row):
            self._read.append((record, digest))
            if len(self._read) == BATCH:
                self._compare()

    def finish(self) -> Plan:
        """What follows from having seen all rows."""
        self._compare()
        self.intake.finish()
        self.plan.scope = self.intake.scope
        self._find_renamed()
        self._look_for_vanished()
        for new in islice(self.plan.new, KEPT):
            self.plan.tell("added", new.name)
        return self.plan

    def _is_known(self, digest: int) -> bool:
        """Whether the row says what it said when it was read last; if so it is done with."""
        pk = self._stored.recognize(digest)
        if pk is None:
            return False
        if self.intake.recognize(*self._stored.region(pk)):
            self._stored.see(pk)
            self.plan.unchanged += 1
        return True

    def _compare(self) -> None:
        read, self._read = self._read, []
        points = self.release.zip_points
        points.ask({record.zip_code for record, _ in read})
        matches = self._matcher.match([record for record, _ in read])
        for (record, digest), (keyed, facility) in zip(read, matches, strict=True):
            doubtful = doubt(record, points.get(record.zip_code))
            if doubtful:
                self.intake.remark(record, doubtful)
            # Each run tells anew what it stumbled over, so such a row is read each time.
            if doubtful or record.remarks or record.strange_labels:
                digest = None
            if facility is None:
                self._plan_unknown(keyed, digest)
            else:
                self._plan_found(facility, keyed, digest)

    def _plan_found(self, facility: Facility, keyed: Keyed, digest: int | None) -> None:
        plan = self.plan
        was_listed, before = facility.is_listed, facility.row_digest
        fields = apply(facility, keyed, self.release)
        # What an editor holds is compared each time: he may let go of it.
        facility.row_digest = None if facility.held_fields else digest
        if {"source", "as_of"} & set(facility.held_fields):
            plan.left_alone.append(facility.pk)
        if not fields:
            plan.unchanged += 1
            if facility.row_digest != before:
                plan.digests.append((facility.row_digest, facility.pk))
            return
        plan.changed.append(facility)
        came_back = facility.is_listed and not was_listed
        plan.relisted += came_back
        plan.tell("relisted" if came_back else "changed", facility.full_name, fields)

    def _plan_unknown(self, keyed: Keyed, digest: int | None) -> None:
        """Nobody has its key. Whether somebody had another name at its phone, the end will tell."""
        if self._lines.has(keyed.record):
            self._perhaps_renamed.append((keyed, digest))
        else:
            self.plan.new.append(prepare(keyed, digest, self.release))

    def _find_renamed(self) -> None:
        """Those whose phone and ZIP code are theirs alone, and of only one stored place not found."""
        if not self._perhaps_renamed:
            return
        records = [keyed.record for keyed, _ in self._perhaps_renamed]
        stored_as = self._lines.match(records, set(self._stored.unseen()))
        facilities = Facility.objects.in_bulk([pk for pk in stored_as if pk is not None])
        for (keyed, digest), pk in zip(self._perhaps_renamed, stored_as, strict=True):
            if pk is None:
                self.plan.new.append(prepare(keyed, digest, self.release))
            else:
                self._stored.see(pk)
                self._plan_found(facilities[pk], keyed, digest)

    def _look_for_vanished(self) -> None:
        names_of_bad_rows = {fold(row.name) for row in self.intake.bad}
        in_scope = self.plan.scope.holds
        here = (pk for pk in self._stored.listed() if in_scope(*self._stored.region(pk)))
        gone = []
        for pk in here:
            self.plan.listed_before += 1
            if not self._stored.was_seen(pk):
                gone.append(pk)
        for pks in batches(gone):
            for facility in Facility.objects.filter(pk__in=pks).order_by("pk"):
                self._plan_unseen(facility, names_of_bad_rows)

    def _plan_unseen(self, facility: Facility, names_of_bad_rows: set[str]) -> None:
        # A row that could not be read is no sign that its place is gone.
        if "is_listed" in facility.held_fields or fold(facility.name) in names_of_bad_rows:
            self.plan.left_alone.append(facility.pk)
            return
        self.plan.delisted.append(facility.pk)
        self.plan.tell("delisted", facility.full_name)


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items, so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch

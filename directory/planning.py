"""The differences between what is stored and what a source says, worked out before any is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from directory.differences import Edition, apply
from directory.intake import KEPT, Intake, Scope
from directory.matching import Keyed, keyed, match
from directory.models import Facility
from directory.models.facility import identity
from directory.names import fold
from directory.position import doubt, zip_points
from directory.samhsa.records import BadRow

BATCH = 500


@dataclass(slots=True)
class Plan:
    """All that a run would write."""

    scope: Scope
    added: list[Facility] = field(default_factory=list)
    changed: list[Facility] = field(default_factory=list)  # relisted ones too
    delisted: list[int] = field(default_factory=list)
    # Neither delisted nor given the new date: an editor holds that, or its row could not be read.
    left_alone: list[int] = field(default_factory=list)
    relisted: int = 0
    unchanged: int = 0
    listed_before: int = 0
    story: list[dict] = field(default_factory=list)

    def tell(self, what: str, facility: Facility, fields: Iterable[str] = ()) -> None:
        if len(self.story) < KEPT:
            entry = {"what": what, "name": facility.full_name, "fields": sorted(fields)}
            self.story.append(entry)


def work_out(intake: Intake, edition: Edition) -> Plan:
    """What to write, facility by facility; no more than one batch of stored ones is in memory."""
    points = zip_points({record.zip_code for record in intake.records})
    edition = replace(edition, zip_points=points)
    intake.remarks += [
        BadRow(record.line, record.name, words)
        for record in intake.records
        if (words := doubt(record, points.get(record.zip_code)))
    ]
    matches = match(keyed(intake.records))
    plan = Plan(intake.scope)
    names_of_bad_rows = {fold(row.name) for row in intake.bad}
    for facility in Facility.objects.real().order_by("pk").iterator(chunk_size=BATCH):
        is_there = facility.is_listed and plan.scope.holds(
            state=facility.state, kind=facility.kind
        )
        plan.listed_before += is_there
        if found := matches.found.get(facility.pk):
            _plan_found(plan, facility, found, edition)
        elif is_there:
            _plan_unseen(plan, facility, names_of_bad_rows)
    _plan_new(plan, matches.new, edition)
    return plan


def _plan_found(plan: Plan, facility: Facility, found: Keyed, edition: Edition) -> None:
    was_listed = facility.is_listed
    fields = apply(facility, found, edition)
    if {"source", "as_of"} & set(facility.held_fields):
        plan.left_alone.append(facility.pk)
    if not fields:
        plan.unchanged += 1
        return
    plan.changed.append(facility)
    came_back = facility.is_listed and not was_listed
    plan.relisted += came_back
    plan.tell("relisted" if came_back else "changed", facility, fields)


def _plan_unseen(plan: Plan, facility: Facility, names_of_bad_rows: set[str]) -> None:
    # A row that could not be read is no sign that its place is gone.
    if "is_listed" in facility.held_fields or fold(facility.name) in names_of_bad_rows:
        plan.left_alone.append(facility.pk)
        return
    plan.delisted.append(facility.pk)
    plan.tell("delisted", facility)


def _plan_new(plan: Plan, new: list[Keyed], edition: Edition) -> None:
    taken: set[object] = set()
    for ids in Facility.objects.real().values_list("uid", "short_id").iterator():
        taken.update(ids)
    for found in new:
        facility = Facility(key=found.key)
        facility.uid, facility.short_id = _free_identity(found.key, taken)
        taken.update((facility.uid, facility.short_id))
        apply(facility, found, edition)
        plan.added.append(facility)
        plan.tell("added", facility)


def _free_identity(key: str, taken: set[object]) -> tuple[UUID, str]:
    """The ids of a new place. Its key may have been another's once, before that was renamed."""
    uid, short_id = identity(key)
    again = 1
    while uid in taken or short_id in taken:
        again += 1
        uid, short_id = identity(f"{key}|again {again}")
    return uid, short_id

"""What a run worked out, into the database: new centers by the thousand, changed ones, vanished ones."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from directory import index
from directory.imports.differences import Release
from directory.imports.new_rows import insert
from directory.imports.plan import Plan, batches
from directory.models import Facility

# What a run never touches on a facility that is stored.
KEPT_FIELDS = {"id", "uid", "short_id", "first_seen", "is_sample", "held_fields"}
WRITTEN_FIELDS = [f.name for f in Facility._meta.concrete_fields if f.name not in KEPT_FIELDS]


def write(plan: Plan, release: Release) -> None:
    """Only differences. The samples go as soon as real centers are there."""
    samples = Facility.objects.samples()
    if samples.exists():
        samples.delete()
    for new in batches(plan.new):
        insert(new, release)
    for changed in batches(plan.changed):
        Facility.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN_FIELDS
        )
    for read in batches(plan.digests):
        _set_digests(read)
    for gone in batches(plan.delisted):
        today, now = timezone.localdate(), timezone.now()
        Facility.objects.filter(pk__in=gone).update(
            is_listed=False, delisted_on=today, changed_at=now, row_digest=None
        )
    _date_what_was_seen(plan, release)
    index.renew()


def _set_digests(read: list[tuple[int | None, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE directory_facility SET row_digest = %s WHERE id = %s", read)


def _date_what_was_seen(plan: Plan, release: Release) -> None:
    """Give this data's date to all that it holds: in one stroke, all that is still listed in scope."""
    seen = Facility.objects.real().listed().exclude(pk__in=plan.left_alone)
    if plan.scope.states:
        seen = seen.filter(state__in=plan.scope.states)
    if plan.scope.kinds:
        seen = seen.filter(kind__in=plan.scope.kinds)
    outdated = seen.exclude(as_of=release.as_of, source=release.cited_as)
    if outdated.exists():
        outdated.update(as_of=release.as_of, source=release.cited_as)

"""Records to database: add, change, delist, and say what was done.

Differences are worked out before the transaction; it writes only them, so a second run writes nothing
but its own `ImportRun`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from directory.imports.differences import Release
from directory.imports.intake import Intake, Scope
from directory.imports.plan import Plan, Planner
from directory.imports.samhsa.records import Refused, Result, Unread
from directory.imports.samhsa.source_files import EXPORT_SOURCE
from directory.imports.write import write
from directory.models import Facility, ImportRun

Progress = Callable[[str], None]

# More than one listed place in so many gone at once is a broken file until somebody says otherwise.
PLAUSIBLE_LOSS = 10
HEARTBEAT_SECONDS = 2
SAID_EVERY = 1_000  # rows


def load(
    rows: Iterable[Unread | Result],
    *,
    run: ImportRun,
    as_of: date,
    cited_as: str = EXPORT_SOURCE,
    digest: str = "",
    states: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    accept_loss: int | None = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Make the directory say what the rows say, inside the run's scope; the run tells the rest.

    A refusal changes nothing and is a run too: see its status and message.
    """
    run.digest, run.as_of = digest, as_of
    scope = Scope(frozenset(states or ()), frozenset(kinds or ()))
    release = Release(cited_as, as_of)
    try:
        _load(run, rows, scope, release, accept_loss, heartbeat(run, progress))
    except Refused as refusal:
        return refuse(run, str(refusal))
    except BaseException as error:
        fail(run, error)
        raise
    return run


def begin(*, source: str, dry_run: bool = False) -> ImportRun:
    """A run of that file or address, under way from now on. Runs that were killed are closed."""
    running = ImportRun.objects.filter(status=ImportRun.Status.RUNNING)
    running.exclude(pk__in=ImportRun.objects.under_way().values("pk")).update(
        status=ImportRun.Status.FAILED, message="It was killed.", ended_at=timezone.now()
    )
    return ImportRun.objects.create(source=source[:300], is_dry_run=dry_run)


def refuse(run: ImportRun, message: str) -> ImportRun:
    """End a run that changed nothing, and say why."""
    _end(run, ImportRun.Status.REFUSED, message)
    return run


def fail(run: ImportRun, error: BaseException) -> None:
    _end(run, ImportRun.Status.FAILED, f"{type(error).__name__}: {error}")


def _load(
    run: ImportRun,
    rows: Iterable[Unread | Result],
    scope: Scope,
    release: Release,
    accept_loss: int | None,
    say: Progress,
) -> None:
    worked_out_at = timezone.now()
    with closing(_work_out(run, rows, scope, release, say)) as plan:
        _check_loss(run, plan, accept_loss)
        if run.is_dry_run:
            _end(run, ImportRun.Status.DONE)
            return
        say("Writing what differs")
        with transaction.atomic():
            _check_nobody_edited(since=worked_out_at)
            write(plan, release)
            _end(run, ImportRun.Status.DONE)


def _work_out(
    run: ImportRun, rows: Iterable[Unread | Result], scope: Scope, release: Release, say: Progress
) -> Plan:
    """Compare all rows with what is stored; the run has the counts, whatever happens."""
    intake = Intake(scope)
    planner = Planner(intake, release)
    try:
        for row in rows:
            planner.take(row)
            if intake.read % SAID_EVERY == 0:
                say(f"{intake.read:,} rows read and compared")
        plan = planner.finish()
    except BaseException:
        planner.plan.close()
        raise
    finally:
        _note(run, intake)
    _note(run, intake, plan)
    return plan


def _check_loss(run: ImportRun, plan: Plan, accept_loss: int | None) -> None:
    """Refuse to delist more than a tenth, unless exactly that was seen in a dry run and accepted."""
    loss = len(plan.delisted)
    if loss * PLAUSIBLE_LOSS <= plan.listed_before:
        return
    what = (
        f"{loss:,} of the {plan.listed_before:,} centers listed would vanish, more than a tenth. "
        "Nothing was changed."
    )
    if accept_loss != loss:
        raise Refused(
            f"{what} Run it with --dry-run and look at the centers that would go; if they are really "
            f"gone, run it again with --accept-loss {loss}."
        )
    if not _was_seen_dry(run):
        raise Refused(f"{what} Run it with --dry-run first, then with --accept-loss {loss}.")


def _was_seen_dry(run: ImportRun) -> bool:
    """Whether a dry run of the same data, with the same scope, came to the same loss."""
    same = ImportRun.objects.filter(is_dry_run=True, digest=run.digest, delisted=run.delisted)
    return bool(run.digest) and any(
        (r.states, r.kinds) == (run.states, run.kinds) for r in same.exclude(pk=run.pk)
    )


def _check_nobody_edited(*, since: datetime) -> None:
    if Facility.objects.real().filter(changed_at__gt=since).exists():
        raise Refused(
            "Somebody changed a center while this run compared. Nothing was changed: run it again."
        )


def _note(run: ImportRun, intake: Intake, plan: Plan | None = None) -> None:
    """Put the counts on the run; `_end` saves them."""
    run.read, run.left_out, run.bad = intake.read, intake.left_out, len(intake.bad)
    run.problems = intake.problems()
    run.states, run.kinds = sorted(intake.scope.states), sorted(intake.scope.kinds)
    if plan:
        run.added, run.delisted = len(plan.new), len(plan.delisted)
        run.changed = len(plan.changed) - plan.relisted
        run.unchanged, run.relisted = plan.unchanged, plan.relisted
        run.changes = plan.story


def _end(run: ImportRun, status: ImportRun.Status, message: str = "") -> None:
    run.status, run.message = status, message[:500]
    run.ended_at = run.alive_at = timezone.now()
    run.save()


def heartbeat(run: ImportRun, progress: Progress | None) -> Progress:
    """Pass progress on, and show every few seconds that the run is alive."""
    beaten_at = monotonic()

    def say(words: str) -> None:
        nonlocal beaten_at
        if monotonic() - beaten_at > HEARTBEAT_SECONDS:
            beaten_at = monotonic()
            run.alive_at = timezone.now()
            run.save(update_fields=["alive_at"])
        if progress:
            progress(words)

    return say

"""The life of a report: who may move it where, and what it needs first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from corrections import keys
from corrections.models import PhoneCheck, Report, ReportMove, State
from corrections.models.report import CLOSED_STATES
from web import limits

MAY_ANSWER = "corrections.answer_report"
CONTACT_STAYS = timedelta(days=90)

# From state, to state: what the move is called in the admin.
MOVES: dict[tuple[State, State], str] = {
    (State.NEW, State.LOOKING): "Start to look at it",
    (State.NEW, State.ANSWERED): "Answer",
    (State.NEW, State.NOT_RIGHT): "Close as not right",
    (State.LOOKING, State.ANSWERED): "Answer",
    (State.LOOKING, State.NOT_RIGHT): "Close as not right",
    (State.ANSWERED, State.LOOKING): "Look at it again",
    (State.NOT_RIGHT, State.LOOKING): "Look at it again",
}


class NotReady(Exception):
    """A report lacks something that its next state needs; the message says what."""


@transaction.atomic
def move(report: Report, to: State, *, by: User) -> Report:
    """Move a report to a state, or say why not. Raises NotReady or PermissionDenied."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if (State(report.state), to) not in MOVES:
        state = report.get_state_display().lower()
        raise NotReady(f"This report is {state}: it cannot become {to.label.lower()}.")
    if not by.has_perm(MAY_ANSWER):
        raise PermissionDenied("You do not have the permission to answer reports.")
    if to in CLOSED_STATES and not report.answer.strip():
        raise NotReady("Write the answer first: the reader finds it under the reference code.")
    ReportMove.objects.create(report=report, from_state=report.state, to_state=to, by=by)
    report.state = to
    report.answered_at = timezone.now() if to in CLOSED_STATES else None
    report.save(update_fields=["state", "answered_at"])
    return report


def moves_open_to(report: Report, user: Any) -> list[tuple[State, str]]:
    """What this user may do with a report now."""
    if not user.has_perm(MAY_ANSWER):
        return []
    return [(to, name) for (before, to), name in MOVES.items() if before == report.state]


def note_phone_check(report: Report, *, works: bool, by: User) -> PhoneCheck:
    """Somebody here dialed the number of a report: from now on that counts, not the reports so far."""
    if not by.has_perm(MAY_ANSWER):
        raise PermissionDenied("You do not have the permission to answer reports.")
    if report.facility is None or not report.phone:
        raise NotReady("This report is not about a phone number.")
    return PhoneCheck.objects.create(
        facility=report.facility, phone=report.phone, works=works, by=by
    )


def forget() -> int:
    """Delete what we promise not to keep; return how many readers' contacts that were."""
    now = timezone.now()
    keys.forget()
    limits.forget(cache)
    Report.objects.filter(received_at__lt=now - keys.LIVES).exclude(network={}).update(network={})
    old = Report.objects.answered_before(now - CONTACT_STAYS)
    return old.exclude(contact="").update(contact="")

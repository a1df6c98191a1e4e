from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from directory.models import Facility
from directory.models.facility import ALPHABET

CODE = re.compile(f"[{ALPHABET}]{{4}}(?:-[{ALPHABET}]{{4}}){{2}}")


def new_code() -> str:
    """A reference code, 60 bits that nobody can guess: k7f2-9qmd-x4tz."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


class Problem(models.TextChoices):
    """What a reader says is wrong."""

    PHONE_DEAD = "phone-dead", "A phone number does not work"
    WRONG_NUMBER = "wrong-number", "A phone number reaches someone else"
    MOVED = "moved", "The center has moved"
    CLOSED = "closed", "The center has closed"
    DOES_NOT_TAKE = "does-not-take", "It does not offer or accept what it lists"
    WRONG = "wrong", "Something is wrong"
    UNCLEAR = "unclear", "Something is hard to understand"
    OUT_OF_DATE = "out-of-date", "Something is out of date"
    OTHER = "other", "Something else"


ABOUT_A_PHONE = (Problem.PHONE_DEAD, Problem.WRONG_NUMBER)
OF_A_CENTER = (
    *ABOUT_A_PHONE, Problem.MOVED, Problem.CLOSED, Problem.DOES_NOT_TAKE, Problem.OTHER,
)  # fmt: skip
OF_A_PAGE = (Problem.WRONG, Problem.UNCLEAR, Problem.OUT_OF_DATE, Problem.OTHER)


class State(models.TextChoices):
    """Where a report stands."""

    NEW = "new", "New"
    LOOKING = "looking", "Being looked at"
    ANSWERED = "answered", "Answered"
    NOT_RIGHT = "not_right", "Not right"


CLOSED_STATES = (State.ANSWERED, State.NOT_RIGHT)
# The same, said to the reader who sent it.
STATUS = {
    State.NEW: "Waiting to be read",
    State.LOOKING: "We are looking at it",
    State.ANSWERED: "Answered",
    State.NOT_RIGHT: "Looked at: we could not confirm it",
}


class ReportQuerySet(models.QuerySet["Report"]):
    def phone_dead(self, facility: Facility, *, since: datetime) -> ReportQuerySet:
        """Those that say a number of this center does not work, unless an editor found otherwise."""
        return self.filter(
            facility=facility, problem=Problem.PHONE_DEAD, received_at__gte=since
        ).exclude(state=State.NOT_RIGHT)

    def answered_before(self, moment: datetime) -> ReportQuerySet:
        return self.filter(answered_at__lt=moment)


class Report(models.Model):
    """What one reader told us is wrong with a center, a page or the site as a whole."""

    code = models.CharField(
        "reference code", max_length=14, unique=True, default=new_code, editable=False
    )
    # The form it came in, so that sending the same form twice is one report.
    form_id = models.CharField(max_length=32, unique=True, editable=False)

    # Samples are the only centers that are ever deleted; reports on them go along.
    facility = models.ForeignKey(
        Facility, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    title = models.CharField("about", max_length=420)
    address = models.CharField(max_length=300, blank=True, help_text="Empty: the whole site.")

    problem = models.CharField("what is wrong", max_length=14, choices=Problem.choices)
    phone = models.CharField(
        max_length=40, blank=True, help_text="The number it is about, as it is dialed."
    )
    details = models.TextField("in the reader’s words", max_length=2000, blank=True)
    contact = models.CharField(
        "how to reach the reader",
        max_length=200,
        blank=True,
        help_text="Deleted 90 days after the answer.",
    )
    # Key number -> keyed hash of the reader's network; only where the rule on phones needs it.
    network = models.JSONField(default=dict, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    state = models.CharField(
        max_length=9, choices=State.choices, default=State.NEW, editable=False
    )
    answer = models.TextField(
        blank=True,
        help_text="Shown to whoever has the reference code. Nothing personal, please.",
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at"])]
        constraints = [
            models.CheckConstraint(
                name="phone_report_names_a_number",
                condition=~Q(problem__in=ABOUT_A_PHONE) | (~Q(phone="") & ~Q(facility=None)),
            ),
            models.CheckConstraint(
                name="answered_report_has_its_answer",
                condition=Q(state__in=CLOSED_STATES, answered_at__isnull=False) & ~Q(answer="")
                | Q(answered_at=None) & ~Q(state__in=CLOSED_STATES),
            ),
        ]
        permissions = [("answer_report", "Can answer reports")]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("corrections:received", args=[self.code])

    @property
    def status(self) -> str:
        return STATUS[State(self.state)]

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES


class ReportMove(models.Model):
    """One move of a report from state to state: the audit row."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=9, choices=State.choices)
    to_state = models.CharField(max_length=9, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} to {self.get_to_state_display().lower()}"

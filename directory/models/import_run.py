from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

# A run that gave no sign of life for this long was killed.
LOST_AFTER = timedelta(minutes=5)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def under_way(self) -> ImportRunQuerySet:
        return self.filter(
            status=ImportRun.Status.RUNNING, alive_at__gt=timezone.now() - LOST_AFTER
        )

    def done(self) -> ImportRunQuerySet:
        return self.filter(status=ImportRun.Status.DONE, is_dry_run=False)


class ImportRun(models.Model):
    """One run of an import: its scope, what it changed, its problems."""

    class Status(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused: nothing was changed"
        FAILED = "failed", "Failed: nothing was changed"

    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RUNNING)
    is_dry_run = models.BooleanField(default=False)
    source = models.CharField(max_length=300, help_text="The file or address that was read.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was read.")
    as_of = models.DateField(null=True)
    states = models.JSONField(default=list, help_text="The states it speaks for.")
    kinds = models.JSONField(default=list, help_text="The kinds of facility it speaks for.")
    message = models.CharField(max_length=500, blank=True)

    read = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(
        default=0, help_text="Rows of other kinds, such as mental health only."
    )
    bad = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    delisted = models.PositiveIntegerField(default=0)
    relisted = models.PositiveIntegerField(default=0)

    # Of each: its line, name and reason.
    problems = models.JSONField(default=list)
    # Of the first thousand: what happened, name and fields.
    changes = models.JSONField(default=list)

    started_at = models.DateTimeField(auto_now_add=True)
    alive_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.source}"

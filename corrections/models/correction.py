from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from corrections.models.report import Report


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> CorrectionQuerySet:
        """What the log shows: only what an editor marked."""
        return self.filter(is_public=True)


class Correction(models.Model):
    """A change we made because something was wrong: a line of the public log, once marked so."""

    # For editors only: the log never leads to a report.
    report = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    made_on = models.DateField(default=timezone.localdate)
    title = models.CharField("about", max_length=420)
    address = models.CharField(
        max_length=300, blank=True, help_text="Such as /naloxone/. Empty: the whole site."
    )
    change = models.TextField(
        "change made", max_length=500, help_text="What we changed, never who told us."
    )
    is_public = models.BooleanField("in the public log", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, editable=False
    )
    written_at = models.DateTimeField(auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_on}: {self.title}"

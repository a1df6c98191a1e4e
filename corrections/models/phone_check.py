from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.models import Facility


class PhoneCheckQuerySet(models.QuerySet["PhoneCheck"]):
    def latest_of(self, facility: Facility) -> dict[str, PhoneCheck]:
        """The newest check of each number of a center."""
        return {check.phone: check for check in self.filter(facility=facility).order_by("at")}


class PhoneCheck(models.Model):
    """An editor's word on a number: somebody here dialed it, and it works or it does not."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="phone_checks")
    phone = models.CharField(max_length=40, help_text="The number, as it is dialed.")
    works = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    objects = PhoneCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.phone} {'works' if self.works else 'does not work'}"

from __future__ import annotations

from datetime import date

from django.db import models

from content.models.page import PageVersion


class ReviewQuerySet(models.QuerySet["Review"]):
    def valid(self, *, on: date) -> ReviewQuerySet:
        return self.filter(due__gt=on)


class Review(models.Model):
    """A named clinician's word that a version is right, and until when."""

    version = models.ForeignKey(PageVersion, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.CharField(max_length=120)
    credentials = models.CharField(max_length=120, help_text="For example: MD, addiction medicine")
    scope = models.CharField(max_length=200, default="The whole page")
    reviewed_on = models.DateField()
    due = models.DateField(help_text="The day it must be reviewed again.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on"]
        constraints = [
            models.CheckConstraint(
                name="review_is_due_after_it_was_made",
                condition=models.Q(due__gt=models.F("reviewed_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.reviewed_on}"

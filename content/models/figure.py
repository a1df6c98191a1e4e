from __future__ import annotations

from datetime import date

from django.db import models

from content.models.library import FromLibrary
from content.models.source import Source


class Figure(FromLibrary):
    """A number or rule that ages. Pages show it by key, `[[figure:key]]`, filled when shown."""

    key = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=200)
    text = models.CharField(max_length=300, help_text="As it stands in a sentence.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures")
    as_of = models.DateField(help_text="The date of the fact.")
    expires = models.DateField(help_text="From this day on it is no longer shown.")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="figure_expires_after_it_began",
                condition=models.Q(expires__gt=models.F("as_of")),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_current(self, *, on: date) -> bool:
        return on < self.expires

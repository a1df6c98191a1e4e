from __future__ import annotations

from django.db import models

from content.models.from_library import FromLibrary
from content.models.page import PageVersion


class Source(FromLibrary):
    """A publication that pages cite by its key: `[@key]`."""

    key = models.SlugField(max_length=80, unique=True)
    organization = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    year = models.CharField(max_length=80, blank=True, help_text="As the publication gives it.")
    url = models.URLField(max_length=500)
    was_read = models.BooleanField(
        default=False,
        help_text="Somebody here read it, in a stored copy at least. If not, a reviewer must.",
    )

    class Meta:
        ordering = ["organization", "title"]

    def __str__(self) -> str:
        return f"{self.organization}: {self.title}"


class Citation(models.Model):
    """That a version relies on a source, and under which number."""

    version = models.ForeignKey(PageVersion, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "source"], name="source_has_one_number"),
            models.UniqueConstraint(fields=["version", "number"], name="number_has_one_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.source}"

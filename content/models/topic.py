from __future__ import annotations

from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.urls import reverse

from content.models.from_library import FromLibrary

# Addresses the site needs itself; a topic of that name would hide behind them.
RESERVED_SLUGS = [
    "a-to-z", "admin", "compare", "corrections", "data", "en", "es", "feeds", "find-treatment",
    "healthz", "offline", "report", "robots.txt", "search", "sitemap.xml", "static", "style-guide",
]  # fmt: skip


class Topic(FromLibrary):
    """A subject that groups pages: /<slug>/."""

    slug = models.SlugField(unique=True, validators=[validate_slug])
    title = models.CharField(max_length=80)
    door = models.CharField(
        max_length=24,
        blank=True,
        help_text="Its name among the doors in the header. Empty: no door.",
    )
    summary = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                name="topic_slug_is_free", condition=~Q(slug__in=RESERVED_SLUGS)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("content:topic", args=[self.slug])

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from content.models.from_library import FromLibrary
from web import moved

# Addresses the site needs itself; a topic of that name would hide behind them.
RESERVED_SLUGS = [
    "a-to-z", "admin", "compare", "corrections", "data", "en", "es", "feeds", "find-treatment",
    "healthz", "offline", "report", "robots.txt", "search", "sitemap.xml", "static", "style-guide",
]  # fmt: skip

# Subjects that the site itself asks for by this name: the steps, what is kept for when there is no
# network, the words that others are explained by, and what the search treats in its own way.
NAMED_IN_CODE = frozenset({"overdose", "naloxone", "helplines", "glossary", "questions", "about"})


class Topic(FromLibrary):
    """A subject that groups pages: /<slug>/. Saved under another slug, its pages go along, and all
    their old addresses lead to the new ones for good."""

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

    def clean(self) -> None:
        before = Topic.objects.filter(pk=self.pk).first() if self.pk else None
        if before is None or before.slug == self.slug:
            return
        if before.slug in NAMED_IN_CODE:
            raise ValidationError(
                {"slug": f"The site itself leads to /{before.slug}/: this address has to stay."}
            )
        if self.pages.filter(slug=self.slug).exists():
            raise ValidationError(
                {
                    "slug": f"/{before.slug}/{self.slug}/ is a page already, and a page with its topic’s "
                    "slug stands for the topic. Choose another, or give that page a new slug first."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            before = Topic.objects.filter(pk=self.pk).first() if self.pk else None
            old = before._addresses() if before else {}
            super().save(*args, **kwargs)
            if before and before.slug != self.slug:
                self.pages.filter(slug=before.slug).update(slug=self.slug)
            new = self._addresses()
            moved.settle([(old[pk], new[pk]) for pk in old if old[pk] != new[pk]], new.values())

    def _addresses(self) -> dict[int | None, str]:
        """Its own, and those of its pages by their keys."""
        found: dict[int | None, str] = {None: self.get_absolute_url()}
        for page in self.pages.all():
            page.topic = self
            found[page.pk] = page.get_absolute_url()
        return found

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from content.models.from_library import FromLibrary
from content.models.topic import Topic
from web import moved


class PageQuerySet(models.QuerySet["Page"]):
    def live(self, *, at: datetime | None = None) -> PageQuerySet:
        """Pages a reader may see, each with `live_id`, the version they see."""
        newest = PageVersion.objects.published(at=at).filter(page=OuterRef("pk"))
        return (
            self.alias(newest=Subquery(newest.values("pk")[:1]))
            .exclude(newest=None)
            .annotate(live_id=F("newest"))
        )

    def in_locale(self, locale: str) -> PageQuerySet:
        return self.filter(locale=locale)


class Page(models.Model):
    """A page in one language. What it says is in its versions. Saved under another slug or topic, its
    old address leads to the new one for good."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="pages")
    slug = models.SlugField(
        help_text="The last part of its address. Equal to the topic's: served at the topic's own address."
    )
    locale = models.CharField(max_length=8, default="en")
    order = models.PositiveSmallIntegerField(
        default=100, help_text="Lower comes first in its topic."
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["topic__order", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "slug", "locale"], name="page_address_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.topic.slug}/{self.slug}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            before = Page.objects.select_related("topic").filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            old, new = before.get_absolute_url() if before else "", self.get_absolute_url()
            moved.settle([(old, new)] if old and old != new else [], [new])

    def get_absolute_url(self) -> str:
        if self.is_front:
            return self.topic.get_absolute_url()
        return reverse("content:page", args=[self.topic.slug, self.slug])

    def clean(self) -> None:
        before = (
            Page.objects.select_related("topic").filter(pk=self.pk).first() if self.pk else None
        )
        if before and before.is_front and not (self.is_front and self.topic_id == before.topic_id):
            raise ValidationError(
                f"This page stands for its topic, at {before.get_absolute_url()}. "
                "Give the topic another slug, and the page goes along."
            )

    @property
    def is_front(self) -> bool:
        """Whether it is the page that stands for its topic."""
        return self.slug == self.topic.slug

    def live_version(self) -> PageVersion | None:
        return PageVersion.objects.published().filter(page=self).first()


class State(models.TextChoices):
    """Where a version stands. Whether readers see it is computed, never stored."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    ARCHIVED = "archived", "Archived"


class Layout(models.TextChoices):
    PAGE = "page", "Page"
    EMERGENCY = "emergency", "Emergency: the steps come first"


class Concern(models.TextChoices):
    """What a page is about, as far as its age matters to whoever reads it."""

    CARE = "care", "Health and treatment"
    EMERGENCY = "emergency", "Emergency: what to do does not go out of date"
    RULES = "rules", "Money and law: rules change"


class PageVersionQuerySet(models.QuerySet["PageVersion"]):
    def published(self, *, at: datetime | None = None) -> PageVersionQuerySet:
        """Approved, begun and not ended; the newest of a page first."""
        at = at or timezone.now()
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=at), state=State.APPROVED, publish_at__lte=at
        ).order_by("-publish_at", "-number")

    def next_change(self, *, after: datetime) -> datetime | None:
        """When the next approved version begins or ends."""
        approved = self.filter(state=State.APPROVED)
        begins = approved.filter(publish_at__gt=after).aggregate(at=Min("publish_at"))["at"]
        ends = approved.filter(ends_at__gt=after).aggregate(at=Min("ends_at"))["at"]
        return min((at for at in (begins, ends) if at), default=None)


class PageVersion(FromLibrary):
    """The text of a page, once. After draft it never changes: a change is a new version."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.PAGE)

    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, help_text="One sentence: what the page gives.")
    short_version = models.TextField(
        blank=True, help_text="Three to five points, one a line. Citations and slots work here."
    )
    body = models.TextField(
        help_text="Markdown. Blocks, citations and slots: see the guide above."
    )
    next_steps = models.JSONField(
        default=list, blank=True, help_text='What to do next: [{"text", "href", "note"}].'
    )
    asked_as = models.TextField(
        blank=True,
        help_text="How people ask for this page, one way a line, in their own words. Readers never see it; "
        "the search finds the page by it.",
    )
    concern = models.CharField(
        max_length=9,
        choices=Concern.choices,
        default=Concern.CARE,
        help_text="It decides what readers are told when the page is overdue for a new reading.",
    )
    read_on = models.DateField(
        default=timezone.localdate,
        help_text="The day somebody last read the whole text against its sources.",
    )
    review_by = models.DateField(help_text="The day by which someone must read it again.")

    publish_at = models.DateTimeField(null=True, blank=True, help_text="When readers may see it.")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="When they no longer may.")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    # Made from the text on save by content.publishing.workflow.render; slots stay unfilled.
    short_version_html = models.TextField(blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    contents = models.JSONField(default=list, editable=False)

    objects = PageVersionQuerySet.as_manager()

    class Meta:
        ordering = ["page", "-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="version_number_is_unique"),
            models.CheckConstraint(
                name="approved_version_has_a_date",
                condition=~Q(state="approved") | Q(publish_at__isnull=False),
            ),
            models.CheckConstraint(
                name="version_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(publish_at=None) | Q(ends_at__gt=F("publish_at")),
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state="draft"), name="one_draft_a_page"
            ),
        ]
        permissions = [("approve_pageversion", "Can approve and archive versions")]

    def __str__(self) -> str:
        return f"{self.page} version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def written_on(self) -> date:
        """The day its words date from. A file of ours may be loaded years after it was written."""
        return self.read_on if self.library_digest else timezone.localdate(self.changed_at)


class Transition(models.Model):
    """One move of a version from state to state: the audit row."""

    version = models.ForeignKey(PageVersion, on_delete=models.PROTECT, related_name="transitions")
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.from_state} to {self.to_state}"

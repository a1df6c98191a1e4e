"""What a list in the admin can be narrowed to, beyond the values of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from content.models import Figure, PageVersion
from content.models.page import PageVersionQuerySet
from content.publishing import due


class ByLookingAgain(admin.SimpleListFilter):
    title = "when to look again"
    parameter_name = "look_again"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("due", "To be looked up again"),
            ("soon", f"Due in {due.SOON.days} days"),
            ("current", "Up to date"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Figure]) -> QuerySet[Figure]:
        today = timezone.localdate()
        if self.value() == "due":
            return queryset.filter(due.over("look_again", on=today))
        if self.value() == "soon":
            return queryset.filter(due.soon("look_again", on=today))
        if self.value() == "current":
            return queryset.exclude(due.over("look_again", on=today))
        return queryset


class ByWhatIsDue(admin.SimpleListFilter):
    """Of what readers see: what somebody must read again."""

    title = "what is due, of live versions"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("overdue", "Overdue"),
            ("soon", f"Due in {due.SOON.days} days"),
            ("unreviewed", "Without a clinician’s review"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[PageVersion]
    ) -> QuerySet[PageVersion]:
        today = timezone.localdate()
        narrowed: dict[str | None, Callable[[PageVersionQuerySet], PageVersionQuerySet]] = {
            "overdue": lambda live: live.filter(due.over("review_by", on=today)),
            "soon": lambda live: live.filter(due.soon("review_by", on=today)),
            "unreviewed": lambda live: due.without_review(live, on=today),
        }
        if narrow := narrowed.get(self.value()):
            return queryset.filter(pk__in=narrow(due.live_versions()).values("pk"))
        return queryset

"""What pages rest on: sources, figures, helplines; and what people type in the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from content.admin.list_filters import ByLookingAgain
from content.models import Figure, Helpline, HelplineNumber, PageVersion, Source, Synonym
from content.publishing import due

HTTPS_FIRST: Any = {models.URLField: {"assume_scheme": "https"}}


def linked_to_forms(versions: Iterable[PageVersion], *, anchor: str = "") -> str:
    """Live versions, each a link to its form."""
    rows = [
        (reverse("admin:content_pageversion_change", args=[v.pk]) + anchor, v.title)
        for v in versions
    ]
    if not rows:
        return "No live page of ours. A page of Find treatment may."
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', rows))


class NumberInline(admin.StackedInline):
    model = HelplineNumber
    extra = 0


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin):
    list_display = ["name", "numbers_of_it", "hours", "read_in_source_on", "called_on"]
    inlines = [NumberInline]
    formfield_overrides = HTTPS_FIRST

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("numbers")

    @admin.display(description="Numbers")
    def numbers_of_it(self, helpline: Helpline) -> str:
        return ", ".join(str(number) for number in helpline.numbers.all())


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    list_display = ["label", "stands", "look_again", "text", "kind", "read_on"]
    list_filter = [ByLookingAgain, "kind"]
    ordering = ["look_again"]
    search_fields = ["key", "label", "text"]
    readonly_fields = ["shown_on"]
    fields = [
        "key", "label", "kind", "text", "changes_on", "text_after", "source", "as_of", "read_on",
        "look_again", "shown_on",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Room for whole sentences."""
        if db_field.name in ("text", "text_after"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Its key stands in the texts of pages."""
        return [*self.readonly_fields, *(["key"] if obj else [])]

    @admin.display(description="How it stands", ordering="look_again")
    def stands(self, figure: Figure) -> str:
        today = timezone.localdate()
        if figure.is_due(on=today):
            return "Look it up again"
        return "Due soon" if figure.is_due(on=today + due.SOON) else "Up to date"

    @admin.display(description="Live pages that show it")
    def shown_on(self, figure: Figure) -> str:
        return linked_to_forms(due.pages_by_figure().get(figure.key, []))


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    """What people type in the search, and what it means."""

    list_display = ["phrase", "means"]
    search_fields = ["phrase", "means"]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["title", "organization", "year", "was_read", "cited_by"]
    list_filter = ["was_read"]
    search_fields = ["key", "title", "organization", "url"]
    formfield_overrides = HTTPS_FIRST
    readonly_fields = ["rests_on_it"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(cited=models.Count("citations"))

    @admin.display(description="Cited by", ordering="cited")
    def cited_by(self, source: Any) -> int:
        return source.cited

    @admin.display(description="Live pages that cite it")
    def rests_on_it(self, source: Source) -> str:
        # In a list: of a source that is yet to be saved, None would mean “without any source”.
        citing = due.live_versions().filter(citations__source__in=[source.pk]).order_by("title")
        return linked_to_forms(citing, anchor="" if source.was_read else "#not-read")

"""Treatment centers and import runs, for editors."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from directory.facility_form import FacilityForm
from directory.models import Facility, ImportRun


@admin.register(Facility)
class FacilityAdmin(admin.ModelAdmin):
    """What an editor sets by hand stays: later imports leave those fields alone."""

    form = FacilityForm

    list_display = ["full_name", "city", "state", "kind", "as_of", "is_listed", "is_sample"]
    list_filter = ["is_listed", "kind", "is_sample", "state"]
    search_fields = ["name", "program", "city", "zip_code", "short_id"]
    show_full_result_count = False
    readonly_fields = [
        "short_id", "key", "position", "unknown_facts", "source", "as_of", "is_listed",
        "delisted_on", "is_sample", "held_fields", "first_seen", "changed_at",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "program", "kind", "phones", "website"]}),
        (
            "Where",
            {
                "fields": [
                    "street", "street2", "city", "state", "zip_code", "county", "latitude",
                    "longitude", "position",
                ]
            },
        ),
        ("What it says of itself", {"fields": ["facts", "unknown_facts"]}),
        (
            "Where this comes from",
            {
                "fields": [
                    "source", "as_of", "is_listed", "delisted_on", "is_sample", "held_fields",
                    "short_id", "key", "first_seen", "changed_at",
                ]
            },
        ),
    ]  # fmt: skip

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - as Django names it
        before = Facility.objects.get(pk=obj.pk)
        changed = {n for n in form.cleaned_data if getattr(before, n) != getattr(obj, n)}
        obj.held_fields = sorted(changed.union(obj.held_fields))
        obj.sort_key = obj.make_sort_key()
        obj.row_digest = None  # the next import compares it field by field
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # centers come from imports, so that each has a source and a date

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a center is delisted, never deleted: its address must go on answering


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """What each import did: to be read, never written."""

    list_display = [
        "started_at", "source", "status", "is_dry_run", "read", "added", "changed", "delisted", "bad",
    ]  # fmt: skip
    list_filter = ["status", "is_dry_run"]
    exclude = ["problems", "changes"]
    readonly_fields = ["problems_listed", "changes_listed"]

    @admin.display(description="Rows that could not be read")
    def problems_listed(self, run: ImportRun) -> str:
        if not run.problems:
            return "None"
        rows = ((p.get("line"), p.get("name", ""), p.get("reason", "")) for p in run.problems)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>Line {}: {}: {}</li>", rows))

    @admin.display(description="What it changed")
    def changes_listed(self, run: ImportRun) -> str:
        if not run.changes:
            return "Nothing beyond what the numbers say"
        rows = ((c["what"], c["name"], ", ".join(c.get("fields", []))) for c in run.changes)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} {}</li>", rows))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

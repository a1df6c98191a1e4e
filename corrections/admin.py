"""Where editors read reports, answer them and write the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from corrections import answering, marks, subjects
from corrections.models import Correction, PhoneCheck, Report, ReportMove, State

AS_IT_CAME = (
    "about", "in_the_admin", "problem", "phone", "phone_now", "details", "contact",
    "received_at", "page_with_code", "state",
)  # fmt: skip
LINK = '<a href="{}">{}</a>'


def linked(record: Report | Correction) -> str:
    """What it is about, as readers see it."""
    return format_html(LINK, record.address or "/", record.title)


class ReportAdminForm(forms.ModelForm):
    def clean_answer(self) -> str:
        answer = self.cleaned_data["answer"].strip()
        if self.instance.is_closed and not answer:
            raise ValidationError("A closed report keeps its answer. Open it again first.")
        return answer


class CorrectionInline(admin.StackedInline):
    """What was changed because of this report."""

    model = Correction
    extra = 0
    fields = ["made_on", "change", "is_public"]


class MoveInline(admin.StackedInline):
    """Who moved it where: to be read, never written."""

    model = ReportMove
    extra = 0
    can_delete = False
    fields = ("from_state", "to_state", "by", "at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """The queue. What the reader sent stays as it came; the answer and the state are ours."""

    form = ReportAdminForm
    list_display = ["received_at", "title", "problem", "phone", "state"]
    list_filter = ["state", "problem"]
    search_fields = ["code", "title", "details", "phone"]
    list_per_page = 50
    fields = [*AS_IT_CAME, "answer"]
    readonly_fields = AS_IT_CAME
    inlines = [CorrectionInline, MoveInline]
    change_form_template = "admin/corrections/report/change_form.html"

    @admin.display(description="About")
    def about(self, report: Report) -> str:
        return linked(report)

    @admin.display(description="To change it")
    def in_the_admin(self, report: Report) -> str:
        if report.facility_id:
            url = reverse("admin:directory_facility_change", args=[report.facility_id])
            return format_html(LINK, url, "The center in the admin")
        return format_html(LINK, reverse("admin:content_page_changelist"), "The pages")

    @admin.display(description="That number now")
    def phone_now(self, report: Report) -> str:
        if not report.phone or report.facility is None:
            return "It is not about a number"
        marked = report.phone in marks.reported_phones(report.facility)
        check = PhoneCheck.objects.latest_of(report.facility).get(report.phone)
        said = "marked “Reported as not working”" if marked else "not marked"
        return (
            f"{said}; {f'dialed by us on {check.at:%Y-%m-%d}' if check else 'never dialed by us'}"
        )

    @admin.display(description="What the reader sees")
    def page_with_code(self, report: Report) -> str:
        return format_html(LINK, report.get_absolute_url(), report.code)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - as Django names it
        for correction in formset.save(commit=False):
            correction.title, correction.address = form.instance.title, form.instance.address
            correction.by = request.user
            correction.save()
        for gone in formset.deleted_objects:
            gone.delete()

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        if report := kwargs.get("obj"):
            context["moves"] = answering.moves_open_to(report, request.user)
            context["asks_for_a_call"] = bool(report.phone and context["moves"])
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        asked = request.POST.get("_move"), request.POST.get("_dialed")
        if not any(asked):
            return super().response_change(request, obj)
        if asked[0] not in (None, *State) or asked[1] not in (None, "works", "dead"):
            raise BadRequest("No button of this form sends that.")
        try:
            messages.success(request, _do(obj, *asked, by=request.user))
        except (answering.NotReady, PermissionDenied) as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # reports come from readers


def _do(report: Report, to: str | None, dialed: str | None, *, by: Any) -> str:
    """Move a report or note a call; say what was done."""
    if to:
        return f"{report.title}: {answering.move(report, State(to), by=by).get_state_display()}."
    check = answering.note_phone_check(report, works=dialed == "works", by=by)
    return f"Noted: {check}."


class CorrectionAdminForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        address = values.get("address", "")
        if (found := subjects.at(address) if address else subjects.THE_SITE) is None:
            raise ValidationError({"address": "No center or page of ours has this address."})
        self.instance.title, values["address"] = found.title, found.address
        return values


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """The public log; only what is marked so is in it."""

    form = CorrectionAdminForm
    list_display = ["made_on", "title", "change", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["title", "change"]
    fields = ["made_on", "address", "about", "change", "is_public", "by", "written_at"]
    readonly_fields = ["about", "by", "written_at"]

    @admin.display(description="About")
    def about(self, correction: Correction) -> str:
        return linked(correction) if correction.pk else "Read from the address"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - as Django names it
        obj.by = request.user
        super().save_model(request, obj, form, change)


@admin.register(PhoneCheck)
class PhoneCheckAdmin(admin.ModelAdmin):
    """Who dialed which number: written from a report, read here."""

    list_display = ["at", "facility", "phone", "works", "by"]
    list_filter = ["works"]
    list_select_related = ["facility", "by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

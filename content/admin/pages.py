"""Topics, pages and their versions: where editors write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from content.admin.list_filters import ByWhatIsDue
from content.admin.version_form import PageVersionForm
from content.models import Page, PageVersion, Review, Topic, Transition
from content.models.page import State
from content.plain_language import linter
from content.publishing import unread_sources, version_diff, workflow
from content.views import preview_address


class TopicRow(forms.ModelForm):
    """A row of the list of topics: the field for its order says whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].widget.attrs["aria-label"] = f"Order of {self.instance}"


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "door", "order"]
    list_editable = ["order"]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=TopicRow, **kwargs)


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    """A page's address; its text is in its versions, listed here."""

    list_display = ["__str__", "what_readers_see", "order"]
    list_filter = ["topic"]
    search_fields = ["slug", "versions__title"]
    readonly_fields = ("versions_of_it",)

    @admin.display(description="Readers see")
    def what_readers_see(self, page: Page) -> str:
        version = page.live_version()
        return f"Version {version.number}: {version.title}" if version else "nothing yet"

    @admin.display(description="Versions")
    def versions_of_it(self, page: Page) -> str:
        if page.pk is None:
            return "Save the page first; then write its first version."
        rows = format_html_join(
            "",
            '<li><a href="{}">Version {}</a>: {}, changed {}</li>',
            (
                (
                    reverse("admin:content_pageversion_change", args=[version.pk]),
                    version.number,
                    version.get_state_display(),
                    version.changed_at.date(),
                )
                for version in page.versions.all()
            ),
        )
        add = reverse("admin:content_pageversion_add") + f"?page={page.pk}"
        return format_html('<ul>{}</ul><p><a href="{}">Write a new version</a></p>', rows, add)


class ReviewInline(admin.StackedInline):
    model = Review
    extra = 0


class TransitionInline(admin.StackedInline):
    """Who moved it where: to be read, never written."""

    model = Transition
    extra = 0
    can_delete = False
    fields = ("from_state", "to_state", "by", "at", "note")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PageVersion)
class PageVersionAdmin(admin.ModelAdmin):
    """The text. A draft can be changed; any other version only moved, or copied to a new draft."""

    form = PageVersionForm
    list_display = ["title", "state", "is_live", "review_by", "page", "number"]
    list_filter = ["state", ByWhatIsDue, "page__topic"]
    list_select_related = ["page__topic"]
    search_fields = ["title", "body"]
    date_hierarchy = None
    inlines = [ReviewInline, TransitionInline]
    change_form_template = "admin/content/pageversion/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("page__topic")

    @admin.display(description="Readers see it", boolean=True)
    def is_live(self, version: PageVersion) -> bool:
        live = version.page.live_version()
        return live is not None and live.pk == version.pk

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The two inputs of a date with a time say what they are; Django labels neither."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.SplitDateTimeField):
            for part, widget in zip(("date", "time"), field.widget.widgets, strict=True):
                widget.attrs["aria-label"] = f"{field.label}: {part}"
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        if obj.is_draft:
            return ["page"]
        return ["page", *workflow.TEXT_FIELDS, "publish_at", "ends_at"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new version starts from what readers see now."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        page = Page.objects.filter(pk=initial.get("page", 0)).first()
        if page and (live := page.live_version()):
            initial |= {name: getattr(live, name) for name in workflow.TEXT_FIELDS}
        return initial

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - as Django names it
        if obj.pk is None:
            text = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "page"}
            draft = workflow.new_draft(obj.page, by=request.user, **text)
            obj.pk, obj.number, obj.created_at = draft.pk, draft.number, draft.created_at
            obj.author, obj.state = draft.author, draft.state
        elif obj.is_draft and form.has_changed():
            obj.library_digest = ""  # from here on no file of the library replaces it
            super().save_model(request, obj, form, change)
        if obj.is_draft:
            for problem in workflow.problems(obj):
                messages.warning(request, f"Before readers can see it: {problem}")
            for finding in linter.warnings(linter.Text(obj.body, obj.summary, obj.short_version)):
                messages.info(request, f"Good to mend: {finding}")

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        version = kwargs.get("obj")
        if version is not None:
            before = version_diff.version_before(version)
            context |= {
                "preview_url": preview_address(version),
                "moves": workflow.moves_open_to(version, request.user),
                "can_copy": not version.is_draft,
                "is_to_approve": version.state in (State.DRAFT, State.IN_REVIEW),
                "unread": unread_sources.unread(version),
                "version_before": before,
                "changes": version_diff.changes(before, version) if before else [],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_copy" in request.POST:
            return self._copy(request, obj)
        if to := request.POST.get("_move"):
            if to not in State:
                raise BadRequest(f"There is no state {to[:20]}.")
            self._move(request, obj, State(to))
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _move(self, request: HttpRequest, version: PageVersion, to: State) -> None:
        try:
            moved = workflow.move(version, to, by=request.user)
        except workflow.NotReady as not_ready:
            for problem in not_ready.problems:
                messages.error(request, problem)
        except PermissionDenied as denied:
            messages.error(request, str(denied))
        else:
            said = f"{moved.title}: {moved.get_state_display().lower()}."
            if to == State.APPROVED and moved.publish_at and moved.publish_at > timezone.now():
                said += f" Readers see it from {date_format(moved.publish_at, 'F j, Y, P')} on."
            messages.success(request, said)

    def _copy(self, request: HttpRequest, version: PageVersion) -> HttpResponse:
        draft = version.page.versions.filter(state=State.DRAFT).first()
        if draft is None:
            draft = workflow.new_draft(version.page, by=request.user, like=version)
            workflow.render(draft)
        else:
            messages.warning(request, "This page has a draft already: here it is.")
        return HttpResponseRedirect(reverse("admin:content_pageversion_change", args=[draft.pk]))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what readers once saw stays on record

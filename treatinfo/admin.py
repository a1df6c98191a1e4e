"""The editors' site: Django's admin, what waits for the editor on its first page, and a one-time
password that is good for one sign-in only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Count, Min, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from content.publishing import due_finders
from content.publishing.due import Due, late_first
from content.search import knowledge
from content.text.age import day
from corrections.models import Report
from corrections.models.report import CLOSED_STATES, State
from directory import index

# Who is in this group signed in with a password we printed, and must choose one of their own.
ONE_TIME_PASSWORD = "Must choose a password"


class EditorsSite(admin.AdminSite):
    site_header = "treatinfo for editors"
    site_title = "treatinfo"
    index_title = "What needs you"
    # No "view site" link to the server's own idea of its address.
    site_url = "/"
    index_template = "admin/what_needs_you.html"
    login_template = "admin/log_in.html"

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        def may_view(model: type[Model]) -> bool:
            return self.get_model_admin(model).has_view_permission(request)

        found = due_finders.due_now(may_view, on=timezone.localdate())
        if may_view(Report):
            found += reports_to_answer()
        return super().index(request, {**(extra_context or {}), "due": late_first(found)})

    def get_app_list(self, request: HttpRequest, app_label: Any = None) -> list[Any]:
        """Accounts come last: an editor is here for the pages."""
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: app["app_label"] == "auth")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        inner = super().admin_view(view, cacheable)

        def with_own_password(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            allowed = (self.password_change, self.password_change_done, self.logout)
            if view not in allowed and must_choose_password(request):
                return redirect("admin:password_change")
            response = inner(request, *args, **kwargs)
            if request.method == "POST":
                make_anew()
            return response

        return with_own_password

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            Group.user_set.through.objects.filter(
                user=request.user.pk, group__name=ONE_TIME_PASSWORD
            ).delete()
        return response


def make_anew() -> None:
    """What is derived of what an editor may have changed; here, so that no reader waits for it."""
    index.renew()
    knowledge.renew()


def reports_to_answer() -> list[Due]:
    waiting = Report.objects.exclude(state__in=CLOSED_STATES)
    found = waiting.aggregate(number=Count("pk"), since=Min("received_at"))
    if not found["number"]:
        return []
    open_states = ",".join(state for state in State if state not in CLOSED_STATES)
    return [
        Due(
            found["number"],
            "report waits for an answer" if found["number"] == 1 else "reports wait for an answer",
            f"The oldest came in on {day(found['since'])}.",
            reverse("admin:corrections_report_changelist") + f"?state__in={open_states}",
            is_late=True,
        )
    ]


def must_choose_password(request: HttpRequest) -> bool:
    return (
        request.user.is_authenticated
        and request.user.groups.filter(name=ONE_TIME_PASSWORD).exists()
    )

"""The editors' site: Django's admin, and a one-time password that is good for one sign-in only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Who is in this group signed in with a password we printed, and must choose one of their own.
ONE_TIME_PASSWORD = "Must choose a password"


class EditorsSite(admin.AdminSite):
    site_header = "treatinfo for editors"
    site_title = "treatinfo"
    index_title = "What would you like to change?"
    # No "view site" link to the server's own idea of its address.
    site_url = "/"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        inner = super().admin_view(view, cacheable)

        def with_own_password(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            allowed = (self.password_change, self.password_change_done, self.logout)
            if view not in allowed and must_choose_password(request):
                return redirect("admin:password_change")
            return inner(request, *args, **kwargs)

        return with_own_password

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            Group.user_set.through.objects.filter(
                user=request.user.pk, group__name=ONE_TIME_PASSWORD
            ).delete()
        return response


def must_choose_password(request: HttpRequest) -> bool:
    return (
        request.user.is_authenticated
        and request.user.groups.filter(name=ONE_TIME_PASSWORD).exists()
    )

"""What a reader sees when something fails: a calm page with the way to the overdose steps.

Where the request or the database may be what is broken, the page does without them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from content.models import PageVersion, Topic
from content.models.page import State
from treatinfo.frame import NUMBERS, Site
from web.caching import keep_out_of_search_engines, keep_private

NO_SUCH_ADDRESS = "Nothing has this address. /data/api/ lists those that there are."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for a host that is not ours, so nothing here may ask the request for its host."""
    return _answered(_drawn_without_request("400.html", site_url=settings.SITE_URL), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return keep_out_of_search_engines(render(request, "403.html", status=403))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Gone, where a page stood that ended or was taken down; JSON for a program."""
    if _is_for_a_program(request):
        return _answered_in_json(NO_SUCH_ADDRESS, status=404)
    if _was_here(request):
        context = {"topic": _topic(request)}
        return keep_out_of_search_engines(render(request, "410.html", context, status=410))
    return keep_out_of_search_engines(render(request, "404.html", status=404))


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request or the database: either may be what is broken."""
    return _answered(render_to_string("500.html", NUMBERS), status=500)


def _drawn_without_request(template: str, **context: Any) -> str:
    """With the doors and helplines if the database is there, else with the two numbers alone."""
    try:
        return render_to_string(template, {"site": Site("/"), **NUMBERS, **context})
    except DatabaseError:
        return render_to_string(template, {**NUMBERS, **context})


def _answered(page: str, *, status: int) -> HttpResponse:
    return keep_out_of_search_engines(keep_private(HttpResponse(page, status=status)))


def _is_for_a_program(request: HttpRequest) -> bool:
    wanted = request.get_preferred_type(["application/json", "text/html"])
    return request.path.startswith("/data/") and wanted != "text/html"


def _answered_in_json(words: str, *, status: int) -> HttpResponse:
    response = JsonResponse({"error": words}, status=status)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return keep_out_of_search_engines(keep_private(response))


def _was_here(request: HttpRequest) -> bool:
    """Whether readers could once see a page at this address, and now no longer can."""
    match = request.resolver_match
    if match is None or "topic" not in match.kwargs or "preview" in request.GET:
        return False
    topic = match.kwargs["topic"]
    return PageVersion.objects.filter(
        page__topic__slug=topic,
        page__slug=match.kwargs.get("page", topic),
        state__in=(State.APPROVED, State.ARCHIVED),
        publish_at__lte=timezone.now(),
    ).exists()


def _topic(request: HttpRequest) -> dict[str, str] | None:
    """The topic of a page that is gone, if it has other pages."""
    match = request.resolver_match
    if match is None:
        return None
    topic = Topic.objects.filter(slug=match.kwargs["topic"]).first()
    if topic is None or not topic.pages.in_locale("en").live().exists():
        return None
    return {"title": topic.title, "url": topic.get_absolute_url()}

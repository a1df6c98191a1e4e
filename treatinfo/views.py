"""The home page, and the site's search."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content import crisis
from content.models import Figure, Helpline
from content.text import pictures
from treatinfo import site_search
from treatinfo.frame import in_key_order
from web.caching import keep_out_of_search_engines, keep_private, keep_public

LONGEST_QUERY = 200
HOME_HELPLINES = ["988", "samhsa", "poison"]
HALF_THE_RISK = "mortality-on-medicine"


def home(request: HttpRequest) -> HttpResponse:
    risk = Figure.objects.select_related("source").filter(key=HALF_THE_RISK).first()
    context = {
        "helplines": in_key_order(HOME_HELPLINES),
        "risk": pictures.shown(risk, on=timezone.localdate()),
        "card": {
            "title": "Help with heroin and opioid addiction",
            "description": "What to do now, what treatment is like, and centers near you.",
            "url": f"{settings.SITE_URL}/",
            "kind": "website",
        },
    }
    return keep_public(render(request, "home.html", context))


def search(request: HttpRequest) -> HttpResponse:
    """The whole site by words: what to do in an emergency, pages, questions, terms, centers."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    context: dict[str, Any] = {"query": query}
    if query:
        results = site_search.results(query)
        context |= {name: getattr(results, name) for name in site_search.SHOWN}
        if crisis.Kind.POISON in results.found.dangers:
            context["poison_line"] = _poison_line()
    return keep_out_of_search_engines(keep_private(render(request, "search.html", context)))


def _poison_line() -> Helpline | None:
    return next(iter(in_key_order(["poison"])), None)

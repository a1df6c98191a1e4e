"""The home page, the site's search, and what stands around the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content import crisis
from content.models import Figure, Helpline
from content.sitemaps import Pages
from content.text import pictures
from directory.sitemaps import Centers, Cities, States
from treatinfo import site_search
from treatinfo.frame import in_key_order
from web.caching import keep_out_of_search_engines, keep_private, keep_public

LONGEST_QUERY = 200
HOME_HELPLINES = ["988", "samhsa", "poison"]
SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": Pages,
    "states": States,
    "cities": Cities,
    "centers": Centers,
}
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


def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: can it answer, and reach its database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /find-treatment/?",
        "Disallow: /find-treatment/map/",
        "Disallow: /find-treatment/today/?",
        "Disallow: /find-treatment/what-to-ask-for/?",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    return keep_public(response, seconds=3600)


def sitemap_index(request: HttpRequest) -> HttpResponse:
    response = sitemap_views.index(request, SITEMAPS, sitemap_url_name="sitemap_section")
    return keep_public(response, seconds=3600)


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return keep_public(sitemap_views.sitemap(request, SITEMAPS, section), seconds=3600)

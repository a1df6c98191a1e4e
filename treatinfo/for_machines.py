"""What programs ask of the site, not readers: whether it is well, where robots may go, what there is."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db import connection
from django.http import HttpRequest, HttpResponse

from content.sitemaps import Pages
from directory.sitemaps import Centers, Cities, States
from web.caching import keep_public

SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": Pages,
    "states": States,
    "cities": Cities,
    "centers": Centers,
}


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

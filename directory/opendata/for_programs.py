"""What stands around every answer for programs: the wall before samples, the limit, its headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from directory import index
from web.caching import keep_out_of_search_engines, keep_private, keep_public
from web.callers import client_address
from web.limits import Limit, TooMany

CREDITS = (
    {
        "name": "SAMHSA, FindTreatment.gov and the National Directory",
        "gives": "the centers and what they say of themselves",
        "licence": "public domain (a work of the United States government)",
        "url": "https://findtreatment.gov/",
    },
    {
        "name": "GeoNames",
        "gives": "the points of ZIP codes, which stand in where a center has no point of its own",
        "licence": "Creative Commons Attribution 4.0 (CC BY 4.0)",
        "url": "https://www.geonames.org/",
    },
)
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = "SAMHSA FindTreatment.gov; GeoNames (CC BY 4.0)"

# Files and APIs, never pages. In the memory of each process: in the database each read would be a write.
# With several processes the limit is looser, never tighter.
REQUESTS = Limit(
    "requests",
    most=120,
    seconds=60,
    counts=LocMemCache("requests for data", {"OPTIONS": {"MAX_ENTRIES": 10_000}}),
)

View = Callable[..., HttpResponse]


def for_programs(view: View) -> View:
    """No cookie, no log of who asks; searches are nobody else's; no search engine lists it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            REQUESTS.take(client_address(request))
        except TooMany as spent:
            return _kept(request, _please_wait(request, spent.seconds))
        if settings.SITE_IS_PUBLIC and index.current().has_samples:
            # Nobody may ever take a made-up center for a real one.
            response: HttpResponse = JsonResponse({"error": "There is no data yet."}, status=404)
        else:
            response = view(request, *args, **kwargs)
        return _kept(request, response)

    return answer


def _please_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """JSON for a program; a page for a person who follows a link to a file."""
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        response = render(request, "429.html", {"seconds": seconds}, status=429)
    else:
        words = f"Too many requests in a minute. Ask again in {seconds} seconds."
        response = JsonResponse({"error": words}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    keep_out_of_search_engines(response)
    if request.GET or response.status_code not in (200, 304):
        return keep_private(response)
    return keep_public(response)

"""The overdose steps to take along: a card to print, and one file that needs nothing else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.first_aid import OVERDOSE, first_aid
from treatinfo.frame import in_key_order
from web.caching import keep_out_of_search_engines, keep_public
from web.sharing import share

# What the card is printed on, and what the page is called.
SIZES = {"wallet": "Overdose card for your wallet", "letter": "Overdose steps on one sheet"}
FILE_NAME = "overdose-steps.html"
FILE_HELPLINES = ["988", "poison", "samhsa"]


def card(request: HttpRequest, size: str = "wallet") -> HttpResponse:
    """On screen a look at what the printer makes of it."""
    if size not in SIZES:
        raise Http404
    context = _steps("en")
    title = SIZES[size]
    context |= {
        "title": title,
        "size": size,
        "breadcrumbs": [
            {"title": "Home", "url": "/"},
            {
                "title": context["aid"].version.title,
                "url": reverse("content:topic", args=[OVERDOSE]),
            },
            {"title": title},
        ],
    }
    return keep_public(render(request, "overdose/card.html", context))


def file(request: HttpRequest) -> HttpResponse:
    """To save: the steps, the numbers and their date, with nothing to load."""
    context = _steps("en") | {"helplines": in_key_order(FILE_HELPLINES)}
    response = render(request, "overdose/file.html", context)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return keep_public(keep_out_of_search_engines(response))


def _steps(locale: str) -> dict[str, Any]:
    aid = first_aid(locale)
    if aid is None:
        raise Http404
    newest = share(aid.version.page.get_absolute_url())
    return {"aid": aid, "share": newest}

"""A few pages that a reader may keep for when there is no network, and the worker that keeps them.

Nothing is kept before the reader presses "Keep on this phone". What the worker gives away without a
network says when it was saved; what it keeps is renewed with every revision of the site.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from content.first_aid import emergency_words
from content.models import Page, PageVersion
from web import revision
from web.caching import keep_out_of_search_engines, keep_public

WORKER = settings.STATIC_DIR / "js" / "offline-worker.js"
TOPICS = ("overdose", "naloxone", "helplines")
FILES = ("css/site.css", "js/quick-exit.js", "js/keep-offline.js", "img/mark.svg")
# {day} is filled in by the reader's browser, which knows when it got the copy.
SAVED = "Saved on {day}. You are offline, or the network is slow."
HOME = {"title": "Home", "url": "/"}
TITLE = "Keep the steps on this phone"


def keep(request: HttpRequest) -> HttpResponse:
    """Where a reader keeps the pages, and removes them again."""
    context = {"title": TITLE, "held": held_pages(), "breadcrumbs": [HOME, {"title": TITLE}]}
    return keep_public(render(request, "offline/keep.html", context))


def no_network(request: HttpRequest) -> HttpResponse:
    """What the worker shows instead of a page that it does not have."""
    context = {"held": held_pages(), "words": emergency_words()}
    response = render(request, "offline/no_network.html", context)
    return keep_public(keep_out_of_search_engines(response))


def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the pages. A new revision changes its first line: browsers compare it
    with theirs at each visit, and get everything anew."""
    fallback = reverse("offline_no_network")
    pages = [version.page.get_absolute_url() for version in held_pages()]
    told = {
        "revision": revision.current(),
        "held": [*pages, reverse("offline"), fallback, *map(static, FILES)],
        "fallback": fallback,
        "saved": SAVED,
        "locale": settings.LANGUAGE_CODE,
    }
    script = f"const SITE = {json.dumps(told)};\n{WORKER.read_text()}"
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


def held_pages() -> list[PageVersion]:
    """The live versions of the front pages that are kept, in the order of TOPICS."""
    fronts = Page.objects.in_locale("en").filter(topic__slug__in=TOPICS, slug=F("topic__slug"))
    live: Any = fronts.live()
    found = PageVersion.objects.filter(pk__in=live.values("live_id")).select_related("page__topic")
    return sorted(found, key=lambda version: TOPICS.index(version.page.slug))

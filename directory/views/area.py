"""A state's centers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directory import index
from directory.forms import FACETS
from directory.gazetteer import STATES
from directory.index import Answer
from directory.models import Facility
from directory.models.attribute import filters_of
from directory.question import Question
from directory.views.frame import FIND, HOME, notices, shared
from directory.views.listing import hits

CITIES_ON_A_STATE_PAGE = 60


def state(request: HttpRequest, state: str) -> HttpResponse:
    """A state's centers, with what they offer; useful with none at all."""
    if state not in STATES:
        raise Http404
    directory = index.current()
    answer = directory.answer(Question(state=state))
    context = {
        "state": {"code": state, "name": STATES[state]},
        "total": len(answer),
        "facets": counts_by_facet(answer, state),
        "page": hits(answer, request.GET.get("page")),
        "cities": cities(state),
        "breadcrumbs": [HOME, FIND, {"title": STATES[state]}],
        **notices(directory),
    }
    return shared(render(request, "directory/state.html", context), directory)


def counts_by_facet(answer: Answer, state: str) -> list[dict[str, Any]]:
    """For the small chart of a state page; each line leads to its search."""
    charts = []
    for facet in FACETS:
        counts = answer.counts(facet)
        rows = [
            {
                "label": attribute.name,
                "count": counts[attribute.key],
                "share": round(100 * counts[attribute.key] / max(len(answer), 1)),
                "url": reverse("directory:search")
                + "?"
                + urlencode({"state": state, facet.value: attribute.key}),
            }
            for attribute in filters_of(facet)
            if counts[attribute.key]
        ]
        if rows:
            charts.append({"title": facet.label, "rows": rows})
    return charts


def cities(state: str) -> list[dict[str, Any]]:
    """The cities with the most centers, each with its search."""
    rows = (
        Facility.objects.listed()
        .filter(state=state)
        .values("city")
        .annotate(count=Count("pk"))
        .order_by("-count", "city")[:CITIES_ON_A_STATE_PAGE]
    )
    found = []
    for row in sorted(rows, key=lambda row: row["city"]):
        query = urlencode({"where": f"{row['city']}, {state}", "miles": 10})
        url = f"{reverse('directory:search')}?{query}"
        found.append({"name": row["city"], "count": row["count"], "url": url})
    return found

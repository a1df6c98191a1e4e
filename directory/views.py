"""The directory: search, a state, a center."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from directory import cautions, index, presenting, refining
from directory.forms import FACETS, SearchForm
from directory.gazetteer import STATES
from directory.index import Answer, Index
from directory.models import Facility, ImportRun
from directory.models.attribute import filters_of
from directory.question import Question
from treatinfo.headers import keep_out_of_search_engines, keep_private, keep_public

RESULTS_PER_PAGE = 20
CITIES_ON_A_STATE_PAGE = 60
HOME = {"title": "Home", "url": "/"}
FIND = {"title": "Find treatment", "url": "/find-treatment/"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A facility in a list."""

    facility: Facility
    miles: float | None
    number: int


def search(request: HttpRequest) -> HttpResponse:
    """Facilities that fit, nearest first, with what each further choice would leave."""
    form = SearchForm.from_query(request.GET)
    directory = index.current()
    outcome, answer = "start", directory.answer(Question())
    if form.is_bound and not form.is_valid():
        outcome = "unknown"
    elif form.is_ambiguous:
        outcome = "ambiguous"
    elif not form.asks_nothing:
        answer = directory.answer(form.question)
        outcome = "results" if len(answer) else "none"
    form.show_counts(answer)
    context = {
        "form": form,
        "outcome": outcome,
        "question_label": refining.question_label(form),
        "total": len(answer),
        "page": hits(answer, request.GET.get("page")),
        "chips": refining.chips(form),
        "clear_url": refining.address(form, without=[facet.value for facet in FACETS]),
        "candidates": refining.candidates(form, directory),
        "states": states_with_counts(directory),
        "left_out_note": refining.left_out_note(answer),
        **notices(directory),
    }
    response = render(request, "directory/search.html", context)
    if form.is_bound:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)


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


def facility(request: HttpRequest, short_id: str, slug: str) -> HttpResponse:
    """A center with everything it says of itself. Its id is for good; its name may change."""
    found = get_object_or_404(Facility, short_id=short_id)
    if found.is_sample and settings.SITE_IS_PUBLIC:
        raise Http404
    state_url = reverse("directory:state", args=[found.state])
    directory = index.current()
    if not found.is_listed:
        context = {"facility": found, "state_url": state_url, **notices(directory)}
        return render(request, "directory/delisted.html", context, status=410)
    if slug != found.slug:
        return redirect(found, permanent=True)
    others = Facility.objects.listed().filter(street=found.street, zip_code=found.zip_code)
    context = {
        "facility": found,
        "sentence": presenting.sentence(found),
        "phones": presenting.phone_links(found),
        "sections": presenting.sections(found, main=True),
        "more": presenting.sections(found, main=False),
        "warnings": cautions.cautions(found),
        "position_note": presenting.position_note(found),
        "map_url": presenting.map_url(found),
        "others_here": [
            {"name": other.full_name, "url": other.get_absolute_url()}
            for other in others.exclude(pk=found.pk)
            if found.street
        ],
        "is_stale": found.is_stale(on=timezone.localdate()),
        "source_line": presenting.source_line(found),
        "breadcrumbs": [
            HOME, FIND, {"title": STATES.get(found.state, found.state), "url": state_url},
            {"title": found.name},
        ],
        **notices(directory),
    }  # fmt: skip
    return shared(render(request, "directory/facility.html", context), directory)


def shared(response: HttpResponse, directory: Index) -> HttpResponse:
    """The same for everyone, so caches may keep it; made-up centers never reach a search engine."""
    if directory.has_samples:
        keep_out_of_search_engines(response)
    return keep_public(response)


def notices(directory: Index) -> dict[str, Any]:
    """What stands above every page of the directory."""
    return {
        "is_sample": directory.has_samples,
        "is_fetching": not directory.pks and ImportRun.objects.under_way().exists(),
        "directory_as_of": directory.as_of,
    }


def hits(answer: Answer, number: str | None) -> Page:
    """A page of the answer; only its own facilities are read."""
    page = Paginator(answer.found, RESULTS_PER_PAGE).get_page(number)
    first = page.start_index()
    miles = {found.pk: (n, found.miles) for n, found in enumerate(page.object_list, first)}
    facilities = Facility.objects.in_order(list(miles))
    shown: Any = page
    shown.object_list = [Hit(f, miles[f.pk][1], miles[f.pk][0]) for f in facilities]
    return shown


def states_with_counts(directory: Index) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": name,
            "count": directory.in_state(code).bit_count(),
            "url": reverse("directory:state", args=[code]),
        }
        for code, name in STATES.items()
    ]


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

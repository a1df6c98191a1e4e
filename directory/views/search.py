"""Search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directory import index, refining
from directory.forms import FACETS, SearchForm
from directory.gazetteer import STATES
from directory.index import Index
from directory.question import Question
from directory.views.frame import notices, shared
from directory.views.listing import hits
from treatinfo.headers import keep_out_of_search_engines, keep_private


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

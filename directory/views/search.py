"""Search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from directory import cards, index, maps, refining
from directory.addresses import address_of
from directory.answers import Answer, Index
from directory.forms import SearchForm
from directory.gazetteer import STATES
from directory.ladder import ladder
from directory.question import Question
from directory.views.frame import FIND, HOME, notices, shared
from directory.views.listing import hits, hits_of
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
    context = {
        "form": form,
        "outcome": outcome,
        "choices": form.choices(answer),
        "question_label": refining.question_label(form),
        "total": len(answer),
        "chips": refining.chips(form),
        "clear_url": refining.clear_address(form),
        "download_url": refining.download_address(form),
        **_outcome_context(outcome, request.GET.get("page"), form, answer),
        **notices(directory),
    }
    response = render(request, "directory/search.html", context)
    if form.is_bound:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)


def _outcome_context(
    outcome: str, page: str | None, form: SearchForm, answer: Answer
) -> dict[str, Any]:
    """What only this outcome shows."""
    directory = answer.index
    if outcome == "start":
        return {"tiles": maps.tiles(directory)}
    if outcome == "ambiguous":
        return {"candidates": refining.candidates(form, directory)}
    if outcome == "unknown":
        return {}
    context = {
        "left_out": refining.left_out(form, answer),
        "telehealth": refining.telehealth(form, directory),
    }
    if outcome == "results":
        question = form.question
        shown = hits(answer, page, index=directory, asked=question.needs)
        return context | {"page": shown, "map_url": refining.map_address(form, shown.number)}
    return context | _instead(form, directory)


def _instead(form: SearchForm, directory: Index) -> dict[str, Any]:
    """What stands where nothing was found."""
    steps = ladder(form, directory)
    state = refining.state_of(form)
    return {
        "ladder": steps,
        "nearest": hits_of(steps.nearest, index=directory),
        "state": state and {"name": STATES[state], "url": address_of("directory:state", state)},
    }


def on_a_map(request: HttpRequest) -> HttpResponse:
    """A page of a search around a place, drawn: a page of its own, since its drawing is as heavy as
    the list and few look at it."""
    form = SearchForm.from_query(request.GET)
    directory = index.current()
    near = form.question.near if form.is_bound and form.is_valid() else None
    answer = directory.answer(form.question) if near and not form.is_ambiguous else None
    if not answer:
        return redirect(refining.address(form))
    page = hits(answer, request.GET.get("page"), index=directory)
    context = {
        "page": page,
        "total": len(answer),
        "question_label": refining.question_label(form),
        "map": maps.rings(near, page, form.question.miles),
        "list_url": refining.address(form, page=page.number if page.number > 1 else None),
        "cards": [cards.row(hit) for hit in page],
        "breadcrumbs": [HOME, FIND, {"title": "Map"}],
        **notices(directory),
    }
    response = render(request, "directory/map.html", context)
    return keep_out_of_search_engines(keep_private(response))

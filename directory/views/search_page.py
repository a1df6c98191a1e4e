"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from directory import index
from directory.centers.listing import hits
from directory.centers.notices import FIND, HOME, notices, shared
from directory.index.question import Question
from directory.search import headings
from directory.search.results import ANSWERED, PARTS, Search
from directory.search.rings import rings
from web.caching import keep_out_of_search_engines, keep_private, tag_of
from web.kept import filled, place

TEMPLATE = "directory/search.html"


def search(request: HttpRequest) -> HttpResponse:
    """Facilities that fit, nearest first, with what each further choice would leave."""
    directory = index.current()
    asked = Search(Question.from_query(request.GET), request.GET, directory)
    if asked.outcome in ANSWERED:
        response = HttpResponse(in_kept_frame(request, asked))
    else:
        response = render(request, TEMPLATE, {**asked.context(), **notices(directory)})
    response.headers["ETag"] = tag_of(response.content)
    if asked.question.is_asked:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)


def in_kept_frame(request: HttpRequest, asked: Search) -> bytes:
    """The page of an answered search. Of the request its frame shows nothing but what all searches have
    in common, so it serves other readers."""

    def frame() -> str:
        places = {name: place(name) for name in PARTS}
        context = {"outcome": asked.outcome, **places, **notices(asked.directory)}
        return render_to_string(TEMPLATE, context, request)

    return filled(f"{asked.outcome} of a search, {get_language()}", frame, asked.parts())


def on_a_map(request: HttpRequest) -> HttpResponse:
    """A page of a search around a place, drawn: a page of its own, since its drawing is as heavy as
    the list and few look at it."""
    question, directory = Question.from_query(request.GET), index.current()
    found = question.can_be_answered and question.near and directory.answer(question)
    if not found:
        return redirect(question.url)
    page = hits(found, request.GET.get("page"), index=directory)
    here = f"&page={page.number}" if page.number > 1 else ""
    context = {
        "page": page,
        "total": len(found),
        "question_label": headings.where_it_looks(question),
        "map": rings(question.near, page, question.radius),
        "list_url": question.url + here,
        "breadcrumbs": [HOME, FIND, {"title": "Map"}],
        **notices(directory),
    }
    response = render(request, "directory/map.html", context)
    return keep_out_of_search_engines(keep_private(response))

"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from directory import index
from directory.centers import cards
from directory.centers.listing import hits
from directory.search import links, rings
from directory.search.form import SearchForm
from directory.search.results import Search
from directory.views.notices import FIND, HOME, notices, shared
from web.caching import keep_out_of_search_engines, keep_private, tag_of


def search(request: HttpRequest) -> HttpResponse:
    """Facilities that fit, nearest first, with what each further choice would leave."""
    directory = index.current()
    asked = Search.of(request.GET, directory)
    context = {**asked.context(), **notices(directory)}
    response = render(request, "directory/search.html", context)
    response.headers["ETag"] = tag_of(response.content)
    if asked.form.is_bound:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)


def on_a_map(request: HttpRequest) -> HttpResponse:
    """A page of a search around a place, drawn: a page of its own, since its drawing is as heavy as
    the list and few look at it."""
    form = SearchForm.from_query(request.GET)
    directory = index.current()
    near = form.question.near if form.is_bound and form.is_valid() else None
    answer = directory.answer(form.question) if near and not form.is_ambiguous else None
    if not answer:
        return redirect(links.address(form))
    page = hits(answer, request.GET.get("page"), index=directory)
    context = {
        "page": page,
        "total": len(answer),
        "question_label": links.question_label(form),
        "map": rings.rings(near, page, form.question.miles),
        "list_url": links.address(form, page=page.number if page.number > 1 else None),
        "cards": [cards.row(hit) for hit in page],
        "breadcrumbs": [HOME, FIND, {"title": "Map"}],
        **notices(directory),
    }
    response = render(request, "directory/map.html", context)
    return keep_out_of_search_engines(keep_private(response))

"""The guided paths: plain forms whose answers stand in the address and are kept nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory import index
from directory.centers.notices import FIND, HOME, notices, shared
from directory.guides import asks, guide_forms, ready_searches
from directory.guides.guide_forms import AskForm, GuideForm, TodayForm
from directory.index.answer import Index
from web.caching import keep_out_of_search_engines, keep_private


def today(request: HttpRequest) -> HttpResponse:
    """Start treatment today: a search, and words to say."""
    form, directory = _asked(TodayForm, request), index.current()
    context: dict[str, Any] = {}
    if _is_answered(form):
        context = {
            "searches": ready_searches.searches_today(form, directory),
            "others": ready_searches.also_today(form, directory),
            "how": form.answer("how") or "any",
            "pays": form.answer("pays"),
            "pregnant": form.cleaned_data["pregnant"],
            "under_18": form.cleaned_data["under_18"],
        }
    title = "Start treatment today"
    return _page(request, directory, form, "directory/guide_today.html", title, context)


def what_to_ask_for(request: HttpRequest) -> HttpResponse:
    """What should we ask for: needs become words, each with its search."""
    form, directory = _asked(AskForm, request), index.current()
    context: dict[str, Any] = {}
    if not form.is_bound:
        context = {"paper_list": asks.paper_list()}
    if _is_answered(form):
        place = ready_searches.around(form, miles=50)
        paying = ready_searches.paying(form)
        wanted = asks.asks_for(form.cleaned_data["needs"])
        context = {
            "asks": [
                (ask, ready_searches.ready(directory, place.with_(needs={**paying, **ask.needs})))
                for ask in wanted
            ],
            "place": form.question.place,
        }
    title = "What should we ask for?"
    return _page(request, directory, form, "directory/guide_ask.html", title, context)


def _asked(form: Any, request: HttpRequest) -> Any:
    """Bound when the address holds an answer."""
    asked = any(name in request.GET for name in form.base_fields)
    return form(request.GET) if asked else form()


def _is_answered(form: GuideForm) -> bool:
    return form.is_bound and not form.danger_now and form.is_valid()


def _page(
    request: HttpRequest,
    directory: Index,
    form: GuideForm,
    template: str,
    title: str,
    answers: dict[str, Any],
) -> HttpResponse:
    safe = request.GET.copy()
    safe["danger"] = guide_forms.SAFE
    context = {
        "form": form,
        "title": guide_forms.FIRST_OF_ALL.get(form.danger_now, title),
        "is_answered": _is_answered(form),
        "danger": form.danger_now,
        "safe_query": safe.urlencode(),
        "breadcrumbs": [HOME, FIND, {"title": title}],
        **answers,
        **notices(directory),
    }
    response = render(request, template, context)
    if form.is_bound:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)

"""The ways on from a search: without a filter, at another place; and what it says it looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from directory.forms import FACETS, SearchForm
from directory.gazetteer import STATES
from directory.index import Answer, Index
from directory.models import ATTRIBUTES, Place
from directory.question import Question


def question_label(form: SearchForm) -> str:
    """Where the question looks: "within 25 miles of Boston, MA"."""
    if not form.is_bound or not form.is_valid() or form.is_ambiguous:
        return ""
    question = form.question
    if form.place is not None and question.near:
        return f"within {question.miles} miles of {form.place}"
    return f"in {STATES[question.state]}" if question.state else "in the United States"


def left_out_note(answer: Answer) -> str:
    """What a filter left out only because nothing is said: that is not stated, and never no."""
    silent = {facet: answer.not_stated(facet) for facet in answer.question.needs}
    notes = [
        f"{number:,} more say{'s' if number == 1 else ''} nothing about “{facet.label.lower()}”"
        for facet, number in silent.items()
        if number
    ]
    return f"Left out because not stated, which is not a no: {'; '.join(notes)}." if notes else ""


def address(form: SearchForm, *, without: Iterable[str] = (), **changed: Any) -> str:
    """The address of this search with something changed: only what the form knows is in it."""
    values = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    kept = {name: value for name, value in values.items() if value and name not in without}
    query = urlencode({**kept, **changed}, doseq=True)
    return reverse("directory:search") + (f"?{query}" if query else "")


def chips(form: SearchForm) -> list[dict[str, str]]:
    """What is ticked, each with the address of the search without it."""
    if not form.is_bound or not form.is_valid():
        return []
    found = []
    for facet in FACETS:
        ticked = form.cleaned_data[facet.value]
        for key in ticked:
            others = [other for other in ticked if other != key]
            url = address(form, without=[facet.value], **({facet.value: others} if others else {}))
            found.append({"label": ATTRIBUTES[key].name, "url": url})
    return found


def candidates(form: SearchForm, directory: Index) -> list[dict[str, Any]]:
    """The places that the words may mean, each with its search and what it finds."""
    if not form.is_ambiguous:
        return []
    question = form.question
    found = []
    for place in form.candidates:
        is_state = place.kind == Place.Kind.STATE
        here = Question(
            near=None if is_state else place.point,
            miles=question.miles,
            state=place.state if is_state else question.state,
            needs=question.needs,
        )
        label = f"{place.name} (the state)" if is_state else str(place)
        where = place.state if is_state else label
        count = len(directory.answer(here)) if is_state or place.point else 0
        found.append({"label": label, "url": address(form, where=where), "count": count})
    return found

"""What a query string asks of the open data: the same words as the search page."""

from __future__ import annotations

from django.http import QueryDict

from directory.index.question import Question
from directory.models import Place
from directory.places.gazetteer import STATES
from directory.search.form import SearchForm

EVERYTHING = Question(with_set_aside=True)


def in_state(code: str) -> Question:
    return Question(state=code, with_set_aside=True)


class NotUnderstood(Exception):
    """Why a query can't be answered: a status, words that say what to do, places it may mean."""

    def __init__(self, status: int, words: str, places: list[str] | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.places = places or []


def question_of(query: QueryDict) -> Question:
    """The search that a query asks; every listed center when it asks none."""
    form = SearchForm.from_query(query)
    if not form.is_bound:
        return EVERYTHING
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        # A place that nobody knows is not found; any other value is wrong.
        raise NotUnderstood(404 if form.errors.keys() == {"where"} else 422, words)
    if form.is_ambiguous:
        places = [_name(place) for place in form.candidates]
        raise NotUnderstood(
            422, "Several places have this name. Ask again with one of them.", places
        )
    return form.question


def _name(place: Place) -> str:
    return STATES[place.state] if place.kind == Place.Kind.STATE else str(place)

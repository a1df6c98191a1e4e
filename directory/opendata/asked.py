"""What a query string asks of the open data: the same words as the search page."""

from __future__ import annotations

from django.http import QueryDict

from directory.index.question import Question
from directory.search.form import problems_in_words

EVERYTHING = Question(with_set_aside=True)


class NotUnderstood(Exception):
    """Why a query can't be answered: a status, words that say what to do, places it may mean."""

    def __init__(self, status: int, words: str, places: list[str] | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.places = places or []


def question_of(query: QueryDict) -> Question:
    """The search that a query asks; every listed center when it asks none."""
    question = Question.from_query(query)
    if not question.is_asked:
        return EVERYTHING
    if question.problems:
        told = problems_in_words(question, query)
        # A place that nobody knows is not found; any other value is wrong.
        raise NotUnderstood(404 if told.keys() == {"where"} else 422, " ".join(told.values()))
    if question.is_ambiguous:
        places = [place.name if place.is_state else str(place) for place in question.places]
        raise NotUnderstood(
            422, "Several places have this name. Ask again with one of them.", places
        )
    return question

"""What a search is called, in words."""

from __future__ import annotations

from directory.index.question import Question
from directory.places.states import STATES
from directory.vocabulary.attributes import ATTRIBUTES, Facet


def where_it_looks(question: Question) -> str:
    """ "within 25 miles of Boston, MA"; with a name asked for, that first."""
    if not question.can_be_answered:
        return ""
    named = f"matching “{question.text}” " if question.text else ""
    if question.place is not None and question.near:
        return f"{named}within {question.radius:g} miles of {question.place}"
    state = question.in_state
    return named + (f"in {STATES[state]}" if state else "in the United States")


def heading(question: Question, total: int) -> str:
    """What a page of results is called: "1,204 centers within 25 miles of Boston, MA"."""
    return f"{total:,} center{'' if total == 1 else 's'} {where_it_looks(question)}"


def ticked_names(question: Question, facet: Facet) -> str:
    return " or ".join(ATTRIBUTES[key].name for key in question.needs[facet])

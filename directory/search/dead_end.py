"""The steps up from a search that found nothing: which filter to drop, how far to look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from directory.index.answer import Found, Index
from directory.index.question import MILES, Question
from directory.places.gazetteer import STATES
from directory.search.form import SearchForm
from directory.search.links import Way, address, clear_address, ticked_names

NEAREST = 3
FAR = max(MILES)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What a visitor can do instead, each with what it would give."""

    ways: list[Way]
    nearest: list[Found]
    nearest_fit: bool  # False: nothing anywhere fits all that was asked, so these are just near

    @property
    def far(self) -> int:
        """The miles to the nearest, where those are more than anybody drives for a visit; else 0."""
        miles = [found.miles for found in self.nearest if found.miles is not None]
        return round(min(miles)) if miles and min(miles) > FAR else 0


def ladder(form: SearchForm, directory: Index) -> Ladder:
    question = form.question
    ways = [*_farther(form, directory), *_without_one(form, directory)]
    if not ways and (question.needs or question.text):
        bare = replace(question, needs={}, text="")
        ways = _counted(directory, [("Without any filter", clear_address(form), bare)])
    near = nearest(directory, question)
    if near or not question.near:
        return Ladder(ways, near, nearest_fit=True)
    anything = replace(question, needs={}, text="", state="")
    return Ladder(ways, nearest(directory, anything), nearest_fit=False)


def nearest(directory: Index, question: Question) -> list[Found]:
    """The three nearest centers that fit, however far away; none without a place."""
    if question.near is None:
        return []
    for miles in (100, 500, 12_500):
        found = directory.answer(replace(question, miles=miles))[:NEAREST]
        if len(found) == NEAREST:
            break
    return found


def _farther(form: SearchForm, directory: Index) -> list[Way]:
    """The first larger radius that finds something."""
    question = form.question
    wider = [miles for miles in MILES if question.near and miles > question.miles]
    for miles in wider:
        label, url = f"Within {miles} miles", address(form, miles=miles)
        if found := _counted(directory, [(label, url, replace(question, miles=miles))]):
            return found
    return []


def _without_one(form: SearchForm, directory: Index) -> list[Way]:
    question = form.question
    steps = []
    if question.text:
        label = f"Without “{question.text}”"
        steps.append((label, address(form, without=["q"]), replace(question, text="")))
    if question.state and question.near:
        label = f"Not only in {STATES[question.state]}"
        steps.append((label, address(form, without=["state"]), replace(question, state="")))
    for facet in question.needs:
        label = f"Without “{facet.label}: {ticked_names(form, facet)}”"
        url = address(form, without=[facet.value])
        steps.append((label, url, question.without(facet)))
    return _counted(directory, steps)


def _counted(directory: Index, steps: list[tuple[str, str, Question]]) -> list[Way]:
    """The steps that find anything."""
    ways = [Way(label, url, len(directory.answer(asked))) for label, url, asked in steps]
    return [way for way in ways if way.count]

"""The ways out of a search that found nothing: which filter to drop, how far to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from directory.index.answer import Found, Index
from directory.index.question import MILES, Question
from directory.places.states import STATES
from directory.search.headings import ticked_names
from directory.search.links import Way, counted

NEAREST = 3
FAR = max(MILES)


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """What a visitor can do instead, each with what it would give."""

    ways: list[Way]
    nearest: list[Found]
    nearest_fit: bool  # False: nothing anywhere fits all that was asked, so these are just near

    @property
    def far(self) -> int:
        """The miles to the nearest, where those are more than anybody drives for a visit; else 0."""
        miles = [found.miles for found in self.nearest if found.miles is not None]
        return round(min(miles)) if miles and min(miles) > FAR else 0


def ways_out(question: Question, directory: Index) -> DeadEnd:
    ways = [*_farther(question, directory), *_without_one(question, directory)]
    if not ways and (question.needs or question.text):
        bare = counted("Without any filter", question.cleared, directory)
        ways = [bare] if bare else []
    near = nearest(directory, question)
    if near or not question.near:
        return DeadEnd(ways, near, nearest_fit=True)
    anything = replace(question, needs={}, text="", state="")
    return DeadEnd(ways, nearest(directory, anything), nearest_fit=False)


def nearest(directory: Index, question: Question) -> list[Found]:
    """The three nearest centers that fit, however far away; none without a place."""
    if question.near is None:
        return []
    for miles in (100, 500, 12_500):
        found = directory.answer(replace(question, miles=miles))[:NEAREST]
        if len(found) == NEAREST:
            break
    return found


def _farther(question: Question, directory: Index) -> Iterator[Way]:
    """The first larger radius that finds something."""
    for miles in MILES:
        if question.near and miles > question.radius:
            wider = counted(f"Within {miles} miles", question.with_(miles=miles), directory)
            if wider:
                yield wider
                return


def _without_one(question: Question, directory: Index) -> Iterator[Way]:
    steps = []
    if question.text:
        steps.append((f"Without “{question.text}”", question.without("q")))
    if question.state and question.near:
        steps.append((f"Not only in {STATES[question.state]}", question.without("state")))
    for facet in question.needs:
        label = f"Without “{facet.label}: {ticked_names(question, facet)}”"
        steps.append((label, question.without(facet.value)))
    return (way for label, asked in steps if (way := counted(label, asked, directory)))

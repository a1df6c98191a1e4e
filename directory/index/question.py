"""A search in our words. Every page, file and program asks the index through one of these.

A question reads itself from an address and writes itself back, so that a link and the number beside it
come from the same question and cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from django.http import QueryDict

from directory.index.words import words_of
from directory.models import Place
from directory.places import gazetteer
from directory.places.geo import Point
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet, filters_of
from web.addresses import address_of

MILES = (5, 10, 25, 50, 100)
USUAL_MILES = 25
LONGEST_TEXT = 80  # characters of what can be typed
# What can be asked for, in the order of the form and of addresses.
FACETS = (
    Facet.MEDICATION, Facet.CARE, Facet.PAYMENT, Facet.COST, Facet.POPULATION, Facet.AGE,
    Facet.LANGUAGE, Facet.SETTING, Facet.APPROACH, Facet.SERVICES, Facet.ACCREDITATION,
    Facet.OPERATOR, Facet.SMOKING,
)  # fmt: skip
NOT_STATED, INCLUDE = "not-stated", "include"
ALSO, SET_ASIDE = "also", "set-aside"
NAMES = ("where", "miles", "state", "q", *(facet.value for facet in FACETS), NOT_STATED, ALSO)
PLACE_NAMES = ("where", "miles", "state")

_KNOWN = {facet: frozenset(a.key for a in filters_of(facet)) for facet in FACETS}
_MILES = {str(miles): miles for miles in MILES}

Needs = Mapping[Facet, tuple[str, ...]]


class Trouble(StrEnum):
    """Why something that was asked can't be understood; `directory.search.form` has the words."""

    TOO_LONG = "too long"
    HAS_NUL = "has NUL"
    UNKNOWN = "unknown"  # a place, a distance or a state that we do not know
    ELSEWHERE = "elsewhere"  # the place is not in the state
    NOWHERE = "nowhere"  # we do not know where the place lies
    NO_WORDS = "no words"  # neither a letter nor a digit


class Problem(NamedTuple):
    name: str  # as in addresses
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Question:
    """Which facilities? Inside a facet any of the needs will do; each facet asked must be met."""

    where: str = ""  # a place in the visitor's words
    places: tuple[Place, ...] = ()  # what those may mean
    point: Point | None = None  # to measure from, where a program names no place
    miles: float | None = None  # None: the usual
    state: str = ""
    text: str = ""  # words of a name or city, or a phone number
    needs: Needs = field(default_factory=dict)
    with_not_stated: bool = False  # also who is silent on a facet asked
    with_set_aside: bool = False  # also who does not treat opioid addiction (vocabulary.cautions)
    problems: tuple[Problem, ...] = ()
    is_asked: bool = False  # the address held any of our names

    @classmethod
    def from_query(cls, query: QueryDict) -> Question:
        """What an address asks. Names and ticks that nobody knows (any more) are ignored, so that old
        links keep working."""
        if not any(name in query for name in NAMES):
            return cls()
        problems: list[Problem] = []
        miles = _one_of(_MILES, query.get("miles", str(USUAL_MILES)), "miles", problems)
        state = _one_of(STATES, query.get("state", ""), "state", problems)
        ticked = {
            facet: tuple(dict.fromkeys(key for key in query.getlist(facet.value) if key in known))
            for facet, known in _KNOWN.items()
        }
        asked = cls(
            where=_text(query, "where", problems),
            miles=_MILES.get(miles),
            state=state,
            text=_text(query, "q", problems),
            needs={facet: keys for facet, keys in ticked.items() if keys},
            with_not_stated=INCLUDE in query.getlist(NOT_STATED),
            with_set_aside=SET_ASIDE in query.getlist(ALSO),
            is_asked=True,
        )
        if asked.text and not words_of(asked.text):
            problems.append(Problem("q", Trouble.NO_WORDS))
        return asked._with_places(problems)

    def _with_places(self, problems: list[Problem]) -> Question:
        """What `where` may mean, inside the state if one is asked."""
        places = tuple(gazetteer.meant(self.where)) if self.where else ()
        if self.where and not places:
            problems = [*problems, Problem("where", Trouble.UNKNOWN)]
        if self.state and places:
            places = tuple(place for place in places if place.state == self.state)
            if not places:
                problems = [*problems, Problem("state", Trouble.ELSEWHERE)]
        if len(places) == 1 and not places[0].is_state and places[0].point is None:
            problems = [*problems, Problem("where", Trouble.NOWHERE)]
        return replace(self, places=places, problems=tuple(problems))

    @property
    def place(self) -> Place | None:
        return self.places[0] if len(self.places) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        return len(self.places) > 1 and not self.problems

    @property
    def can_be_answered(self) -> bool:
        return not self.problems and len(self.places) < 2

    @property
    def asks_nothing(self) -> bool:
        """Whether nobody said anything yet that narrows the search."""
        said = self.where or self.state or self.text or self.needs or self.problems
        return not (said or self.with_not_stated or self.with_set_aside)

    @property
    def near(self) -> Point | None:
        """The point to measure from."""
        place = self.place
        return self.point if place is None or place.is_state else place.point

    @property
    def radius(self) -> float:
        """In miles."""
        return USUAL_MILES if self.miles is None else self.miles

    @property
    def in_state(self) -> str:
        """The state to look in: asked for by name, or as the place."""
        place = self.place
        return place.state if place is not None and place.is_state else self.state

    @property
    def url(self) -> str:
        """The address of this search."""
        return address_of("directory:search") + self.query

    @property
    def query(self) -> str:
        """What an address says after its path, with the question mark."""
        said = [f"where={quote_plus(self.where)}"] if self.where else []
        if self.miles:
            said.append(f"miles={self.miles:g}")
        if self.state:
            said.append(f"state={self.state}")
        if self.text:
            said.append(f"q={quote_plus(self.text)}")
        if needs := self.needs:  # their keys are ours, and need no quoting
            said += [f"{facet.value}={key}" for facet in FACETS for key in needs.get(facet, ())]
        if self.with_not_stated:
            said.append(f"{NOT_STATED}={INCLUDE}")
        if self.with_set_aside:
            said.append(f"{ALSO}={SET_ASIDE}")
        return f"?{'&'.join(said)}" if said else ""

    def with_(
        self, *, needs: Needs | None = None, where: str | None = None, **changed: Any
    ) -> Question:
        """The same search with something changed; the needs named take the place of those there."""
        if needs:
            both = {**self.needs, **needs}
            changed["needs"] = {facet: keys for facet, keys in both.items() if keys}
        if where is None:
            return replace(self, **changed)
        return replace(self, where=where, problems=(), **changed)._with_places([])

    def without(self, *names: str) -> Question:
        """The same search without what stands under these names in its address."""
        left: dict[str, Any] = {
            "needs": {facet: keys for facet, keys in self.needs.items() if facet not in names}
        }
        if "where" in names:
            left |= {"where": "", "places": (), "point": None}
        if "miles" in names:
            left["miles"] = None
        if "state" in names:
            left["state"] = ""
        if "q" in names:
            left["text"] = ""
        if NOT_STATED in names:
            left["with_not_stated"] = False
        if ALSO in names:
            left["with_set_aside"] = False
        asked = replace(self, **left)
        return asked._with_places([]) if "state" in names and asked.where else asked

    def without_option(self, facet: Facet, key: str) -> Question:
        others = tuple(other for other in self.needs.get(facet, ()) if other != key)
        return self.with_(needs={facet: others})

    @property
    def cleared(self) -> Question:
        """Where, and nothing of what."""
        return self.without(*(name for name in NAMES if name not in PLACE_NAMES))


def _text(query: QueryDict, name: str, problems: list[Problem]) -> str:
    text = " ".join(query.get(name, "").split())
    if "\0" in text:
        problems.append(Problem(name, Trouble.HAS_NUL))
    elif len(text) > LONGEST_TEXT:
        problems.append(Problem(name, Trouble.TOO_LONG))
    else:
        return text
    return ""


def _one_of(known: Mapping[str, Any], value: str, name: str, problems: list[Problem]) -> str:
    if value and value not in known:
        problems.append(Problem(name, Trouble.UNKNOWN))
        return ""
    return value

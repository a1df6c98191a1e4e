"""The ways on from a search: without a filter, at another place, on a map, as a file."""

from __future__ import annotations

from dataclasses import dataclass

from directory.index.answer import Answer, Index
from directory.index.question import ALSO, FACETS, NOT_STATED, Question
from directory.places.states import STATES
from directory.vocabulary.attributes import ATTRIBUTES, Facet
from web.addresses import address_of


@dataclass(frozen=True, slots=True)
class Way:
    """Another search: what it is called, how many it finds, and why somebody may want it."""

    label: str
    question: Question
    count: int = 0
    text: str = ""

    @property
    def url(self) -> str:
        return self.question.url


def counted(label: str, question: Question, directory: Index) -> Way | None:
    """The way, if it leads to any center; to ask nothing at all is none."""
    if question.asks_nothing or not question.can_be_answered:
        return None
    count = len(directory.answer(question))
    return Way(label, question, count) if count else None


def download_address(question: Question) -> str:
    """The centers of this search as a file."""
    return address_of("data:centers", "csv") + question.query


def map_address(question: Question, page: int) -> str:
    """The centers on this page of the search, on a map: only a place has a map around it."""
    if not question.near:
        return ""
    return address_of("directory:map") + question.query + (f"&page={page}" if page > 1 else "")


def chips(question: Question) -> list[dict[str, str]]:
    """What narrows or widens the search, each with the address of the search without it."""
    if question.problems:
        return []
    ways = []
    if question.text:
        ways.append((f"“{question.text}”", question.without("q")))
    if question.state:
        ways.append((STATES[question.state], question.without("state")))
    for facet in FACETS:
        for key in question.needs.get(facet, ()):
            ways.append((ATTRIBUTES[key].name, question.without_option(facet, key)))
    if question.with_not_stated:
        ways.append(("Not stated too", question.without(NOT_STATED)))
    if question.with_set_aside:
        ways.append(("Not for opioids too", question.without(ALSO)))
    return [{"label": label, "url": without.url} for label, without in ways]


def left_out(question: Question, answer: Answer) -> list[Way]:
    """Whom the search left out though they may fit, and the same search with them."""
    ways = []
    if silent := answer.left_out_as_not_stated:
        facets = [f"“{facet.label.lower()}”" for facet in question.needs]
        says, them = ("says", "it") if silent == 1 else ("say", "them")
        text = f"{silent:,} more {says} nothing about {' or '.join(facets)}, which is not a no."
        with_them = question.with_(with_not_stated=True)
        ways.append(Way(f"Include {them}, marked", with_them, silent, text))
    if aside := answer.set_aside:
        says, them = ("says it does", "it") if aside == 1 else ("say they do", "them")
        serve = "serves" if aside == 1 else "serve"
        text = (
            f"{aside:,} more {says} not treat opioid addiction, or {serve} only people with "
            "a DUI or with alcohol addiction."
        )
        ways.append(Way(f"Show {them} too", question.with_(with_set_aside=True), aside, text))
    return ways


def state_of(question: Question) -> str:
    """The state in which the search looks, or its place lies; empty: anywhere."""
    if question.problems:
        return ""
    return question.place.state if question.place else question.in_state


def telehealth(question: Question, directory: Index) -> Way | None:
    """Care by video or phone in the state: with all that was asked, else with nothing but that."""
    state = state_of(question)
    by_phone = {Facet.SETTING: ("telehealth",)}
    asked_so = question.needs.get(Facet.SETTING) == by_phone[Facet.SETTING]
    if not state or (asked_so and not question.near):
        return None
    label = f"Centers in {STATES[state]} that list telehealth"
    there = question.without("where", "miles", "q").with_(state=state, needs=by_phone)
    if way := counted(label, there, directory):
        return way
    nothing_else = there.without(*(f.value for f in FACETS if f != Facet.SETTING))
    return counted(label, nothing_else, directory)


def candidates(question: Question, directory: Index) -> list[Way]:
    """The places that the words may mean, each with its search and what it finds."""
    found = []
    for place in question.places if question.is_ambiguous else ():
        label = f"{place.name} (the state)" if place.is_state else str(place)
        there = question.with_(where=place.state if place.is_state else label)
        count = len(directory.answer(there)) if there.can_be_answered else 0
        found.append(Way(label, there, count))
    return found

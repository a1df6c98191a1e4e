"""The ways on from a search: without a filter, at another place; and what it says it looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from directory.index.answer import Answer, Index
from directory.models import Place
from directory.places.gazetteer import STATES
from directory.search.filter_groups import FACETS
from directory.search.form import SearchForm, pair_of
from directory.vocabulary.attributes import ATTRIBUTES, Facet
from web.addresses import address_of

# What "clear all" leaves: where, not what.
PLACE_FIELDS = ("where", "miles", "state")


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another search, what it finds, and why somebody may want it."""

    label: str
    url: str
    count: int = 0
    text: str = ""


def question_label(form: SearchForm) -> str:
    """Where the question looks: "within 25 miles of Boston, MA"."""
    if not form.is_bound or not form.is_valid() or form.is_ambiguous:
        return ""
    question = form.question
    named = f"matching “{question.text}” " if question.text else ""
    if form.place is not None and question.near:
        return f"{named}within {question.miles} miles of {form.place}"
    return named + (f"in {STATES[question.state]}" if question.state else "in the United States")


def heading(form: SearchForm, total: int) -> str:
    """What a page of results is called: "1,204 centers within 25 miles of Boston, MA"."""
    return f"{total:,} center{'' if total == 1 else 's'} {question_label(form)}"


def address(form: SearchForm, *, without: Collection[str] = (), **changed: Any) -> str:
    """The address of this search with something changed: only what the form knows is in it."""
    pairs = {name: pair for name, pair in form.pairs.items() if name not in without}
    for name, value in changed.items():
        pairs[name] = pair_of(name, value)
    query = "&".join(filter(None, pairs.values()))
    return address_of("directory:search") + (f"?{query}" if query else "")


def download_address(form: SearchForm) -> str:
    """The centers of this search as a file."""
    _, mark, query = address(form).partition("?")
    return address_of("data:centers", "csv") + mark + query


def map_address(form: SearchForm, page: int) -> str:
    """The centers on this page of the search, on a map: only a place has a map around it."""
    if not form.question.near:
        return ""
    _, mark, query = address(form).partition("?")
    return address_of("directory:map") + mark + query + (f"&page={page}" if page > 1 else "")


def clear_address(form: SearchForm) -> str:
    return address(form, without=[name for name in form.fields if name not in PLACE_FIELDS])


def ticked_names(form: SearchForm, facet: Facet) -> str:
    return " or ".join(ATTRIBUTES[key].name for key in form.cleaned_data[facet.value])


def chips(form: SearchForm) -> list[dict[str, str]]:
    """What narrows or widens the search, each with the address of the search without it."""
    if not form.is_bound or not form.is_valid():
        return []
    values = form.cleaned_data
    found = []
    if values["q"]:
        found.append({"label": f"“{values['q']}”", "url": address(form, without=["q"])})
    if values["state"]:
        url = address(form, without=["state"])
        found.append({"label": STATES[values["state"]], "url": url})
    for facet in FACETS:
        ticked = values[facet.value]
        for key in ticked:
            others = [other for other in ticked if other != key]
            url = address(form, **{facet.value: others})
            found.append({"label": ATTRIBUTES[key].name, "url": url})
    for name, label in (("not_stated", "Not stated too"), ("also", "Not for opioids too")):
        if values[name]:
            found.append({"label": label, "url": address(form, without=[name])})
    return found


def left_out(form: SearchForm, answer: Answer) -> list[Way]:
    """Whom the search left out though they may fit, and the same search with them."""
    ways = []
    if silent := answer.left_out_as_not_stated:
        facets = [f"“{facet.label.lower()}”" for facet in answer.question.needs]
        says, them = ("says", "it") if silent == 1 else ("say", "them")
        ways.append(
            Way(
                f"Include {them}, marked",
                address(form, not_stated="include"),
                silent,
                f"{silent:,} more {says} nothing about {' or '.join(facets)}, which is not a no.",
            )
        )
    if aside := answer.set_aside:
        says, them = ("says it does", "it") if aside == 1 else ("say they do", "them")
        serve = "serves" if aside == 1 else "serve"
        ways.append(
            Way(
                f"Show {them} too",
                address(form, also="set-aside"),
                aside,
                f"{aside:,} more {says} not treat opioid addiction, or {serve} only people with "
                "a DUI or with alcohol addiction.",
            )
        )
    return ways


def state_of(form: SearchForm) -> str:
    """The state in which the search looks, or its place lies; empty: anywhere."""
    if not form.is_bound or not form.is_valid():
        return ""
    if form.place is not None:
        return form.place.state
    return form.question.state


def telehealth(form: SearchForm, directory: Index) -> Way | None:
    """Care by video or phone in the state: with all that was asked, else with nothing but that."""
    state = state_of(form)
    if not state:
        return None
    question = replace(form.question, near=None, state=state, text="")
    by_phone = {Facet.SETTING: frozenset({"telehealth"})}
    if question.needs.get(Facet.SETTING) == by_phone[Facet.SETTING] and not form.question.near:
        return None
    elsewhere = {"state": state, "setting": "telehealth"}
    without = ["where", "miles", "q"]
    for needs, left in ((question.needs, without), ({}, [*without, *map(str, FACETS)])):
        count = len(directory.answer(replace(question, needs={**needs, **by_phone})))
        if count:
            label = f"Centers in {STATES[state]} that list telehealth"
            return Way(label, address(form, without=left, **elsewhere), count)
    return None


def candidates(form: SearchForm, directory: Index) -> list[Way]:
    """The places that the words may mean, each with its search and what it finds."""
    if not form.is_ambiguous:
        return []
    question = form.question
    found = []
    for place in form.candidates:
        is_state = place.kind == Place.Kind.STATE
        here = replace(
            question,
            near=None if is_state else place.point,
            state=place.state if is_state else question.state,
        )
        label = f"{place.name} (the state)" if is_state else str(place)
        where = place.state if is_state else label
        count = len(directory.answer(here)) if is_state or place.point else 0
        found.append(Way(label, address(form, where=where), count))
    return found

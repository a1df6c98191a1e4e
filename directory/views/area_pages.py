"""A state's centers, and a city's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from directory import index
from directory.areas import cities, medicaid
from directory.centers.listing import hits
from directory.centers.notices import FIND, HOME, notices, shared
from directory.index.answer import Answer, Found
from directory.index.question import Question
from directory.models import Facility, Place
from directory.places import borders
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet, filters_of

CHARTED = (Facet.CARE, Facet.MEDICATION, Facet.PAYMENT, Facet.COST)
CITIES_ON_A_STATE_PAGE = 60
WITH_ARTICLE = ("DC", "FM", "MH", "MP", "VI")  # in the District of Columbia

# What people ask a state's list first: facet, attribute, what it is called here.
DOORS = (
    (Facet.CARE, "opioid-treatment-program", "Opioid treatment programs"),
    (Facet.MEDICATION, "buprenorphine", "Centers that list buprenorphine"),
    (Facet.SETTING, "telehealth", "Centers that list telehealth"),
    (Facet.COST, "free", "Free centers"),
    (Facet.COST, "sliding-fee", "Centers with a sliding fee"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the centers of an answer, in its order."""

    found: list[Found]

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, part: slice) -> list[Found]:
        return self.found[part]


def state(request: HttpRequest, state: str) -> HttpResponse:
    """A state's centers, with what they offer; useful with none at all."""
    if state not in STATES:
        raise Http404
    directory = index.current()
    answer = directory.answer(Question(state=state))
    found = list(cities.in_answer(answer, state).values())
    largest = sorted(found, key=lambda city: -city.count)[:CITIES_ON_A_STATE_PAGE]
    name = STATES[state]
    context = {
        "state": {
            "code": state,
            "name": name,
            "the_name": f"the {name}" if state in WITH_ARTICLE else name,
            "is_island": state in medicaid.ISLANDS,
        },
        "total": len(answer),
        "doors": doors(answer, state),
        "charts": charts(lambda facet: answer.counts(facet), state=state),
        "page": hits(answer, request.GET.get("page"), index=directory),
        "cities": sorted(largest, key=lambda city: city.slug),
        "city_count": len(found),
        "expansion": medicaid.expansion(state),
        "expansion_as_of": medicaid.AS_OF,
        "neighbors": [{"name": STATES[code], "url": state_url(code)} for code in borders.of(state)],
        "breadcrumbs": [HOME, FIND, {"title": name}],
        **notices(directory),
    }  # fmt: skip
    return shared(render(request, "directory/state.html", context), directory)


def city(request: HttpRequest, state: str, city: str) -> HttpResponse:
    """The centers of a city that has several; of any other, a search around it."""
    if state not in STATES:
        raise Http404
    slug = cities.slug_of(city)
    directory = index.current()
    answer = directory.answer(Question(state=state))
    here = cities.in_answer(answer, state).get(slug)
    if here is None or not here.has_page:
        return redirect(here.search_url if here else search_around(slug, state))
    if city != slug:
        return redirect(here.url, permanent=True)
    wanted = set(here.pks)
    part = Part([found for found in answer.found if found.pk in wanted])
    context = {
        "city": here,
        "state": {"code": state, "name": STATES[state], "url": state_url(state)},
        "total": here.count,
        "charts": charts(counts_of(here)),
        "page": hits(part, request.GET.get("page"), index=directory),
        "breadcrumbs": [
            HOME, FIND, {"title": STATES[state], "url": state_url(state)}, {"title": here.name},
        ],
        **notices(directory),
    }  # fmt: skip
    return shared(render(request, "directory/city.html", context), directory)


def search_around(slug: str, state: str) -> str:
    """The search around a city where we list no center, if there is such a city."""
    folded = slug.replace("-", " ")
    place = Place.objects.filter(kind=Place.Kind.CITY, folded=folded, state=state).first()
    if place is None:
        raise Http404
    return cities.search_url(place.name, state)


def state_url(state: str) -> str:
    return reverse("directory:state", args=[state])


def doors(answer: Answer, state: str) -> list[dict[str, Any]]:
    found = []
    for facet, key, title in DOORS:
        url = Question(state=state, needs={facet: (key,)}).url
        found.append({"key": key, "title": title, "count": answer.counts(facet)[key], "url": url})
    return found


def counts_of(city: cities.City) -> Any:
    """As `Answer.counts`, of a city's centers."""
    facts = Facility.objects.filter(pk__in=city.pks).values_list("facts", flat=True)
    counts = Counter(key for says in facts for key, yes in says.items() if yes)
    return lambda facet: counts


def charts(counts_of_facet: Any, *, state: str = "") -> list[dict[str, Any]]:
    """What the centers say they offer, facet by facet; in a state each line leads to its search."""
    found = []
    for facet in CHARTED:
        counts = counts_of_facet(facet)
        rows = [
            {
                "label": attribute.name,
                "count": counts[attribute.key],
                "url": Question(state=state, needs={facet: (attribute.key,)}).url if state else "",
            }
            for attribute in filters_of(facet)
            if counts[attribute.key]
        ]
        if rows:
            title = "Say they accept" if facet == Facet.PAYMENT else facet.label
            found.append({"title": title, "rows": rows})
    return found

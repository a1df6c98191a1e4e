"""Which places a visitor may mean by what they typed. Look-ups ask the table of places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from directory.models import Place
from directory.places.states import LONGEST_NAME, STATES, state_code
from directory.vocabulary.names import fold

LARGE_CITY = 10  # ZIP codes

_FIELDS = [field.attname for field in Place._meta.concrete_fields]
_ONE_ZIP = f"SELECT {', '.join(_FIELDS)} FROM directory_place WHERE kind = 'zip' AND folded = %s"

_ZIP_AT_END = re.compile(r"(?:^|[\s,])([0-9]{5})(?:[\s-]?[0-9]{4})?\s*$")
_COUNTRY_AT_END = re.compile(r"[\s,]+(usa?|u\.s\.(a\.)?|united states)\s*$", re.IGNORECASE)
_LONGEST_TEXT = 200


def meant(text: str) -> list[Place]:
    """The places that the words may mean; one alone where the state of that name is meant."""
    return the_state_if_meant(find(text))


def the_state_if_meant(places: Iterable[Place]) -> list[Place]:
    """ "California" is the state, though three towns are called so; "New York" is asked back."""
    places = list(places)
    states = [place for place in places if place.is_state]
    cities = [place for place in places if place.kind == Place.Kind.CITY]
    if states and all(city.zip_count < LARGE_CITY for city in cities):
        return states
    return places


def find(text: str) -> list[Place]:
    """The places that a visitor may mean by `text`: states first, then cities, largest first.

    Understands 02118, 02118-1234, Boston, 'Boston, MA', 'boston ma', Massachusetts and MA; of an
    address its end. A ZIP code is sure: one that nobody knows is not looked for as anything else.
    """
    text = _COUNTRY_AT_END.sub("", text.strip()[:_LONGEST_TEXT])
    if zip_code := _ZIP_AT_END.search(text):
        return _zip(zip_code[1])
    readings = _readings(text)
    if not readings:
        return []
    found = Place.objects.filter(reduce(or_, [_means(*reading) for reading in readings]))
    return sorted(found, key=lambda p: (p.kind != Place.Kind.STATE, -p.zip_count, p.state))


def _zip(code: str) -> list[Place]:
    """By a plain query: this is how most people say where, and the ORM takes five times as long."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_ZIP, [code])
        return [Place.from_db(connection.alias, _FIELDS, row) for row in cursor.fetchall()]


def _means(city: str, state: str) -> Q:
    if not city:
        return Q(kind=Place.Kind.STATE, folded=fold(STATES[state]))
    return Q(kind=Place.Kind.CITY, folded=city) & (Q(state=state) if state else Q())


def _readings(text: str) -> set[tuple[str, str]]:
    """What `text` may mean, as (city, state code); what it does not name is empty."""
    *before, last = [part for part in text.split(",") if fold(part)] or [""]
    if before and (state := state_code(last)):
        # Of a street address only the city counts.
        return {(city, state) for city in _folds(before[-1])}
    readings = {(city, "") for city in _folds(text)}
    if state := state_code(text):
        readings.add(("", state))
    for words in map(str.split, _folds(text)):
        for cut in range(max(1, len(words) - LONGEST_NAME), len(words)):
            if state := state_code(" ".join(words[cut:])):
                readings.add((" ".join(words[:cut]), state))
    return readings


def _folds(name: str) -> set[str]:
    """A name as it may be kept: O'Fallon is there as O Fallon, D'Iberville as Diberville."""
    return {fold(name), fold(re.sub("['’ʻ`]", " ", name))} - {""}

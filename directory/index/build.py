"""The index made from what the database holds: the centers in order, then what each says of itself."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from math import nan

import orjson
from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast, Collate

from directory.index.answer import Index
from directory.index.gathering import Masks, Names, WordsGathered
from directory.index.words import words_in
from directory.models import Facility
from directory.vocabulary import cautions
from directory.vocabulary.attributes import ATTRIBUTES, Facet, answers_to

# By code point, as Python compares: in a state, rows must stand in the order of their names.
COLLATION = {"sqlite": "BINARY", "postgresql": "C"}
COLUMNS = (
    "pk", "state", "latitude", "longitude", "sort_key", "as_of", "is_sample", "phones",
    "name", "program", "city",
)  # fmt: skip
CHUNK = 500


def build() -> Index:
    """The index of what the database holds now."""
    index, names, words = Index(), Names(), WordsGathered()
    for row, columns in enumerate(_in_order()):
        pk, state, latitude, longitude, sort_key, as_of, is_sample, phones, *called = columns
        index.pks.append(pk)
        first, _ = index.states.get(state, (row, row))
        index.states[state] = (first, row + 1)
        index.latitudes.append(nan if latitude is None else latitude)
        index.longitudes.append(nan if longitude is None else longitude)
        index.has_samples |= is_sample
        names.add(sort_key, as_of)
        words.add(row, words_in(called, phones))
    index.as_of = names.last_day
    index.name_ranks = names.ranks(index.states.values())
    index.words = words.finish()
    _set_masks(index, _masks(index.pks))
    return index


def _in_order() -> Iterator[tuple]:
    """Each listed center, in the order of the index; without its facts, for databases sort what they
    are asked for, and facts are nine tenths of a row."""
    name = Collate(F("sort_key"), COLLATION[connection.vendor])
    ordered = Facility.objects.listed().order_by("state", name, "-as_of", "pk")
    return ordered.values_list(*COLUMNS).iterator(chunk_size=CHUNK)


def _masks(pks: array[int]) -> Masks:
    """What each center says, in whatever order they come."""
    masks = Masks(len(pks))
    first, last = min(pks, default=0), max(pks, default=0)
    rows = array("i", [-1]) * (last - first + 1)
    for row, pk in enumerate(pks):
        rows[pk - first] = row
    as_text = Cast("facts", TextField())
    # Another import may have added some since the others were read.
    known = Facility.objects.listed().filter(pk__range=(first, last)).order_by()
    facts = known.annotate(text=as_text).values_list("pk", "text")
    for pk, text in facts.iterator(chunk_size=CHUNK):
        if (row := rows[pk - first]) >= 0:
            masks.add(row, orjson.loads(text))
    return masks


def _set_masks(index: Index, masks: Masks) -> None:
    filters = (key for key, attribute in ATTRIBUTES.items() if attribute.is_filter)
    index.options = {key: mask for key in filters if (mask := masks.saying_yes(key))}
    index.answered = {facet.value: masks.saying_anything(answers_to(facet)) for facet in Facet}
    # Searches leave out, unless asked, who says, and only says, that it is for others.
    against = masks.saying_yes(*cautions.NOT_FOR_OPIOIDS)
    index.set_aside = against & ~masks.saying_yes(*cautions.FOR_OPIOIDS)

"""The index against plain SQL: the check, never a second way to ask (`manage.py check_index`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from directory import index
from directory.index.answer import Index
from directory.index.question import Question
from directory.index.storage import to_bytes
from directory.models import Facility, IndexSnapshot
from directory.vocabulary import cautions
from directory.vocabulary.attributes import ATTRIBUTES, Facet, answers_to, filters_of

SPOT_CHECKS = 200  # centers that are looked for by their own name


@dataclass(frozen=True, slots=True)
class Check:
    """One number, counted twice."""

    what: str
    in_index: int
    in_database: int

    @property
    def differs(self) -> bool:
        return self.in_index != self.in_database


@dataclass(frozen=True, slots=True)
class Comparison:
    checks: list[Check]
    centers: int
    is_stored: bool  # whether the stored index is byte for byte the one that is made now


def compare() -> Comparison:
    """Compare what searches use now with what the database holds."""
    directory = index.current()
    return Comparison(list(_checks(directory)), Facility.objects.listed().count(), _is_stored())


def _is_stored() -> bool:
    snapshot = IndexSnapshot.objects.first()
    if snapshot is None:
        return not Facility.objects.listed().exists()
    return bytes(snapshot.data) == to_bytes(index.build())


def _checks(directory: Index) -> Iterator[Check]:
    listed = Facility.objects.listed()
    everything = directory.answer(Question(with_set_aside=True))
    yield Check("Centers", len(everything), listed.count())
    yield Check(
        "Centers with a position", directory.located, listed.exclude(latitude=None).count()
    )
    against, ours = _says(cautions.NOT_FOR_OPIOIDS), _says(cautions.FOR_OPIOIDS)
    aside = listed.filter(against).count() - listed.filter(against).filter(ours).count()
    yield Check("Set aside", directory.answer(Question()).set_aside, aside)
    for state, number in listed.order_by().values_list("state").annotate(Count("pk")):
        yield Check(f"State {state}", directory.in_state(state).bit_count(), number)
    for facet in Facet:
        silent = listed.exclude(facts__has_any_keys=sorted(answers_to(facet))).count()
        yield Check(f"{facet.label}: not stated", everything.not_stated(facet), silent)
        counts = everything.counts(facet)
        for attribute in filters_of(facet):
            number = listed.filter(_says([attribute.key])).count()
            yield Check(f"{facet.label}: {attribute.label}", counts[attribute.key], number)
    yield _names(directory)


def _says(keys: Iterable[str]) -> Q:
    """Who says yes to any of these. A fact is a key of the JSON column."""
    return reduce(or_, [Q(**{f"facts__{ATTRIBUTES[key].key}": True}) for key in keys])


def _names(directory: Index) -> Check:
    """Centers here and there, each looked for by its own name."""
    pks = directory.pks[:: max(1, len(directory.pks) // SPOT_CHECKS)]
    names = Facility.objects.filter(pk__in=pks).values_list("pk", "name", "program")
    missing = sum(
        pk not in {found.pk for found in directory.answer(_by_name(f"{name} {program}")).found}
        for pk, name, program in names
    )
    return Check("Centers found by their own name", len(pks) - missing, len(pks))


def _by_name(text: str) -> Question:
    return Question(text=text, with_set_aside=True)

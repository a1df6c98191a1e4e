"""Centers side by side: the same rows for each, with what differs said in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.centers import describe, medication
from directory.models import Facility
from directory.vocabulary.attributes import Facet, has_answered
from directory.vocabulary.cautions import cautions

FACETS = (Facet.MEDICATION, *describe.MAIN_FACETS)


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    is_only_here: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one center says to a row. `is_silent`: not stated, which is never no."""

    facility: Facility
    items: list[Item] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # what each other one here lists
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    cells: list[Cell]
    is_same: bool


def rows_of(facilities: list[Facility]) -> list[Row]:
    """One row a question that at least one of them answers."""
    notes = [[*cautions(each.facts), *medication.warnings(each)] for each in facilities]
    table = [row(facet, facilities) for facet in FACETS]
    answered = [each for each in table if not all(cell.is_silent for cell in each.cells)]
    return [know_first(facilities, notes), *answered] if any(notes) else answered


def row(facet: Facet, facilities: list[Facility]) -> Row:
    texts_of_all = [words(facility, facet) for facility in facilities]
    answers = [set(texts) for texts in texts_of_all if texts is not None]
    by_all = len(answers) == len(facilities)
    cells = [
        cell(facility, texts, texts_of_all)
        for facility, texts in zip(facilities, texts_of_all, strict=True)
    ]
    is_same = len(facilities) > 1 and by_all and all(each == answers[0] for each in answers)
    label = "Says it accepts" if facet == Facet.PAYMENT else facet.label
    return Row(str(label), cells, is_same=is_same)


def words(facility: Facility, facet: Facet) -> list[str] | None:
    """What it says to the question; None when it is silent."""
    if not has_answered(facility.facts, facet):
        return None
    if facet == Facet.MEDICATION:
        return medication.items(facility)
    return [attribute.label for attribute in facility.yes(facet) if attribute.is_filter]


def cell(
    facility: Facility, texts: list[str] | None, texts_of_all: list[list[str] | None]
) -> Cell:
    """What differs is marked among those who answered: beside silence, nothing is "only here"."""
    if texts is None:
        return Cell(facility, is_silent=True)
    others = [each for each in texts_of_all if each is not None and each is not texts]
    items = [
        Item(text, is_only_here=bool(others) and not any(text in each for each in others))
        for text in texts
    ]
    # With two, "only here" on the one side says it already.
    missing = [
        text
        for text in (others[0] if len(others) > 1 else ())
        if text not in texts and all(text in each for each in others)
    ]
    return Cell(facility, items or [Item(describe.NONE_LISTED, is_only_here=False)], missing)


def know_first(facilities: list[Facility], notes: list[list[str]]) -> Row:
    """The warnings that stand on each center's own page."""
    cells = [
        Cell(facility, [Item(text, is_only_here=False) for text in texts or ["Nothing noted"]])
        for facility, texts in zip(facilities, notes, strict=True)
    ]
    return Row("Know before you call", cells, is_same=False)

"""How old words and figures are, and what a reader is told of it.

Nothing that can save a life is taken away or talked down because a day has passed: what to do in an
overdose does not go out of date. What is said gets plainer after one year and after three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from content.models import Figure, PageVersion
from content.models.page import Concern

Kind = Figure.Kind


def day(when: date) -> str:
    return date_format(when, "F j, Y")


def month(when: date) -> str:
    return date_format(when, "F Y")


def of_figure(figure: Figure, *, on: date) -> str:
    """What follows the words that show a figure once somebody should have looked it up again; empty
    before, and of a fact of medicine always."""
    if figure.kind == Kind.FACT or not figure.is_due(on=on) or not figure.words(on=on):
        return ""
    if figure.kind == Kind.DATED:
        return "Newer numbers may exist."
    return f"Rules can change. We read this in {month(figure.read_on)}."


@dataclass(frozen=True, slots=True)
class Overdue:
    """What stands on a page that somebody should have read again."""

    words: str
    is_grave: bool  # a box of its own; else a line


def of_page(version: PageVersion, *, on: date) -> Overdue | None:
    """None while nobody owes it a reading."""
    if version.review_by > on:
        return None
    years = full_years(version.read_on, on)
    told = WORDS[Concern(version.concern)]
    words = told[2] if years >= 3 else told[1] if years >= 1 else told[0]
    is_grave = years >= 3 and version.concern != Concern.EMERGENCY
    return Overdue(words.format(day=day(version.read_on)), is_grave)


def full_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


# By what a page is about: soon after its day, after a year without a reading, after three.
WORDS = {
    Concern.EMERGENCY: (
        "We last read this page on {day}. What to do in an overdose does not go out of date.",
        (
            "We last read this page on {day}, more than a year ago. What to do in an overdose does not go out of "
            "date. Ask a pharmacist about the rest."
        ),
        (
            "We last read this page on {day}, more than three years ago. What to do in an overdose does not go "
            "out of date. Ask a pharmacist about the rest."
        ),
    ),
    Concern.RULES: (
        "Rules here may have changed since we last read them, on {day}. Ask before you count on them.",
        (
            "We last read these rules on {day}, more than a year ago. Some will have changed. Ask before you "
            "count on them."
        ),
        (
            "We last read these rules on {day}, more than three years ago. They may no longer hold. Ask before "
            "you count on any of them."
        ),
    ),
    Concern.CARE: (
        "We last read this page on {day}. It is due to be read again.",
        (
            "We last read this page on {day}, more than a year ago. Check what you act on with a clinician or "
            "pharmacist."
        ),
        (
            "We last read this page on {day}, more than three years ago. Check what you act on with a clinician "
            "or pharmacist. In an overdose call 911 and give naloxone: that does not change."
        ),
    ),
}

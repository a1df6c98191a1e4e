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
        (
            "We last read this page on {day}. What to do in an overdose does not go out of date. In an emergency "
            "call 911."
        ),
        (
            "Nobody here has read this page again since {day}, more than a year ago. What to do in an overdose "
            "does not go out of date. In an emergency call 911. Ask a pharmacist or nurse about the rest."
        ),
        (
            "Nobody here has read this page again since {day}, more than three years ago. What to do in an "
            "overdose does not go out of date. In an emergency call 911. Prices, laws and products on it may "
            "have changed: ask a pharmacist or nurse."
        ),
    ),
    Concern.RULES: (
        "Rules here may have changed since {day}, when we last read this page. Ask before you count on them.",
        (
            "We last read these rules on {day}, more than a year ago. Some will have changed. Ask the office or "
            "helpline named here before you count on them."
        ),
        (
            "We last read these rules on {day}, more than three years ago. Take them as a start for your "
            "questions, not as the rules of today. Ask the office or helpline named here."
        ),
    ),
    Concern.CARE: (
        "We last read this page against its sources on {day}. It is due to be read again.",
        (
            "Nobody here has read this page again since {day}, more than a year ago. Check what you act on with "
            "a clinician or pharmacist."
        ),
        (
            "Nobody here has read this page again since {day}, more than three years ago. Much of it may still be "
            "right. Check it with a clinician or pharmacist before you act on it. In an overdose call 911 and "
            "give naloxone: that does not change."
        ),
    ),
}

"""What was once wrong on our pages and must not come back: each where it would stand."""

from __future__ import annotations

import re

import pytest

from content.plain_language.linter import CITATION, SLOT
from content.publishing import library

PAGES = sorted(library.LIBRARY.glob("en/*/*.md"))
NAMES = {path: f"{path.parent.name}/{path.stem}" for path in PAGES}
# Pages that are about the site, not about health.
OURS = {"about"}
URGENT = re.compile(r"^::: urgent(.*?)^:::[ \t]*$", re.MULTILINE | re.DOTALL)
CANNOT_BE_WOKEN = re.compile(
    r"(?:n['’]t|not|cannot) (?:be )?(?:wake|woken|waking)|waking up", re.IGNORECASE
)
DEADLY_TO_A_CHILD = re.compile(r"methadone|buprenorphine|fentanyl|heroin", re.IGNORECASE)
A_CHILD = re.compile(r"\b(?:child|children|baby|toddler|kid)s?\b", re.IGNORECASE)


def text(path) -> str:
    page = library.read_page(path)
    return f"{page['short_version']}\n\n{page['body']}"


def paragraphs(path) -> list[str]:
    """Items of lists each, without the marks of sources."""
    flat = CITATION.sub("", text(path))
    return [one for one in re.split(r"\n\s*\n|\n(?=\s*(?:[-|]|\d+\.))", flat) if one.strip()]


@pytest.mark.parametrize("path", PAGES, ids=NAMES.values())
def test_a_box_for_who_cannot_be_woken_names_911_naloxone_and_breaths(path):
    for box in URGENT.findall(text(path)):
        if CANNOT_BE_WOKEN.search(box) and path.parent.name not in OURS:
            said = CITATION.sub("", box).lower()
            missing = [
                word
                for word, stands in (
                    ("911", "911" in said),
                    ("naloxone", "naloxone" in said),
                    ("breaths", re.search(r"breathe for|breaths|help(?:ing)? them breathe", said)),
                    (
                        "the six steps",
                        "(/overdose/)" in said or NAMES[path].startswith("overdose"),
                    ),
                )
                if not stands
            ]
            assert missing == [], box


@pytest.mark.parametrize("path", PAGES, ids=NAMES.values())
def test_poison_help_is_never_all_that_is_said_of_a_child_and_a_deadly_opioid(path):
    for paragraph in paragraphs(path):
        if "[[helpline:poison]]" in paragraph and A_CHILD.search(paragraph):
            assert not DEADLY_TO_A_CHILD.search(paragraph) or "911" in paragraph, paragraph


@pytest.mark.parametrize("path", PAGES, ids=NAMES.values())
def test_breaths_are_not_kept_from_who_barely_breathes(path):
    flat = " ".join(CITATION.sub("", text(path)).split())

    assert not re.search(
        r"not breathing,? or only gasping\? (?:\*\*)?breathe", flat, re.IGNORECASE
    )
    assert not re.search(r"(?<!or )\bbarely breathing\? \[?Breathe", flat, re.IGNORECASE)
    assert "breathe for them if they barely breathe" not in flat.lower()


@pytest.mark.parametrize("path", PAGES, ids=NAMES.values())
def test_what_stands_in_the_registry_of_figures_is_not_typed(path):
    flat = " ".join(text(path).split())

    assert "30 to 90 minutes" not in flat
    assert "very state has a law that gives" not in flat
    assert "being checked)" not in flat


@pytest.mark.parametrize("path", PAGES, ids=NAMES.values())
def test_a_page_says_how_people_ask_for_it_and_when_it_was_read(path):
    page = library.read_page(path)

    assert page["read_on"] < page["review_by"]
    assert (
        len(page["asked_as"].splitlines()) >= 4
        or path.parent.name in {"about", "glossary"}
        or (path.stem == "questions")
    )


def test_the_ways_to_ask_hold_no_slot():
    for path in PAGES:
        assert not SLOT.search(library.read_page(path)["asked_as"]), path

"""The emergency words of the library: few enough to read while someone is not breathing."""

import re
import tomllib

import pytest

from content.plain_language import linter, readability
from content.publishing import library

OVERDOSE = library.LIBRARY / "en" / "overdose" / "overdose.md"
WORDS_AT_MOST = 250  # the steps, what never to do, and what to do when unsure
HARDEST_GRADE = 6.0


@pytest.fixture(scope="module")
def shown_first() -> str:
    """What stands above everything else on the page of an overdose."""
    body = library.read_page(OVERDOSE)["body"]
    return "\n".join(
        re.findall(r"^::: .*?^:::$", body.partition("[[summary]]")[0], re.MULTILINE | re.DOTALL)
    )


@pytest.fixture(scope="module")
def steps(shown_first) -> list[str]:
    return re.findall(r"^\d\. (.*(?:\n   .*)*)$", shown_first, re.MULTILINE)


def test_the_first_words_are_at_most_six_steps_and_two_hundred_and_fifty_words(shown_first, steps):
    told = re.sub(r"\[\[picture:[^\]]*\]\]", "", shown_first)
    told = re.sub(r"\[\[figure:naloxone-lasts\]\]", "30 to 90 minutes", told)

    assert len(steps) == 6
    assert len(linter.prose(told).split()) <= WORDS_AT_MOST


def test_the_steps_are_easy_to_read(steps):
    grade = readability.grade(linter.prose("\n".join(steps)))

    assert grade is not None
    assert grade.judged <= HARDEST_GRADE


def test_every_step_rests_on_a_source(steps):
    assert [step for step in steps if "[@" not in step] == []


def test_breaths_are_for_barely_breathing_too_and_a_baby_gets_them_its_own_way(steps):
    breathe = steps[3]

    assert "barely breathing? Breathe for them" in breathe
    assert "Baby: cover mouth and nose" in breathe


@pytest.mark.parametrize("drug", ["methadone", "buprenorphine", "heroin", "fentanyl"])
def test_a_child_who_got_a_deadly_opioid_needs_911_and_not_poison_help(drug):
    body = library.read_page(OVERDOSE)["body"]
    child = body.partition("## What if it is a child or a baby?")[2].partition("\n## ")[0]
    before_poison_help = child.partition("[[helpline:poison]]")[0]
    poison = tomllib.loads((library.LIBRARY / "helplines.toml").read_text())["poison"]

    assert "[[helpline:911]] at once, even if the child seems fine" in before_poison_help
    assert drug in before_poison_help.partition("A lick can be enough")[0]
    assert drug in poison["purpose"].partition("Not for")[2]

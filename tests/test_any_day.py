"""The site on days to come, when nobody has edited it for years: no hole, no rule that has ended told as
if it held, nothing lost that helps in an emergency, nothing that contradicts itself between pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from html import unescape

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from content.models import Figure, Page, PageVersion
from content.text import slots
from directory import index
from directory.models import Facility

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 11, 30, 20, tzinfo=UTC)
FIRST_DAY = date(2026, 12, 1)
DAYS = [
    FIRST_DAY,
    date(2027, 1, 2),
    date(2027, 6, 1),
    date(2028, 2, 29),
    date(2031, 1, 1),
]

# What a hole looks like, once tags are gone.
HOLES = re.compile(
    r"being checked|\[\[|\]\]|\(\s*\)|“\s*”|\s[,;:](?=\s)|\.\s\.(?!\.)|(?<!^)\bNone\b|\b(?:up to|costs|at least|is in|runs) ?[.;]"
)
# A day, month or year in a sentence, and what makes the sentence true on both sides of it.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
DAY = re.compile(rf"({MONTH}) (?:(\d{{1,2}}), )?(20\d\d)|\bin (20\d\d)\b")
MONTHS = dict(zip(re.findall(r"[A-Z][a-z]+", MONTH), range(1, 13), strict=True))
# Words that a sentence about a day to come uses, and that are wrong once it has come.
BEFOREHAND = re.compile(
    r"\b(?:through|until|till|up to|will|going to|starts?|begins?|ends?|expires?|takes effect|from|starting)\b"
)
TRUE_ON_BOTH_SIDES = re.compile(r"on or after|\bor after\b|\bor later\b")
BLOCK_END = re.compile(r"</(?:p|li|td|th|h\d|dd|dt|figcaption|summary|title|button|a)>")
EMERGENCY_BOX = re.compile(r'<div class="callout callout-urgent">.*?</div>', re.DOTALL)
STEPS = re.compile(r'<div class="steps">.*?</div>', re.DOTALL)


@pytest.fixture(scope="module")
def read(whole_site):
    """Every public page on a day, as HTML by its address: each kind, and all of the library. Nothing
    changes them within this module, so each day is read once."""

    @cache
    def on(day: date) -> dict[str, str]:
        client = Client()
        PageVersion.objects.update(publish_at=PUBLISHED)
        Facility.objects.update(as_of=PUBLISHED.date())
        index.renew()
        library = [page.get_absolute_url() for page in Page.objects.select_related("topic")]
        more = ["/search/?q=naloxone", "/overdose/steps.html", "/a-to-z/"]
        addresses = sorted({*whole_site.values(), *library, *more} - {whole_site["not found"]})
        with time_machine.travel(datetime(day.year, day.month, day.day, 17, tzinfo=UTC)):
            pages = {address: client.get(address) for address in addresses}
        gone = [one for one, answer in pages.items() if answer.status_code not in (200, 400, 410)]
        assert gone == [], day
        return {address: answer.text for address, answer in pages.items()}

    return on


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def sentences(html: str) -> list[str]:
    """What stands in the page itself, a sentence each."""
    main = html.partition("<main")[2] or html
    main = re.sub(r"<(script|style|svg|sup|select|form)\b.*?</\1>", "", main, flags=re.DOTALL)
    main = re.sub(r'<section class="(?:sources|review)".*?</section>', "", main, flags=re.DOTALL)
    blocks = [words(block) for block in BLOCK_END.split(main)]
    return [one for block in blocks for one in re.split(r"(?<=[.!?])\s+(?=[“A-Z0-9])", block)]


def days_in(sentence: str) -> list[date]:
    return [
        date(int(year or only), MONTHS.get(month, 12), int(day or 28))
        for month, day, year, only in DAY.findall(sentence)
    ]


def test_nothing_is_missing_stale_or_contradicted_on_any_day(read):
    first = read(FIRST_DAY)
    boxes = {address: EMERGENCY_BOX.findall(html) for address, html in first.items()}
    steps = STEPS.findall(first["/overdose/"])
    assert len(steps) == 1
    assert sum(map(len, boxes.values())) > 20

    for day in DAYS:
        pages = first if day == FIRST_DAY else read(day)
        for address, html in pages.items():
            said = sentences(html)
            assert [one for one in said if HOLES.search(one)] == [], (day, address)
            assert [one for one in said if is_past_its_day(one, day)] == [], (day, address)
            # What helps in an emergency is the same words on every day, and says nothing of its age.
            assert EMERGENCY_BOX.findall(html) == boxes[address], (day, address)
        assert STEPS.findall(pages["/overdose/"]) == steps
        for copy in ("/overdose/card/letter/", "/overdose/steps.html", "/overdose/card/"):
            kept = words(pages[copy])
            assert [step for step in steps_of(steps[0]) if step not in kept] == [], (day, copy)


def steps_of(html: str) -> list[str]:
    """The words of each step, without the numbers of its sources."""
    plain = re.sub(r"<(sup|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    return [words(step) for step in re.findall(r"<li>(.*?)</li>", plain, flags=re.DOTALL)]


def is_past_its_day(sentence: str, day: date) -> bool:
    """Whether it speaks of a day that has passed since as if it were to come."""
    passed = [one for one in days_in(sentence) if FIRST_DAY <= one < day]
    return bool(passed and BEFOREHAND.search(sentence) and not TRUE_ON_BOTH_SIDES.search(sentence))


def test_the_same_law_is_told_in_the_same_words_wherever_it_stands(read):
    law = Figure.objects.get(key="good-samaritan-laws")

    for day in (DAYS[0], DAYS[-1]):
        pages = read(day)
        told = [one for html in pages.values() for one in sentences(html) if "has a law that gives" in one]  # fmt: skip
        assert len(told) >= 5
        assert [one for one in told if law.text not in one] == []


def test_one_overdue_page_is_no_wall_on_every_page(read):
    walls = {address: html.count("notice-warning") for address, html in read(DAYS[-1]).items()}

    assert not any(number for address, number in walls.items() if address.startswith("/overdose/"))
    assert max(walls.values()) <= 1


def test_words_of_rules_that_change_stand_alone_in_templates_too():
    """The texts of pages are held to it when they are published; those of templates here."""
    changing = Figure.objects.filter(kind="change").values_list("key", flat=True)
    for path in settings.TEMPLATES_DIR.rglob("*.html"):
        text = path.read_text()
        for key in changing:
            if f"[[figure:{key}]]" in text:
                assert slots.problems(re.sub(r"<[^>]+>", "\n", text)) == [], path.name

"""Slots: numbers written once, shown everywhere."""

from datetime import date

import pytest

from content import slots
from content.models import HelplineNumber
from tests.factories import make_figure, make_helpline

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def fill(html: str, *, on: date = TODAY) -> str:
    return str(slots.Filler([html], on=on).fill(html))


def test_a_figure_shows_its_text():
    make_figure("price", text="about $20 to $70")

    assert fill("<p>It costs [[figure:price]].</p>") == "<p>It costs about $20 to $70.</p>"


def test_a_figure_is_current_until_the_day_before_it_expires():
    make_figure("price", text="about $20", expires=date(2026, 11, 22))

    assert "about $20" in fill("[[figure:price]]", on=date(2026, 11, 21))
    assert fill("[[figure:price]]", on=date(2026, 11, 22)) == slots.BEING_CHECKED


def test_a_figures_text_cannot_become_markup():
    make_figure("price", text="<b>5</b>")

    assert fill("[[figure:price]]") == "&lt;b&gt;5&lt;/b&gt;"


def test_a_helpline_is_a_link_that_dials():
    make_helpline("poison", display="1-800-222-1222")

    assert fill("[[helpline:poison]]") == '<a href="tel:18002221222">1-800-222-1222</a>'


def test_a_helpline_can_be_texted_and_says_what_to_text():
    line = make_helpline("trevor")
    HelplineNumber.objects.create(
        helpline=line, kind="text", display="678-678", dial="678678", words="START"
    )

    assert (
        fill("Text [[helpline:trevor:text]].") == 'Text START to <a href="sms:678678">678-678</a>.'
    )


def test_cards_of_helplines_stand_in_the_order_asked_for():
    make_helpline("one", name="First line")
    make_helpline("two", name="Second line")

    cards = fill("[[helplines: two one]]")

    assert cards.index("Second line") < cards.index("First line")


def test_a_slot_alone_in_a_paragraph_is_taken_out_of_it():
    assert slots.tidy("<p>[[picture:receptor]]</p>") == "[[picture:receptor]]"


def test_the_summary_stands_where_the_page_says():
    assert slots.split_at_summary("steps[[summary]]rest") == ("steps", "rest")
    assert slots.split_at_summary("all") == ("", "all")


def test_a_slot_that_nothing_can_fill_is_a_problem_for_the_editor():
    make_figure("price")

    found = slots.problems(
        "[[figure:price]] [[figure:prices]] [[helpline:nobody]] [[picture:none]]"
    )

    assert len(found) == 3
    assert "[[figure:prices]]" in found[0]

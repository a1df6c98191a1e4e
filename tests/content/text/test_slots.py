"""Slots: numbers written once, shown everywhere."""

from datetime import date

import pytest

from content.models import HelplineNumber
from content.text import slots
from tests.factories import make_figure, make_helpline

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def fill(html: str, *, on: date = TODAY) -> str:
    return str(slots.Filler([html], on=on).fill(html))


def test_a_figure_shows_its_text():
    make_figure("price", text="about $20 to $70")

    assert fill("<p>It costs [[figure:price]].</p>") == "<p>It costs about $20 to $70.</p>"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("fact", ""),
        ("dated", "Newer numbers may exist."),
        ("rule", "Rules can change. We read this in May 2026."),
    ],
)
def test_words_stay_when_somebody_should_have_looked_and_say_what_the_day_means(kind, says):
    make_figure("it", kind=kind, text="7 days", read_on=date(2026, 5, 3), look_again=TODAY)
    html = "<p>It is [[figure:it]]. More.</p><p>Other.</p>"

    assert fill(html, on=date(2026, 11, 20)) == "<p>It is 7 days. More.</p><p>Other.</p>"
    said = f' <span class="age">{says}</span>' if says else ""
    assert fill(html) == f"<p>It is 7 days. More.{said}</p><p>Other.</p>"


def test_the_age_of_figures_is_said_once_a_block_and_of_a_table_after_it():
    make_figure("a", text="$5 in 2024", look_again=TODAY)
    make_figure("b", text="$6 in 2024", look_again=TODAY)
    age = '<span class="age">Newer numbers may exist.</span>'

    listed = fill("<ul><li>[[figure:a]], [[figure:b]]<ul><li>x</li></ul></li></ul>")
    table = fill("<table><tr><td>[[figure:a]]</td><td>[[figure:b]]</td></tr></table><p>End.</p>")

    assert listed == f"<ul><li>$5 in 2024, $6 in 2024 {age}<ul><li>x</li></ul></li></ul>"
    assert table.endswith(f"</table><p>{age}</p><p>End.</p>")
    assert table.count(age) == 1


def test_steps_of_an_emergency_say_nothing_of_age():
    make_figure("a", text="30 minutes", look_again=TODAY)
    html = "<li>Wait [[figure:a]].</li>"

    assert str(slots.Filler([html], on=TODAY).fill(html, say_age=False)) == (
        "<li>Wait 30 minutes.</li>"
    )


def test_a_rule_that_changes_has_its_words_before_and_from_the_day_on():
    change = {"kind": "change", "changes_on": date(2027, 1, 1)}
    make_figure("a", text="It runs through 2026.", text_after="It ran through 2026.", **change)
    make_figure("b", text="It runs through 2026.", **change)

    assert fill("<p>[[figure:a]] [[figure:b]]</p>", on=date(2026, 12, 31)) == (
        "<p>It runs through 2026. It runs through 2026.</p>"
    )
    assert fill("<p>[[figure:a]] [[figure:b]]</p>", on=date(2027, 1, 1)) == (
        "<p>It ran through 2026. </p>"
    )


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("[[figure:until]]", True),
        ("- [[figure:until]][@who] Ask.", True),
        ("Ask.[@who] [[figure:until]][@who]\n\nMore.", True),
        ("| a | [[figure:until]] |", True),
        ("**Ask.** [[figure:until]] **Then** go.", True),
        ("It runs [[figure:until]].", False),
        ("[[figure:until]] and more.", False),
        ("Ask: [[figure:until]]", False),
    ],
)
def test_a_rule_that_changes_stands_alone_so_that_no_sentence_breaks(text, is_right):
    make_figure("until", kind="change", text="It runs.", changes_on=date(2027, 1, 1))

    assert (slots.problems(text) == []) is is_right


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

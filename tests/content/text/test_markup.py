"""Markdown to safe HTML: what editors may write, and what comes of it."""

import re

import pytest

from content.text import markup


def html(text: str) -> str:
    return markup.render(text).html


def test_quotes_are_curly_before_a_source_too():
    assert "“So it is.”" in html('They say: "So it is."[@who]')


def test_html_in_the_text_is_shown_as_text():
    assert "<script" not in html("Hello <script>alert(1)</script>")


def test_a_link_to_a_script_is_no_link():
    assert "href" not in html("[press](javascript:alert(1))")


def test_a_link_out_says_nothing_about_the_reader():
    assert 'rel="noreferrer"' in html("[NIDA](https://nida.nih.gov/)")


def test_a_link_inside_the_site_stays_as_it_is():
    assert html("[steps](/overdose/)") == '<p><a href="/overdose/">steps</a></p>\n'


def test_sources_are_numbered_in_the_order_of_their_first_mention():
    rendered = markup.render("One.[@beta] Two.[@alpha] Three.[@beta]")

    assert rendered.citations == ["beta", "alpha"]
    assert rendered.html.count('href="#source-1"') == 2
    assert rendered.html.count('href="#source-2"') == 1


def test_numbering_goes_on_where_an_earlier_text_of_the_page_ended():
    rendered = markup.render("Two.[@new] One.[@old]", cited=["old"])

    assert rendered.citations == ["old", "new"]
    assert rendered.html.index("#source-2") < rendered.html.index("#source-1")


def test_headings_get_ids_and_the_second_level_makes_the_contents():
    rendered = markup.render("## Where to go\n\n### Far\n\n## Where to go")

    assert rendered.contents == [
        {"id": "where-to-go", "title": "Where to go"},
        {"id": "where-to-go-2", "title": "Where to go"},
    ]
    assert '<h3 id="far">' in rendered.html
    assert not rendered.problems


@pytest.mark.parametrize("text", ["# Title", "## A\n\n#### B"])
def test_a_heading_that_skips_a_level_is_a_problem(text):
    assert "skips a level" in markup.render(text).problems[0]


def test_a_block_is_drawn_by_its_template_around_its_text():
    rendered = html("::: warning Mind this\nDo **not** mix.\n:::")

    assert "Mind this" in rendered
    assert "<strong>not</strong>" in rendered


@pytest.mark.parametrize("name", markup.BLOCKS)
def test_every_kind_of_block_holds_its_text_once(name):
    rendered = html(f"::: {name} A title\nSome words.\n:::")

    assert rendered.count("Some words.") == 1
    assert markup.HERE not in rendered


def test_a_block_nobody_knows_is_a_problem():
    assert markup.render("::: banner\nBuy now.\n:::").problems


def test_cells_carry_their_columns_heading_and_rows_begin_with_a_heading():
    rendered = html("| Medicine | Where |\n| --- | :-: |\n| Methadone | A program |")

    assert '<th scope="row">Methadone</th>' in rendered
    assert '<td data-label="Where">A program</td>' in rendered
    assert "style" not in rendered


def test_a_list_to_tick_is_a_list_for_paper_that_a_script_may_find():
    shown = html("::: check\n1. ☐ One\n\n**Marked:** ____\n:::")

    assert re.search(r"<self-check>\s*<ol>\n<li>☐ One</li>", shown)
    assert "<input" not in shown

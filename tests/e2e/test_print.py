"""On paper: where it came from and of which day, no navigation, addresses after links."""

from __future__ import annotations

import re
from datetime import date

import pytest

PLACES = [
    "/", "/overdose/", "/understand/withdrawal/", "/treatment/medications/", "/glossary/",
    "/questions/", "/a-to-z/", "/corrections/", "/find-treatment/", "/find-treatment/in/ma/",
    "/find-treatment/?where=02118", "/find-treatment/today/", "/report/", "/nothing/here/",
]  # fmt: skip


@pytest.fixture
def paper(site, chromium):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.parametrize("address", PLACES)
def test_a_printed_page_says_where_it_came_from_and_holds_no_navigation(paper, address):
    paper.goto(address)

    shown = paper.locator(".printed").inner_text()
    assert address.partition("?")[0] in shown
    assert str(date.today().year) in shown
    assert "where" not in shown  # what somebody looked for stays off the paper
    hidden = paper.locator("nav, .search-form, .chips, .quick-exit, .pagination")
    assert not any(each.is_visible() for each in hidden.all())


def test_a_printed_source_shows_its_address(paper):
    paper.goto("/overdose/")

    after = paper.locator(".sources a").first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "http" in after


def test_each_call_sheet_fits_one_page(paper):
    paper.goto("/find-treatment/?where=02118")
    ids = paper.locator("input[name=c]").evaluate_all(
        "boxes => boxes.slice(0, 3).map(b => b.value)"
    )
    paper.goto("/find-treatment/call-sheet/?" + "&".join(f"c={each}" for each in ids))

    pages = re.findall(rb"/Type\s*/Page\b", paper.pdf(format="Letter"))

    assert len(pages) == len(ids) == 3

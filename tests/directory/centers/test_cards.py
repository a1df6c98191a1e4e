"""Cards of a list: read without the model, with a body that is drawn once."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import escape

from directory import index
from directory.centers import cards, describe
from directory.centers.card_columns import read
from directory.centers.cards import Card
from directory.centers.listing import Hit
from directory.centers.shortlist import NOBODY_YET, InList
from directory.models import Facility
from directory.vocabulary.cautions import cautions
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

TODAY = {"on": date(2026, 1, 2), "language": "en-us"}
SAYS = "outpatient buprenorphine buprenorphine-withdrawal sliding-fee youth dui-only methadone"


@pytest.fixture(params=["full", "bare", "telling"])
def facility(request) -> Facility:
    if request.param == "full":
        return make_facility("Harbor Clinic", program="Day Program", says=SAYS, at=(42.3, -71.1))
    if request.param == "bare":
        return make_facility("Silent House", phones=[], street="", as_of=date(2001, 1, 1))
    return make_facility(
        '50% "off" & <b>100%s</b>', city="O'Fallon", street="\N{BLACK STAR} %(url)s"
    )


def test_a_list_reads_of_a_center_what_the_center_says_of_itself(facility):
    (listing,) = read([facility.pk])

    assert Card.of(listing, **TODAY) == Card.of(Facility.objects.get(pk=facility.pk), **TODAY)


def test_a_center_that_is_gone_is_not_read(facility):
    assert [listing.pk for listing in read([facility.pk, 10**9])] == [facility.pk]


def drawn(hit: Hit, shown: InList) -> str:
    return str(shown.card(hit))


def test_a_card_says_what_the_center_says_and_nothing_of_it_becomes_markup(facility):
    card = Card.of(facility, **TODAY)

    html = drawn(Hit(card, 3.14, 7, ()), NOBODY_YET)

    assert f">{escape(facility.full_name)}</a>" in html
    assert escape(describe.address_line(facility)) in html
    assert "<strong>3.1 miles</strong>" in html
    assert all(escape(caution) in html for caution in cautions(facility.facts))
    assert ("Call (617) 555-0142" in html) == bool(facility.phones)
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (NOBODY_YET, 'type="checkbox" name="c" value="{id}" form="chosen"'),
        (InList("chosen", ["{id}"]), "You chose this one."),
        (InList("", ["0123456789"], {"{id}": "/compare/?c=1"}), "Add to compare"),
    ],
)
def test_a_card_shows_whether_it_was_chosen_and_else_the_way_to_choose_it(facility, shown, words):
    ids = [each.replace("{id}", facility.short_id) for each in shown.chosen]
    urls = dict.fromkeys([facility.short_id] if shown.keep_urls else [], "/compare/")
    card = Card.of(facility, **TODAY)

    html = drawn(Hit(card, None, 1, ()), InList(shown.form_id, ids, urls))

    assert words.replace("{id}", facility.short_id) in html


def test_a_card_says_on_what_it_is_silent(facility):
    card = Card.of(facility, **TODAY)

    html = drawn(Hit(card, None, 1, ("who pays", "level of care")), NOBODY_YET)

    assert "Not stated: who pays and level of care. Ask when you call." in html


def test_the_cards_shown_most_stay_and_no_more_than_so_many(
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(cards, "MOST_KEPT", 8)
    pks = [make_facility().pk for _ in range(20)]
    current = index.current()
    often, others = pks[:2], iter(pks[2:])

    for pair in zip(others, others, strict=True):
        shown = cards.cards([*often, *pair], current)
        assert set(shown) == {*often, *pair}
        assert len(current.cards) + len(current.older_cards) <= 16

    with django_assert_num_queries(0):
        cards.cards(often, current)
    with django_assert_num_queries(1):
        cards.cards(pks[2:4], current)


def test_cards_of_one_look_share_one_drawing_and_each_has_its_words():
    """Words with what HTML would take for markup, and one drawing for both."""
    first, second = (
        Card.of(make_facility(name=name, street="1 Main St"), **TODAY)
        for name in ("A & <b>", "Two")
    )

    drawn_first, drawn_second = (
        drawn(Hit(card, None, n, ()), NOBODY_YET) for n, card in enumerate((first, second), 1)
    )

    assert first.look == second.look
    assert "A &amp; &lt;b&gt;</a>" in drawn_first
    assert drawn_second == drawn_first.replace("A &amp; &lt;b&gt;", "Two").replace(
        first.url, second.url
    ).replace(first.short_id, second.short_id).replace(">1</span>", ">2</span>")

"""Cards of a list: read without the model, drawn by filling a pattern; the same either way."""

from __future__ import annotations

from datetime import date

import pytest

from directory import index
from directory.centers import cards
from directory.centers.card_columns import read
from directory.centers.cards import LINES, Card, drawn
from directory.centers.describe import short_names
from directory.centers.listing import Hit
from directory.models import Facility
from tests.factories import make_facility
from web.drawing import draw

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


@pytest.mark.parametrize("form_id", ["", "chosen"])
@pytest.mark.parametrize(("miles", "number"), [(None, 0), (3.14, 7)])
@pytest.mark.parametrize("silent_on", [(), ("who pays", "level of care")])
def test_a_filled_card_is_the_one_its_template_draws(facility, form_id, miles, number, silent_on):
    card = Card.of(facility, **TODAY)

    filled = drawn(Hit(card, miles, number, silent_on), form_id=form_id)

    facts = [(title, ", ".join(short_names(facility, *facets))) for title, facets in LINES]
    silent = ["Not stated: who pays and level of care. Ask when you call."] if silent_on else []
    known = {name: getattr(card, name) for name in Card.__slots__}
    assert filled == draw(
        "directory/_facility_card.jinja",
        card={**known, "facts": facts},
        number=number or "",
        miles="3.1 miles" if miles else "",
        warnings=[*silent, *card.cautions],
        form_id=form_id,
        is_chosen=False,
        keep_url="",
    )


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

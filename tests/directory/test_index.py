"""The index against the database: plain SQL and arithmetic are the check, never a second way to ask."""

import random
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import changes, index
from directory.geo import miles_between
from directory.index import cell_of, cells_around, mask_of, rows_of
from directory.models import Facet, Facility
from directory.question import Question
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)  # about 3.2 miles on
WORCESTER = (42.2626, -71.8023)  # about 37 miles on


def names(question: Question) -> list[str]:
    found = index.current().answer(question).found
    return [Facility.objects.get(pk=pk).name for pk, _ in found]


def needs(**by_facet: str) -> dict[Facet, frozenset[str]]:
    return {Facet(facet): frozenset(keys.split()) for facet, keys in by_facet.items()}


def test_near_orders_by_distance_and_stops_at_the_radius():
    make_facility("Far", at=WORCESTER)
    make_facility("Near", at=CAMBRIDGE)
    make_facility("Here", at=BOSTON)
    make_facility("Nowhere")

    assert names(Question(near=BOSTON, miles=25)) == ["Here", "Near"]
    assert names(Question(near=BOSTON, miles=50)) == ["Here", "Near", "Far"]


def test_the_same_distance_is_ordered_by_name():
    make_facility("Birch House", at=BOSTON)
    make_facility("ash clinic", at=BOSTON)

    assert names(Question(near=BOSTON, miles=5)) == ["ash clinic", "Birch House"]


def test_the_same_distance_and_name_is_ordered_by_the_most_recently_updated():
    old = make_facility("Ash Clinic", at=BOSTON, as_of=date(2025, 1, 1))
    new = make_facility("Ash Clinic", at=BOSTON, as_of=date(2026, 1, 1))

    found = index.current().answer(Question(near=BOSTON, miles=5)).found
    assert [pk for pk, _ in found] == [new.pk, old.pk]


def test_without_a_place_the_order_is_by_name_across_states():
    make_facility("Cedar", state="AK")
    make_facility("Ash", state="WY")

    assert names(Question()) == ["Ash", "Cedar"]


def test_inside_a_facet_any_will_do_and_each_facet_must_be_met():
    make_facility("Both", says="methadone medicaid")
    make_facility("Other medicine", says="buprenorphine medicaid")
    make_facility("No Medicaid", says="methadone self-pay")

    question = Question(needs=needs(medication="methadone buprenorphine", payment="medicaid"))

    assert names(question) == ["Both", "Other medicine"]


def test_who_says_no_is_not_found_by_it():
    make_facility("Says no", says_no="methadone")

    assert names(Question(needs=needs(medication="methadone"))) == []


def test_a_state_holds_its_own_and_a_delisted_center_is_in_none():
    make_facility("Mine", state="MA")
    make_facility("Gone", state="MA", is_listed=False)
    make_facility("Theirs", state="RI")

    assert names(Question(state="MA")) == ["Mine"]
    assert names(Question(state="GU")) == []


def test_counts_ignore_the_choices_of_their_own_facet_and_keep_all_others():
    make_facility(says="methadone medicaid")
    make_facility(says="buprenorphine medicaid")
    make_facility(says="buprenorphine medicare")

    answer = index.current().answer(
        Question(needs=needs(medication="methadone", payment="medicaid"))
    )

    assert len(answer) == 1
    assert answer.counts(Facet.MEDICATION)["buprenorphine"] == 1
    assert answer.counts(Facet.PAYMENT)["medicaid"] == 1
    assert answer.counts(Facet.PAYMENT)["medicare"] == 0


def test_silent_on_payment_is_not_stated_and_no_medicaid_among_payers_is_not():
    make_facility(says="methadone")
    make_facility(says="methadone self-pay")

    answer = index.current().answer(Question(needs=needs(payment="medicaid")))

    assert len(answer) == 0
    assert answer.not_stated(Facet.PAYMENT) == 1


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was():
    make_facility("Stays")

    with transaction.atomic():
        make_facility("Never was")
        transaction.set_rollback(True)

    assert names(Question()) == ["Stays"]


def test_the_stored_index_is_the_index():
    make_facility(says="methadone", at=BOSTON)
    make_facility(state="WY")
    built = index.build()

    again = index.from_bytes(index.to_bytes(built))

    # Compared as bytes: an unknown position is NaN, which is not equal to itself.
    assert index.to_bytes(again) == index.to_bytes(built)
    assert again.answer(Question(near=BOSTON)).found == built.answer(Question(near=BOSTON)).found


def test_an_empty_directory_answers_too():
    changes.renew()

    assert index.current().answer(Question(near=BOSTON, miles=100)).found == []


@given(st.sets(st.integers(0, 5000)))
def test_bits_and_rows_are_the_same_thing(rows):
    assert list(rows_of(mask_of(rows))) == sorted(rows)
    assert mask_of(rows).bit_count() == len(rows)


points = st.tuples(st.floats(-75, 75), st.floats(-180, 179.99))


@given(points, points, st.sampled_from([5, 10, 25, 50, 100]))
@settings(max_examples=500)
def test_a_point_within_the_radius_is_always_in_a_cell_that_is_looked_at(center, point, miles):
    if miles_between(center, point) <= miles:
        assert cell_of(*point) in set(cells_around(center, miles))


@pytest.mark.parametrize(
    "center", [(51.88, -176.65), (51.9, 179.9), (64.8, -147.7), (13.4, 144.8)]
)
def test_near_is_right_in_alaska_across_the_date_line_and_in_the_pacific(center):
    chance = random.Random(1)
    for _ in range(400):
        point = (center[0] + chance.uniform(-2, 2), center[1] + chance.uniform(-4, 4))
        point = (point[0], (point[1] + 180) % 360 - 180)
        if miles_between(center, point) <= 100:
            assert cell_of(*point) in set(cells_around(center, 100))


def test_counts_are_equal_to_sql_for_random_questions():
    chance = random.Random(7)
    keys = ["methadone", "buprenorphine", "residential", "outpatient", "medicaid", "free"]
    for n in range(60):
        says = " ".join(chance.sample(keys, chance.randrange(5)))
        state = chance.choice(["MA", "RI", "WY"])
        at = (42 + chance.random(), -71 - chance.random())
        make_facility(f"F{n}", says=says, state=state, at=at)

    current = index.current()
    for _ in range(60):
        asked = {
            Facet.MEDICATION: chance.sample(["methadone", "buprenorphine"], chance.randrange(3)),
            Facet.CARE: chance.sample(["residential", "outpatient"], chance.randrange(3)),
            Facet.PAYMENT: chance.sample(["medicaid"], chance.randrange(2)),
        }
        state = chance.choice(["", "MA", "WY"])
        question = Question(
            state=state, needs={f: frozenset(keys) for f, keys in asked.items() if keys}
        )

        rows = Facility.objects.filter(state=state) if state else Facility.objects.all()
        expected = {
            facility.pk
            for facility in rows
            if all(any(facility.facts.get(key) for key in keys) for keys in asked.values() if keys)
        }
        assert {found.pk for found in current.answer(question).found} == expected

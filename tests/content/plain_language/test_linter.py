"""What a page must not say or lack."""

import pytest

from content.plain_language import linter
from content.plain_language.linter import Text
from content.publishing import library


def errors(body: str) -> list[str]:
    return [str(finding) for finding in linter.errors(Text(body))]


def warnings(body: str) -> list[str]:
    return [str(finding) for finding in linter.warnings(Text(body))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Many addicts get better.",
        "He is a recovering addict.",
        "Drug abuse harms the heart.",
        "Heroin users can get help.",
        "She has been clean for a year.",
        "A dirty urine test ends the program.",
        "Medication-assisted treatment works.",
        "Substitution therapy is an option.",
        "The baby was born addicted.",
    ],
)
def test_a_word_that_stigmatizes_is_an_error_with_what_to_say_instead(sentence):
    [error] = errors(sentence)

    assert "Say" in error


@pytest.mark.parametrize(
    "sentence",
    [
        "The National Institute on Drug Abuse says so.",
        "Some people still say “addict”.",
        "Use a clean, dry container.",
        "A person with addiction can get better.",
        "Wounds need clean bandages.",
    ],
)
def test_names_quotes_and_the_plain_meaning_of_a_word_are_fine(sentence):
    assert errors(sentence) == []


@pytest.mark.parametrize(
    "claim",
    [
        "One-day detox works well.",
        "Detox flushes the drug out of your body.",
        "Treatment begins with detox.",
        "Counseling is essential.",
        "Methadone replaces one drug with another.",
        "Relapse is part of recovery.",
        "People have to want it.",
        "If the child seems fine, call Poison Help.",
        "Only breathe for them if they are not breathing.",
        "A heroin overdose comes on over one to three hours.",
        "Inject nothing but naloxone.",
        "People with a substance use disorder are exempt.",
        "A substance use disorder exempts you from the work rule.",
        "Buprenorphine can be started by phone through December 31, 2026.",
        "About half or more of the pills could kill.",
        "One line on the left means fentanyl was found.",
        "Tell the clinic if you faint on methadone.",
        "Applying for Medicaid is private.",
        "Sublocade needs a week on films first.",
        "Kratom can get you off heroin.",
        "Pilots must stop their medicine.",
        "HELP4U is a teen line.",
        "Smoking is a safe way to use.",
        "Fentanyl strips find carfentanil.",
        "Court-ordered treatment will save them.",
        "On January 1, 2027, everyone must prove 80 hours.",
        "In four to six days heroin is out of the body.",
        "Heroin binds to dopamine receptors.",
        "Let them sleep it off.",
        "Give another dose after 3 to 5 minutes.",
        "Naloxone works on any overdose.",
        "Touching fentanyl can make you overdose.",
        "They woke up, so you can relax.",
        "A cold shower wakes them.",
        "Two lines mean fentanyl.",
        "You get methadone at any pharmacy.",
        "A waiver is needed to prescribe it.",
        "We promise a 90% success rate, a guaranteed cure: guaranteed success.",
        "Call and press 3 for young people.",
    ],
)
def test_a_claim_that_is_never_to_be_made_is_an_error_with_the_right_fact(claim):
    assert any("Never say this" in error for error in errors(claim))


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not leave them to sleep it off.",
        "Avoid one-day detox: it has killed people.",
        "Do I have to go to counseling?",
        "Detox does not flush the drug out.",
        "Give another dose after 2 to 3 minutes.",
    ],
)
def test_to_deny_a_claim_or_to_ask_about_it_is_fine(sentence):
    assert errors(sentence) == []


@pytest.mark.parametrize("number", ["1-800-662-4357", "(617) 555-0142", "988", "800-222-1222"])
def test_a_phone_number_in_the_text_is_an_error(number):
    assert "registry" in errors(f"Call {number} now.")[0]


@pytest.mark.parametrize("fine", ["[[helpline:988]]", "It costs $1,176.50.", "from 2007 to 2019"])
def test_slots_prices_and_years_are_no_phone_numbers(fine):
    assert errors(f"Words {fine} words.") == []


@pytest.mark.parametrize("words", ["here", "Click here", "this page", "more"])
def test_a_link_that_does_not_say_where_it_goes_is_an_error(words):
    assert "says where it goes" in errors(f"Read [{words}](/naloxone/) now.")[0]


def test_a_statistic_without_its_year_is_a_warning():
    assert warnings("About 79,384 people died.")
    assert not warnings("In 2024, about 79,384 people died.")
    assert not warnings("A study from 2021 looked at this. Deaths fell by 26.2%.")


def test_a_sentence_of_more_than_25_words_is_a_warning():
    assert not warnings(" ".join(["word"] * 25) + ".")
    assert "26 words" in warnings(" ".join(["word"] * 26) + ".")[0]


def test_a_hard_page_is_a_warning_with_both_grades():
    hard = (
        "Pharmacological interventions substantially ameliorate physiological symptomatology. "
        "Multidisciplinary organizations consistently recommend individualized therapeutic regimens. "
    )

    [warning] = warnings(hard * 4)

    assert "grade" in warning
    assert "raw" in warning


def test_emergency_steps_must_be_easier_than_the_page():
    sentence = "Continue supporting the person carefully until professional help finally arrives. "
    steps = "::: steps\n1. " + sentence * 6 + "\n:::"

    assert any("The steps" in warning for warning in warnings(steps))


@pytest.mark.parametrize(
    "path",
    sorted(library.LIBRARY.glob("en/*/*.md")),
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_every_page_of_the_library_is_free_of_errors_and_easy_to_read(path):
    page = library.read_page(path)
    text = Text(page["body"], page["summary"], page["short_version"])

    assert [str(finding) for finding in linter.errors(text)] == []
    assert not [str(found) for found in linter.warnings(text) if "reads at grade" in str(found)]


CHECK = """::: check
1. ☐ I had cravings.

**Signs marked:** ____

| Signs | What it means |
| --- | --- |
| 0 or 1 | Few |
:::
"""


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("☐ ", "", "☐"),
        ("____", "", "blank"),
        ("| 0 or 1 | Few |", "| Few | 0 |", "from 0 up"),
    ],
)
def test_a_list_to_tick_has_boxes_a_blank_and_what_counts_mean(was, now, says):
    assert errors(CHECK) == []

    [error] = errors(CHECK.replace(was, now))

    assert says in error

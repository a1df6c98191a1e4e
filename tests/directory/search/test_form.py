"""What the form of a search shows, and says of what could not be understood."""

import pytest
from django.http import QueryDict

from directory import index
from directory.index.question import FACETS, Question
from directory.search import fields, filter_groups
from directory.search.filter_groups import GROUPS
from directory.search.form import SearchForm
from directory.vocabulary.attributes import Facet, filters_of
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)


def form(query: str = "") -> SearchForm:
    given = QueryDict(query)
    return SearchForm(Question.from_query(given), given)


def test_every_filter_of_the_vocabulary_that_the_form_shows_has_a_field():
    for facet in FACETS:
        keys = [key for key, _ in form().fields[facet.value].choices]
        assert keys == [attribute.key for attribute in filters_of(facet)]


def test_text_without_a_letter_or_digit_is_explained():
    made = form("q=!?")

    assert "letters or digits" in str(made.errors["q"])


def test_each_option_says_what_it_would_leave_and_whether_it_is_on():
    make_facility(says="methadone spanish")
    make_facility(says="buprenorphine")
    question = Question.from_query(QueryDict("medication=methadone"))

    html = filter_groups.drawn(question, index.current().answer(question))

    assert "1&nbsp;on" in html
    assert 'value="buprenorphine">Gives buprenorphine (1)</label>' in html
    assert 'value="methadone" checked>Gives methadone (1)</label>' in html
    assert 'value="spanish">Spanish (1)</label>' in html
    assert 'value="arabic">Arabic (0)</label>' in html


def test_each_group_has_one_plain_sentence_or_two_short_ones():
    for group in GROUPS:
        assert group.sentence.endswith(".")
        assert len(group.sentence) < 90, group.sentence


def test_insurance_is_what_a_center_says_it_accepts_and_never_a_network():
    payment = next(group for group in GROUPS if group.facet == Facet.PAYMENT)

    assert "says it accepts" in payment.sentence
    assert not any("network" in group.sentence for group in GROUPS)


def test_the_youth_filter_says_to_call():
    (youth,) = form().fields["age"].choices

    assert youth == ("youth", "Has listed youth services: call to confirm")


def test_a_field_that_is_kept_holds_nothing_of_an_address_that_we_do_not_know():
    fields._kept.cache_clear()

    drawn = {
        fields.drawn(
            form(f"not-stated={junk}&not-stated=include&not-stated=include"), "not-stated", None
        )
        for junk in ("my-name", "my-street")
    }

    assert len(drawn) == 1
    assert fields._kept.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("where=99999", "where", "We do not know the ZIP code 99999."),
        ("where=Nowehre", "where", "We could not find “Nowehre”."),
        (f"where={'x' * 81}", "where", "at most 80 characters (it has 81)"),
        ("where=02118&miles=7", "miles", "Choose one of these distances."),
        ("state=XX", "state", "Choose a state from the list."),
        ("where=02118&state=WY", "state", "02118 is not in Wyoming. Change one of the two."),
        ("q=a%00b", "q", "Null characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_with_what_to_do(query, name, words):
    make_place("02118", "MA", at=BOSTON)

    assert words in str(form(query).errors[name])

"""Words and ticks to a Question."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory import index
from directory.index.question import FACETS, Question
from directory.search import fields
from directory.search.filter_groups import GROUPS
from directory.search.form import SearchForm, in_address
from directory.vocabulary.attributes import Facet, filters_of
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)


def form(query: str = "") -> SearchForm:
    made = SearchForm.from_query(QueryDict(query))
    made.is_valid()
    return made


def test_what_is_typed_and_ticked_becomes_a_question():
    make_place("02118", "MA", at=BOSTON)

    question = form(
        "where=02118&miles=10&q=harbor&language=spanish&language=sign-language"
        "&smoking=smoking-not-allowed&not-stated=include&also=set-aside"
    ).question

    assert question == Question(
        near=BOSTON,
        miles=10,
        needs={
            Facet.LANGUAGE: frozenset({"spanish", "sign-language"}),
            Facet.SMOKING: frozenset({"smoking-not-allowed"}),
        },
        text="harbor",
        with_not_stated=True,
        with_set_aside=True,
    )


def test_every_filter_of_the_vocabulary_that_the_form_shows_has_a_field():
    for facet in FACETS:
        keys = [key for key, _ in form().fields[facet.value].choices]
        assert keys == [attribute.key for attribute in filters_of(facet)]


@pytest.mark.parametrize("query", ["not-stated=yes", "also=everything", "smoking=pipe", "age=99"])
def test_a_value_that_nobody_knows_is_left_out(query):
    made = form(query)

    assert made.is_valid()
    assert made.asks_nothing


def test_the_fields_are_named_in_addresses_with_hyphens():
    assert not form("not-stated=include").asks_nothing
    assert not form("not_stated=include").is_bound


def test_text_without_a_letter_or_digit_is_explained():
    made = form("q=!?")

    assert "letters or digits" in str(made.errors["q"])


def test_each_option_says_what_it_would_leave_and_whether_it_is_on():
    make_facility(says="methadone spanish")
    make_facility(says="buprenorphine")
    made = form("medication=methadone")

    groups = made.choices(index.current().answer(made.question))

    medication = next(each for each in groups if each.group.facet == Facet.MEDICATION)
    assert medication.ticked == 1
    first, second, *_ = medication.options
    assert (first.key, first.count, first.is_ticked) == ("buprenorphine", 1, False)
    assert (second.key, second.count, second.is_ticked) == ("methadone", 1, True)
    language = next(each for each in groups if each.group.facet == Facet.LANGUAGE)
    assert [option.count for option in language.options if option.key == "spanish"] == [1]


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
            form(f"not-stated={junk}&not-stated=include&not-stated=include"), "not_stated"
        )
        for junk in ("my-name", "my-street")
    }

    assert len(drawn) == 1
    assert fields._kept.cache_info().currsize == 1


# Names of our fields and others, with values that fit, nearly fit or do not.
NAMES = sorted({*map(in_address, SearchForm.base_fields), "page", "not_stated", "c"})
KEYS = sorted({a.key for facet in FACETS for a in filters_of(facet)})
VALUES = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(["", " ", "5", "25", " 25", "025", "7", "MA", "ma", "TX", "include"]),
    st.sampled_from(["02118", "02118 ", "99999", "0211", "Springfield", "Springfield, MA", "TX"]),
    st.sampled_from(["set-aside", "harbor", "!?", "x" * 80, "x" * 81, " " * 81, "a\0b", "\u0660"]),
    st.text(max_size=12),
)


class ByDjango(SearchForm):
    """The same form, read by Django's own machinery."""

    full_clean = SearchForm.__mro__[1].full_clean


@pytest.fixture
def some_places():
    make_place("02118", "MA", at=BOSTON)
    make_place("Springfield", "MA", at=BOSTON)
    make_place("Springfield", "IL", at=BOSTON)
    make_place("Nowhere", "MA", at=None)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=9))
def test_a_plain_query_is_read_as_the_form_reads_it(some_places, pairs):
    query = QueryDict(urlencode(pairs, errors="surrogatepass"))

    read, by_django = SearchForm.from_query(query), ByDjango.from_query(query)

    assert read.is_valid() == by_django.is_valid()
    assert read.errors == by_django.errors
    assert read.is_ambiguous == by_django.is_ambiguous
    assert read.asks_nothing == by_django.asks_nothing
    assert read.candidates == by_django.candidates
    if read.is_bound:
        assert list(read.cleaned_data.items()) == list(by_django.cleaned_data.items())
        assert read.question == by_django.question

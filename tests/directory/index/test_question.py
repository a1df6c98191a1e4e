"""A question reads itself from an address and writes itself back."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.index.question import FACETS, NAMES, Problem, Question, Trouble
from directory.vocabulary.attributes import Facet, filters_of
from tests.factories import make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
KEYS = sorted({a.key for facet in FACETS for a in filters_of(facet)})


def asked(query: str) -> Question:
    return Question.from_query(QueryDict(query))


def of_address(url: str) -> Question:
    return asked(url.partition("?")[2])


@pytest.fixture
def some_places():
    make_place("02118", "MA", at=BOSTON)
    make_place("Springfield", "MA", at=BOSTON)
    make_place("Springfield", "IL", at=BOSTON)
    make_place("Nowhere", "MA", at=None)
    make_place("Massachusetts", "MA", at=BOSTON, kind="state")


def test_what_is_typed_and_ticked_becomes_a_question(some_places):
    question = asked(
        "where=02118&miles=10&q=harbor&language=spanish&language=sign-language"
        "&smoking=smoking-not-allowed&not-stated=include&also=set-aside"
    )

    assert (question.near, question.radius, question.text) == (BOSTON, 10, "harbor")
    assert question.needs == {
        Facet.LANGUAGE: ("spanish", "sign-language"),
        Facet.SMOKING: ("smoking-not-allowed",),
    }
    assert question.with_not_stated
    assert question.with_set_aside


def test_a_state_as_the_place_is_looked_in_and_measured_from_nowhere(some_places):
    question = asked("where=massachusetts")

    assert (question.in_state, question.near) == ("MA", None)


@pytest.mark.parametrize("query", ["", "utm=1", "page=2", "c=0123456789", "not_stated=include"])
def test_an_address_without_any_of_our_names_asks_nothing(query):
    assert asked(query) == Question()


@pytest.mark.parametrize("query", ["miles=25", "not-stated=yes", "also=everything", "age=99"])
def test_what_narrows_nothing_asks_nothing(query):
    question = asked(query)

    assert question.is_asked
    assert question.asks_nothing
    assert question.can_be_answered


@pytest.mark.parametrize(
    ("query", "name", "trouble"),
    [
        ("where=99999", "where", Trouble.UNKNOWN),
        ("where=Nowhere", "where", Trouble.NOWHERE),
        (f"where={'x' * 81}", "where", Trouble.TOO_LONG),
        ("where=02118&miles=7", "miles", Trouble.UNKNOWN),
        ("where=02118&miles=025", "miles", Trouble.UNKNOWN),
        ("state=XX", "state", Trouble.UNKNOWN),
        ("where=02118&state=WY", "state", Trouble.ELSEWHERE),
        ("q=!%3F", "q", Trouble.NO_WORDS),
        ("q=a%00b", "q", Trouble.HAS_NUL),
    ],
)
def test_what_does_not_fit_is_a_problem_and_never_silently_dropped(
    some_places, query, name, trouble
):
    question = asked(query)

    assert question.problems == (Problem(name, trouble),)
    assert not question.can_be_answered


def test_a_name_of_several_places_is_one_of_them_inside_a_state(some_places):
    both = asked("where=Springfield")

    assert both.is_ambiguous
    assert both.with_(where="Springfield, IL").place.state == "IL"
    inside = asked("where=Springfield&state=MA")
    assert inside.place.state == "MA"
    assert inside.without("state").is_ambiguous  # as its address would be


def test_needs_named_anew_take_the_place_of_those_there_and_the_rest_stays():
    question = asked("state=MA&care=residential&payment=medicaid&payment=medicare")

    assert question.with_(needs={Facet.CARE: ("outpatient",)}).query == (
        "?miles=25&state=MA&care=outpatient&payment=medicaid&payment=medicare"
    )
    assert question.without_option(Facet.PAYMENT, "medicaid").query == (
        "?miles=25&state=MA&care=residential&payment=medicare"
    )
    assert question.without("care", "payment").query == question.cleared.query


VALUES = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(["", " ", "5", "25", " 25", "025", "7", "MA", "ma", "TX", "include"]),
    st.sampled_from(["02118", "02118 ", "99999", "0211", "Springfield", "Springfield, MA", "TX"]),
    st.sampled_from(["set-aside", "harbor", "!?", "x" * 80, "x" * 81, " " * 81, "a\0b", "\u0660"]),
    st.text(max_size=12),
)
ADDRESSES = st.lists(st.tuples(st.sampled_from([*NAMES, "page", "c"]), VALUES), max_size=9)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ADDRESSES)
def test_the_address_of_a_question_asks_that_question(some_places, pairs):
    question = Question.from_query(QueryDict(urlencode(pairs, errors="surrogatepass")))

    if question.can_be_answered:
        again = of_address(question.url)
        assert again.without("miles").url == question.without("miles").url
        if not question.asks_nothing:
            assert (again.near, again.in_state, again.radius) == (
                question.near, question.in_state, question.radius,
            )  # fmt: skip
            assert (again.text, again.needs) == (question.text, question.needs)
            assert again.with_not_stated == question.with_not_stated
            assert again.with_set_aside == question.with_set_aside


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ADDRESSES, st.lists(st.sampled_from(NAMES), max_size=4))
def test_what_is_left_out_of_a_question_is_left_out_of_its_address(some_places, pairs, names):
    question = Question.from_query(QueryDict(urlencode(pairs, errors="surrogatepass")))

    left = QueryDict(question.without(*names).query.removeprefix("?"))

    assert not set(names) & left.keys()

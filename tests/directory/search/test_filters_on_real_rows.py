"""Every filter and its silence on SAMHSA's real rows, against the codes of its workbook."""

import pytest

from directory import index
from directory.index.question import FACETS, Question
from directory.vocabulary.attributes import Facet, filters_of
from tests.directory.imports.test_real_data import DATA
from tests.directory.raw_rows import CODES

pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason="SAMHSA's full files are not here"),
    pytest.mark.django_db,
]


def test_every_filter_of_the_form_is_checked():
    assert {facet: [a.key for a in filters_of(facet)] for facet in FACETS} == {
        facet: list(CODES[facet]) for facet in FACETS
    }


@pytest.mark.parametrize("facet", FACETS)
def test_every_option_counts_the_rows_that_have_its_codes(real_rows, facet):
    counted = {key: sum(row.lists(facet, [key]) for row in real_rows) for key in CODES[facet]}

    assert index.current().answer(Question(with_set_aside=True)).counts(facet) == counted


@pytest.mark.parametrize("facet", FACETS)
def test_who_has_no_code_of_the_whole_question_is_not_stated(real_rows, facet):
    silent = sum(row.is_silent_on(facet) for row in real_rows)

    assert index.current().answer(Question(with_set_aside=True)).not_stated(facet) == silent


def test_of_3148_without_medicaid_only_128_are_silent_on_payment(real_rows):
    answer = index.current().answer(Question(with_set_aside=True))

    assert len(real_rows) - answer.counts(Facet.PAYMENT)["medicaid"] == 3148
    assert answer.not_stated(Facet.PAYMENT) == 128


def test_who_is_set_aside_has_only_codes_against_and_whose_answers_disagree_stays(real_rows):
    against = [row for row in real_rows if row.codes & {"NOOP", "DUO", "AUDO"}]
    disagreeing = [row for row in against if not row.is_set_aside]

    answer = index.current().answer(Question())

    assert answer.set_aside == len(against) - len(disagreeing)
    assert (len(against), len(disagreeing)) == (1081, 80)


@pytest.mark.parametrize("state", ["MA", "TX", "GU"])
@pytest.mark.parametrize("facet", FACETS)
def test_in_a_state_without_those_set_aside_every_option_is_right_too(real_rows, facet, state):
    here = [row for row in real_rows if row.state == state and not row.is_set_aside]

    counts = index.current().answer(Question(state=state)).counts(facet)

    assert counts == {key: sum(row.lists(facet, [key]) for row in here) for key in CODES[facet]}

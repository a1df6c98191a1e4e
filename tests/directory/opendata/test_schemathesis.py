"""All that the descriptions of our APIs allow, and more, asked of the real application."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from directory.models import Facility
from directory.opendata import hsds, terms
from directory.opendata.for_programs import REQUESTS
from tests.factories import make_facility, make_place
from treatinfo.wsgi import application

schemathesis = pytest.importorskip("schemathesis", reason="requirements/e2e.txt is not here")
positive_data_acceptance = pytest.importorskip(
    "schemathesis.specs.openapi.checks"
).positive_data_acceptance

pytestmark = pytest.mark.django_db

OURS = schemathesis.openapi.from_wsgi("/data/api/v1/openapi.json", application)
HSDS = schemathesis.openapi.from_wsgi("/data/hsds/openapi.json", application)
USUAL = settings(max_examples=40, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(autouse=True)
def one_connection():
    """The requests run inside the test's transaction: as Django's own client, leave it open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def centers(monkeypatch) -> list[Facility]:
    monkeypatch.setattr(REQUESTS, "most", 10**9)
    make_place("02118", "MA", at=(42.3362, -71.0729))
    return [
        make_facility("Harbor Clinic", says="outpatient buprenorphine medicaid spanish"),
        make_facility("Silent House", phones=[], street=""),
    ]


def answer_to(case):
    """Without compression: schemathesis asks for it, but reads it only over the network. A place
    that nobody knows fits every schema, and is refused with 422 as the description says."""
    return case.call_and_validate(
        headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
    )


@OURS.parametrize()
@USUAL
def test_our_api_does_what_its_description_says(case):
    answer_to(case)


@HSDS.parametrize()
@USUAL
def test_the_hsds_api_does_what_its_description_says(case):
    answer_to(case)


@pytest.mark.parametrize("what", ["organization", "service", "service_at_location"])
def test_the_hsds_api_answers_for_ids_that_exist(what, centers):
    for facility in centers:
        operation = HSDS[f"/data/hsds/{what}s/{{{_name(what)}}}"]["GET"]
        case = operation.Case(path_parameters={_name(what): hsds.id_of(facility.uid, what)})

        assert answer_to(case).status_code == 200


def test_the_hsds_api_answers_for_terms_that_exist():
    for kind, ids in (("taxonomies", terms.TAXONOMIES), ("taxonomy_terms", terms.TERMS)):
        name = "taxonomy_id" if kind == "taxonomies" else "term_id"
        case = HSDS[f"/data/hsds/{kind}/{{{name}}}"]["GET"].Case(
            path_parameters={name: next(iter(ids))}
        )

        assert answer_to(case).status_code == 200


def _name(what: str) -> str:
    return {"service_at_location": "link_id"}.get(what, f"{what}_id")

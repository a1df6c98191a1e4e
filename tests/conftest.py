"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from hypothesis import settings

from content.publishing import library
from content.search import knowledge
from directory.models import Place
from directory.places import place_table
from tests.factories import LONG_AGO, make_facility, make_place, make_report
from tests.kept import Kept

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def kept_places(django_db_setup, django_db_blocker) -> Kept:
    with django_db_blocker.unblock():
        return Kept(place_table.load, [Place])


@pytest.fixture(scope="module")
def places(kept_places, django_db_blocker):
    """The real ZIP codes, cities and states, for the tests of one module; taken away again, so that
    other modules can make the places they want."""
    with django_db_blocker.unblock():
        kept_places.put()
    yield
    with django_db_blocker.unblock():
        kept_places.take_away()


@pytest.fixture(scope="session")
def kept_library(django_db_setup, django_db_blocker) -> Kept:
    with django_db_blocker.unblock(), time_machine.travel(LONG_AGO):
        return Kept(library.load, list(apps.get_app_config("content").get_models()))


@pytest.fixture(scope="module")
def whole_site(kept_library, django_db_blocker) -> Iterator[dict[str, str]]:
    """The library's own pages, published long ago, and a few centers; the addresses of every kind of
    public page. Made once a module, inside a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        kept_library.put()
        knowledge.renew()
        yield _whole_site()
        transaction.set_rollback(True)


@pytest.fixture
def library_pages(db, kept_library) -> None:
    """The library's own pages, for one test."""
    kept_library.put()
    knowledge.renew()


def _whole_site() -> dict[str, str]:
    make_place("Massachusetts", "MA", at=(42.3, -71.8), kind="state")
    make_place("02118", "MA", at=(42.3362, -71.0729))
    make_place("Springfield", "MA", at=(42.1, -72.58))
    make_place("Springfield", "IL", at=(39.78, -89.65))
    says = (
        "outpatient buprenorphine own-medication medicaid sliding-fee spanish telehealth veterans"
    )
    full = make_facility(
        "Harbor Clinic",
        program="Day Program",
        says=says,
        at=(42.34, -71.08),
        website="https://harbor.example.org/",
        phones=[
            {"kind": "main", "number": "6175550142", "ext": "12"},
            {"kind": "intake", "number": "8005550199", "ext": ""},
        ],
        unknown_facts=[["Testing", "A test we have no word for"]],
    )
    bare = make_facility("Silent House", at=(42.33, -71.07), position="zip", phones=[])
    gone = make_facility("Closed House", is_listed=False)
    search = "/find-treatment/?where=02118"
    return {
        "home": "/",
        "emergency": "/overdose/",
        "front page of a topic": "/naloxone/",
        "page": "/understand/withdrawal/",
        "page with a table": "/treatment/medications/",
        "levels of care": "/treatment/levels-of-care/",
        "topic": "/treatment/",
        "privacy": "/about/privacy/",
        "questions": "/questions/",
        "answers": "/questions/life/",
        "glossary": "/glossary/",
        "terms": "/glossary/a-to-f/",
        "A to Z": "/a-to-z/",
        "directory": "/find-treatment/",
        "results": search,
        "results with filters": f"{search}&medication=buprenorphine&payment=medicaid",
        "map": "/find-treatment/map/?where=02118",
        "no results": f"{search}&medication=methadone",
        "ambiguous": "/find-treatment/?where=Springfield",
        "unknown": "/find-treatment/?where=99999&miles=7",
        "state": "/find-treatment/in/ma/",
        "empty state": "/find-treatment/in/gu/",
        "facility": full.get_absolute_url(),
        "bare facility": bare.get_absolute_url(),
        "delisted": gone.get_absolute_url(),
        "not found": "/nothing/here/",
        "report on a center": f"/report/?center={full.short_id}",
        "report on a page": "/report/?page=/naloxone/",
        "report on the site": "/report/",
        "report that came in": make_report(full).get_absolute_url(),
        "corrections": "/corrections/",
        "our data": "/data/",
        "our APIs": "/data/api/",
        "compare": f"/find-treatment/compare/?c={full.short_id}&c={bare.short_id}",
        "call sheet": f"/find-treatment/call-sheet/?c={full.short_id}&c={gone.short_id}",
        "city": "/find-treatment/in/ma/boston/",
        "start today": "/find-treatment/today/",
        "start today, answered": "/find-treatment/today/?danger=no&where=02118&pregnant=on",
        "start today, in danger": "/find-treatment/today/?danger=overdose",
        "what to ask for": "/find-treatment/what-to-ask-for/",
        "what to ask for, answered": "/find-treatment/what-to-ask-for/?where=02118&needs=home",
        "site search for a place": "/search/?q=methadone+clinic+in+springfield+il",
        "overdose card": "/overdose/card/",
        "overdose sheet": "/overdose/card/letter/",
        "page with a list to tick": "/understand/how-severe/",
        "keep offline": "/offline/",
        "without a network": "/offline/no-network/",
    }

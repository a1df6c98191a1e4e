"""The command that counts in the database what searches count in the index."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory import index
from directory.models import Facility, IndexSnapshot
from tests.factories import make_facility

pytestmark = pytest.mark.django_db


def check(**options) -> str:
    out = StringIO()
    call_command("check_index", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def centers():
    make_facility("Harbor Clinic", says="methadone medicaid telehealth", at=(42.3, -71.1))
    make_facility("Prairie House", says="does-not-treat-opioids own-medication", state="WY")
    make_facility("Closed House", says="methadone", is_listed=False)


def test_a_right_index_is_called_well(centers):
    assert "All is well" in check()
    assert "2 centers" in check()


def test_an_empty_directory_is_well_too():
    assert "All is well" in check()


def test_a_change_that_never_reached_the_index_is_found_and_said(centers):
    Facility.objects.filter(name="Harbor Clinic").update(facts={"buprenorphine": True})
    out = StringIO()

    with pytest.raises(CommandError, match="--renew"):
        call_command("check_index", stdout=out)

    assert "Gives methadone: 1 in the index, 0 in the database" in out.getvalue()
    assert "Gives buprenorphine: 0 in the index, 1 in the database" in out.getvalue()
    assert "Level of care" not in out.getvalue()


def test_a_name_that_searches_would_miss_is_found(centers):
    Facility.objects.filter(name="Prairie House").update(name="Meadow House")

    with pytest.raises(CommandError):
        check()


def test_it_changes_nothing_unless_asked_to_renew(centers):
    Facility.objects.filter(name="Harbor Clinic").update(state="RI")
    before = IndexSnapshot.objects.get().stamp

    with pytest.raises(CommandError):
        check()
    assert IndexSnapshot.objects.get().stamp == before

    assert "All is well" in check(renew=True)
    assert IndexSnapshot.objects.get().stamp != before


def test_a_stored_index_that_only_its_order_makes_wrong_is_found(centers):
    index.renew()
    Facility.objects.filter(name="Harbor Clinic").update(sort_key="zz harbor clinic")

    with pytest.raises(CommandError):
        check()

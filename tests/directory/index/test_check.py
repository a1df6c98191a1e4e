"""The command that counts in the database what searches count in the index."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory.models import Facility, IndexSnapshot
from tests.factories import make_facility
from web import revision

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


def unnoticed(**changed) -> None:
    """A change that the stored index passes for knowing."""
    Facility.objects.filter(name="Harbor Clinic").update(**changed)
    IndexSnapshot.objects.update(revision=revision.read()["centers"])


def test_a_right_index_is_called_well(centers):
    assert "All is well" in check()
    assert "2 centers" in check()


def test_an_empty_directory_is_well_too():
    assert "All is well" in check()


def test_a_change_that_never_reached_the_index_is_found_and_said(centers):
    unnoticed(facts={"buprenorphine": True})
    out = StringIO()

    with pytest.raises(CommandError, match="--renew"):
        call_command("check_index", stdout=out)

    assert "Gives methadone: 1 in the index, 0 in the database" in out.getvalue()
    assert "Gives buprenorphine: 0 in the index, 1 in the database" in out.getvalue()
    assert "Level of care" not in out.getvalue()


def test_a_name_that_searches_would_miss_is_found(centers):
    unnoticed(name="Meadow House")

    with pytest.raises(CommandError):
        check()


def test_it_changes_nothing_unless_asked_to_renew(centers):
    unnoticed(state="RI")
    before = IndexSnapshot.objects.get().data

    with pytest.raises(CommandError):
        check()
    assert IndexSnapshot.objects.get().data == before

    assert "All is well" in check(renew=True)
    assert IndexSnapshot.objects.get().data != before


def test_a_stored_index_that_only_its_order_makes_wrong_is_found(centers):
    unnoticed(sort_key="zz harbor clinic")

    with pytest.raises(CommandError):
        check()

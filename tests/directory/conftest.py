"""SAMHSA's directory of 2022 in the database, where the file lies beside the project."""

import pytest

from directory.models import Facility, ImportRun, IndexSnapshot
from tests.directory import raw_rows
from tests.directory.imports.test_real_data import EXPORT, load


@pytest.fixture(scope="module")
def real_rows(places, django_db_blocker):
    """The centers, loaded once for all tests of a module; and their rows as SAMHSA wrote them."""
    with django_db_blocker.unblock():
        load(EXPORT)
    yield raw_rows.read()
    with django_db_blocker.unblock():
        Facility.objects.all().delete()
        ImportRun.objects.all().delete()
        IndexSnapshot.objects.all().delete()

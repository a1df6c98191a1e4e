from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Place
from directory.places import gazetteer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def load_places():
    out = StringIO()
    call_command("load_places", stdout=out)
    return out.getvalue()


def test_loading_again_writes_nothing_and_says_what_is_there():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = load_places()

    assert not [q for q in queries if q["sql"].startswith(("INSERT", "DELETE", "UPDATE"))]
    zips, cities = (Place.objects.filter(kind=kind).count() for kind in ("zip", "city"))
    assert zips > 40_000
    assert f"{zips:,} ZIP codes, {cities:,} city names, 59 states and territories" in said


def test_loading_puts_right_what_is_wrong_and_missing():
    Place.objects.filter(kind="state").delete()
    Place.objects.filter(kind="zip", name="02118").update(latitude=0, longitude=0)
    Place.objects.create(kind="city", name="Nowhere", folded="nowhere", state="MA")

    load_places()

    assert [str(place) for place in gazetteer.find("MA")] == ["Massachusetts"]
    assert gazetteer.find("02118")[0].latitude == pytest.approx(42.34, abs=0.05)
    assert gazetteer.find("Nowhere, MA") == []

import importlib
import sys
from collections import Counter
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from directory.models import Facility, Place
from directory.places import gazetteer
from directory.places.geo import miles_between
from directory.places.states import STATES
from directory.places.zip_codes import zip_codes
from directory.samples import wall
from directory.vocabulary.attributes import Facet, filters_of, has_answered
from tests.directory.shown import names_on
from tests.factories import make_facility

pytestmark = pytest.mark.django_db


def load_sample():
    out = StringIO()
    call_command("load_sample", stdout=out)
    return out.getvalue()


def search(client, **query):
    """The names of the centers that a search shows."""
    return names_on(client.get("/find-treatment/", query).content.decode())


def test_every_state_and_territory_has_at_least_three_made_up_centers():
    said = load_sample()

    counts = Counter(Facility.objects.listed().values_list("state", flat=True))
    assert counts.keys() == STATES.keys()
    assert min(counts.values()) >= 3
    assert f"{counts.total()} made-up centers" in said
    assert wall.LOAD_REAL_ONES in said


def test_a_made_up_center_can_not_be_taken_for_a_real_one():
    load_sample()

    for center in Facility.objects.all():
        assert center.is_sample
        assert center.name.startswith("Example ")
        assert center.source == "Example data, made up"
        assert "Example" in center.street
        assert center.website.endswith(".example.org")
        (phone,) = center.phones
        assert phone["number"][3:8] == "55501"
        assert len(phone["number"]) == 10


def test_no_two_made_up_centers_share_a_phone_number_a_website_or_a_spot():
    load_sample()

    centers = list(Facility.objects.all())
    assert len({center.phones[0]["number"] for center in centers}) == len(centers)
    assert len({center.website for center in centers}) == len(centers)
    assert len({(center.latitude, center.longitude) for center in centers}) == len(centers)


def test_made_up_centers_stand_near_the_point_of_a_zip_code_of_their_city():
    zips = {zip_code.code: zip_code for zip_code in zip_codes()}
    load_sample()

    for center in Facility.objects.all():
        zip_code = zips[center.zip_code]
        assert center.city in zip_code.cities
        assert center.state == zip_code.state
        assert miles_between((center.latitude, center.longitude), zip_code.point) < 1


def test_made_up_centers_have_an_area_code_of_their_city():
    area_codes = {}
    for zip_code in zip_codes():
        for city in zip_code.cities:
            area_codes.setdefault((city, zip_code.state), set()).update(zip_code.area_codes)
    # The package lists none for the Pacific states in free association: their country codes.
    pacific = {"FM": "691", "MH": "692", "PW": "680"}
    load_sample()

    for center in Facility.objects.all():
        area_code = center.phones[0]["number"][:3]
        known = area_codes[center.city, center.state] or {pacific[center.state]}
        assert area_code in known, center


def test_made_up_centers_differ_enough_that_every_main_filter_finds_some():
    load_sample()

    everything = [center.facts for center in Facility.objects.all()]
    for facet in (Facet.MEDICATION, Facet.CARE, Facet.COST, Facet.PAYMENT):
        for attribute in filters_of(facet):
            assert any(facts.get(attribute.key) for facts in everything), attribute.key
            assert not all(facts.get(attribute.key) for facts in everything), attribute.key
    assert any(not has_answered(facts, Facet.PAYMENT) for facts in everything)
    assert any(False in facts.values() for facts in everything)
    assert set(Facility.objects.values_list("kind", flat=True)) == {"SU", "OTP"}


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        (
            {
                "where": "02118",
                "miles": "10",
                "payment": "medicaid",
                "medication": "buprenorphine",
            },
            "Example Community Clinic of Boston",
        ),
        ({"where": "Anchorage, AK"}, "Example Opioid Treatment Program of Anchorage"),
        (
            {"state": "CA", "care": "residential", "cost": ["free", "sliding-fee"]},
            "Example Residence of Los Angeles",
        ),
        ({"where": "Springfield, IL"}, "of Springfield"),
        ({"where": "Springfield, MO"}, "of Springfield"),
        ({"where": "00601", "miles": "100"}, "of San Juan"),
        ({"where": "Pago Pago"}, "Example Community Clinic of Pago Pago"),
        ({"where": "96942"}, "Example Community Clinic of Chuuk"),
    ],
)
def test_the_searches_that_people_try_first_find_some(client, query, name):
    load_sample()

    assert any(name in shown for shown in search(client, **query))


@pytest.mark.usefixtures("places")
def test_the_cities_of_made_up_centers_are_places_one_can_search_around():
    load_sample()

    for city, state in Facility.objects.values_list("city", "state").distinct():
        (place,) = gazetteer.find(f"{city}, {state}")
        assert place.kind == Place.Kind.CITY
        assert place.point


def test_made_up_centers_are_the_same_each_time():
    def addresses():
        return {(c.short_id, c.slug, str(c.facts), c.latitude) for c in Facility.objects.all()}

    load_sample()
    before = addresses()

    load_sample()

    assert addresses() == before


def test_made_up_centers_are_refused_on_a_public_site(settings):
    settings.SITE_IS_PUBLIC = True

    with pytest.raises(CommandError, match=r"public.*manage\.py fetch_facilities"):
        load_sample()

    assert not Facility.objects.exists()


@pytest.mark.parametrize("is_listed", [True, False])
def test_made_up_centers_are_refused_beside_real_ones(is_listed):
    real = make_facility("Harbor Clinic", is_listed=is_listed)

    with pytest.raises(CommandError, match="holds real centers"):
        load_sample()

    assert list(Facility.objects.all()) == [real]


def start_the_site():
    sys.modules.pop("treatinfo.wsgi", None)
    importlib.import_module("treatinfo.wsgi")


def test_a_public_site_does_not_start_with_made_up_centers(settings):
    wall.load()
    settings.SITE_IS_PUBLIC = True

    with pytest.raises(ImproperlyConfigured, match=r"python manage\.py fetch_facilities"):
        start_the_site()


def test_a_public_site_starts_with_real_centers(settings):
    make_facility("Harbor Clinic")
    settings.SITE_IS_PUBLIC = True

    start_the_site()


def test_a_site_on_this_computer_starts_with_made_up_centers():
    wall.load()

    start_the_site()


def test_a_public_site_starts_before_its_database_has_tables(settings):
    settings.SITE_IS_PUBLIC = True
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE directory_facility RENAME TO not_there_yet")

    start_the_site()

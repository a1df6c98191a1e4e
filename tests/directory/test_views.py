"""The directory as visitors use it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Facility, ImportRun
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)


def get(client: Client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, (url, query)
    return response.content.decode()


def search(client: Client, **query) -> str:
    """What a visitor sees who asks this, without the frame around it."""
    return get(client, "/find-treatment/", **query).partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def boston():
    make_place("02118", "MA", at=BOSTON)
    make_place("Boston", "MA", at=BOSTON)


@pytest.fixture
def springfields():
    make_place("Springfield", "MA", at=(42.1, -72.58), zip_count=15)
    make_place("Springfield", "IL", at=(39.78, -89.65), zip_count=16)


def test_nothing_asked_yet_shows_every_state_with_its_number(client):
    make_facility(state="MA")
    make_facility(state="MA")

    page = search(client)

    assert "/find-treatment/in/ma/" in page
    assert "/find-treatment/in/wy/" in page


def test_a_zip_code_finds_what_is_near_with_its_distance(client, boston):
    make_facility("Near Clinic", at=CAMBRIDGE)
    make_facility("Far Clinic", at=(34.05, -118.24))

    page = search(client, where="02118", miles=10)

    assert "Near Clinic" in page
    assert "3.2 miles" in page
    assert "Far Clinic" not in page


def test_an_approximate_position_says_about(client, boston):
    make_facility("Near Clinic", at=CAMBRIDGE, position="zip")

    assert "about 3.2 miles" in search(client, where="02118")


def test_two_filters_are_both_met_and_can_be_taken_off(client, boston):
    make_facility("Right One", at=BOSTON, says="buprenorphine medicaid")
    make_facility("Wrong One", at=BOSTON, says="buprenorphine self-pay")

    page = search(client, where="02118", medication="buprenorphine", payment="medicaid")

    assert "Right One" in page
    assert "Wrong One" not in page
    assert 'href="/find-treatment/?where=02118&amp;miles=25&amp;payment=medicaid"' in page


def test_a_state_by_name_or_code_has_no_radius(client):
    make_place("California", "CA", at=(36.8, -119.4), kind="state")
    make_facility("Westerly House", state="CA")
    make_facility("Easterly House", state="MA")

    for where in ("California", "ca", "CA"):
        page = search(client, where=where)
        assert "Westerly House" in page
        assert "Easterly House" not in page


def test_a_town_named_as_a_state_is_where_its_state_says(client):
    make_place("Washington", "IN", at=(38.66, -87.17))
    make_facility("In Indiana", at=(38.66, -87.17), state="IN")

    assert "In Indiana" in search(client, where="Washington, IN")


def test_a_name_with_several_places_asks_which_and_keeps_the_filters(client, springfields):
    make_facility(at=(42.1, -72.58), says="medicaid")

    page = search(client, where="Springfield", payment="medicaid")

    assert "where=Springfield%2C+MA" in page
    assert "where=Springfield%2C+IL" in page
    assert "payment=medicaid" in page


def test_a_state_chosen_beside_an_ambiguous_name_settles_it(client, springfields):
    make_facility("Lincoln Clinic", at=(39.78, -89.65), state="IL")

    assert "Lincoln Clinic" in search(client, where="Springfield", state="IL")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"where": "99999"}, "We do not know the ZIP code 99999"),
        ({"where": "Sprngfeld"}, "We could not find “Sprngfeld”"),
        ({"where": "x\x00y"}, "Null characters"),
        ({"where": "é" * 500}, "at most 80 characters"),
        ({"where": "02118", "miles": "7"}, "Choose one of these distances"),
        ({"where": "02118", "miles": "lots"}, "Choose one of these distances"),
        ({"state": "ZZ"}, "Choose a state from the list"),
        ({"where": "02118", "state": "WY"}, "02118 is not in Wyoming"),
    ],
)
def test_a_wrong_value_is_explained_beside_its_field(client, boston, query, says):
    page = search(client, **query)

    name = next(name for name in ("miles", "state", "where") if f"id_{name}_error" in page)
    beside = page.partition(f'id="id_{name}_error"')[2].partition("</")[0]
    assert says in beside


def test_a_zip_code_without_a_point_says_so(client):
    make_place("00001", "AK", at=None)

    assert "We do not know where ZIP code 00001 lies" in search(client, where="00001")


def test_filters_nobody_knows_are_ignored(client, boston):
    make_facility("Kept", at=BOSTON, says="medicaid")

    page = search(client, where="02118", payment=["medicaid", "gold"], color="red", page="x")

    assert "Kept" in page
    assert "gold" not in page


def test_a_page_number_beyond_the_end_shows_the_last_page(client, boston):
    for n in range(21):
        make_facility(f"Clinic {n:02}", at=BOSTON)

    assert "Clinic 20" in search(client, where="02118", page=99)


def test_silence_on_payment_is_not_stated_and_never_no(client, boston):
    make_facility("Silent Clinic", at=BOSTON, says="methadone")

    card = search(client, where="02118").partition("Silent Clinic")[2]

    assert "Not stated" in card or "not stated" in card


def test_what_a_filter_left_out_for_silence_is_counted_and_not_called_no(client, boston):
    make_facility(at=BOSTON, says="methadone medicaid")
    make_facility(at=BOSTON, says="methadone")
    make_facility(at=BOSTON, says="methadone self-pay")

    page = search(client, where="02118", payment="medicaid")

    assert "Left out because not stated, which is not a no: 1 more says nothing about" in page


def test_no_results_offers_what_to_do_next(client, boston):
    page = search(client, where="02118", medication="methadone")

    assert "/find-treatment/in/ma/" in page or "where=" in page
    assert "tel:" in client.get("/find-treatment/", {"where": "02118"}).content.decode()


def test_a_search_is_private_to_the_browser_and_kept_from_search_engines(client, boston):
    response = client.get("/find-treatment/", {"where": "02118"})

    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_what_a_visitor_typed_is_never_markup(client):
    assert "<script>alert" not in search(client, where="<script>alert(1)</script>")


def test_while_centers_are_fetched_the_page_says_so(client):
    ImportRun.objects.create(source="FindTreatment.gov")

    assert "being fetched" in search(client)


def test_a_fetch_that_was_killed_is_not_said_to_go_on(client):
    ImportRun.objects.create(source="x", alive_at=timezone.now() - timedelta(hours=1))

    assert "being fetched" not in search(client)


def test_a_center_has_everything_it_says(client):
    facility = make_facility(
        "Harbor House",
        program="Outpatient",
        says="methadone spanish medicaid",
        phones=[
            {"kind": "main", "number": "6175550142", "ext": ""},
            {"kind": "intake", "number": "8005550199", "ext": "12"},
        ],
        website="https://harbor.example.org/",
        as_of=date(2026, 11, 1),
    )

    page = get(client, facility.get_absolute_url())

    assert 'href="tel:+16175550142"' in page
    assert 'href="tel:+18005550199;ext=12"' in page
    assert "1-800-555-0199 ext. 12" in page
    assert "Gives methadone" in page
    assert "Spanish" in page
    assert "November 1, 2026" in page
    assert 'rel="noreferrer"' in page


def test_what_we_have_no_word_for_stands_as_the_source_wrote_it(client):
    facility = make_facility(unknown_facts=[["Testing", "A brand new test"]])

    assert "A brand new test" in get(client, facility.get_absolute_url())


def test_old_data_says_call_to_confirm(client):
    today = timezone.localdate()
    fresh = make_facility(as_of=today - timedelta(days=180))
    stale = make_facility(as_of=today - timedelta(days=181))

    assert "confirm" not in get(client, fresh.get_absolute_url())
    assert "confirm" in get(client, stale.get_absolute_url())


def test_a_centers_old_name_leads_to_its_new_one(client):
    facility = make_facility("New Name")

    for address in (f"/find-treatment/center/{facility.short_id}/old-name/",
                    f"/find-treatment/center/{facility.short_id}/"):  # fmt: skip
        response = client.get(address)
        assert (response.status_code, response.url) == (301, facility.get_absolute_url())


def test_a_delisted_center_answers_gone_and_leads_on(client):
    facility = make_facility("Closed House", is_listed=False)

    response = client.get(facility.get_absolute_url())

    assert response.status_code == 410
    assert "/find-treatment/in/ma/" in response.content.decode()


def test_programs_at_one_address_name_each_other(client):
    here = {"street": "1 Main Street", "zip_code": "02118"}
    one = make_facility("Day Program", **here)
    make_facility("Night Program", **here)

    assert "Night Program" in get(client, one.get_absolute_url())


def test_contradictions_are_told_before_the_call(client):
    plain = make_facility(says="does-not-treat-opioids")
    torn = make_facility(says="does-not-treat-opioids buprenorphine")

    assert "does not treat opioid addiction" in get(client, plain.get_absolute_url())
    assert "disagree" in get(client, torn.get_absolute_url())


def test_a_state_page_counts_and_lists_its_centers(client):
    make_facility("Prairie House", state="WY", city="Casper", says="medicaid")

    page = get(client, "/find-treatment/in/wy/")

    assert "Prairie House" in page
    assert "Wyoming" in page
    assert "where=Casper%2C+WY" in page


def test_a_state_without_a_center_is_still_a_page(client):
    assert "Guam" in get(client, "/find-treatment/in/gu/")


def test_a_state_that_is_none_is_a_404(client):
    assert client.get("/find-treatment/in/zz/").status_code == 404


def test_made_up_centers_carry_a_banner_and_stay_out_of_search_engines(client):
    facility = make_facility("Example House", is_sample=True)

    for address in ("/find-treatment/", "/find-treatment/in/ma/", facility.get_absolute_url()):
        response = client.get(address)
        assert "not real places" in response.content.decode()
        assert "fetch_facilities" in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex"


def test_a_made_up_center_is_not_served_in_public(client, settings):
    facility = make_facility("Example House", is_sample=True)
    settings.SITE_IS_PUBLIC = True

    assert client.get(facility.get_absolute_url()).status_code == 404


def test_a_search_asks_the_database_a_known_number_of_times(
    client, boston, django_assert_num_queries
):
    make_facility(at=BOSTON)
    client.get("/find-treatment/")

    # place, stamp, index when it changed, facilities, doors, footer helplines
    with django_assert_num_queries(5):
        client.get("/find-treatment/", {"where": "02118"})


def test_a_center_asks_the_database_a_known_number_of_times(client, django_assert_num_queries):
    facility = make_facility()
    client.get(facility.get_absolute_url())

    # the center, stamp, others at its address, doors, footer helplines
    with django_assert_num_queries(5):
        client.get(facility.get_absolute_url())


def test_facilities_are_found_by_an_order_and_one_that_vanished_is_skipped():
    one, two = make_facility(), make_facility()

    assert Facility.objects.in_order([two.pk, 10**9, one.pk]) == [two, one]

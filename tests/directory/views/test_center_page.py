"""A center's own page, and what is left of one that is gone."""

import re
from datetime import date

import pytest
from django.test import Client

from corrections.models import PhoneCheck
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)  # 3.2 miles off


def page_of(client: Client, facility, **query) -> str:
    response = client.get(facility.get_absolute_url(), query)
    assert response.status_code == (200 if facility.is_listed else 410)
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_a_number_that_an_editor_dialed_is_said_with_its_day(client):
    facility = make_facility()
    PhoneCheck.objects.create(facility=facility, phone="tel:+16175550142", works=True)

    page = client.get(facility.get_absolute_url()).content.decode()

    assert "Somebody here dialed it on" in page
    assert "Nobody here has checked it since" not in page


def test_medication_and_its_policy_come_first(client):
    page = page_of(client, make_facility(says="outpatient methadone medicaid"))

    order = [page.index(text) for text in ("It says it uses methadone", "Outpatient:", "Medicaid")]
    assert order == sorted(order)


def test_phones_say_their_kind_and_that_nobody_pays_us_for_the_call(client):
    phones = [{"kind": kind, "number": "6175550142", "ext": ""} for kind in ("main", "intake")]

    page = page_of(client, make_facility(phones=phones))

    assert "Front desk" in page
    assert "Intake" in page
    assert "We are not paid for this call" in page


def test_nothing_is_said_to_be_checked_that_nobody_checked(client):
    facility = make_facility(as_of=date(2026, 3, 12))

    text = plain(page_of(client, facility))

    assert "SAMHSA FindTreatment.gov, data of March 12, 2026" in text
    assert "Nobody here has checked it since." in text


def test_what_is_not_stated_is_gathered_and_never_called_no(client):
    text = plain(page_of(client, make_facility(says="outpatient")))

    silent = text.partition("What it does not state")[2]
    assert "Who pays" in silent
    assert "That does not mean no" in silent


def test_an_approximate_position_is_owned_up_to(client):
    page = page_of(client, make_facility(at=BOSTON, position="zip"))

    assert "only by ZIP code" in page


def test_the_three_nearest_others_stand_with_their_distance(client):
    here = make_facility("Here", at=BOSTON, street="1 Main Street")
    make_facility("Upstairs", at=BOSTON, street="1 Main Street")
    for n in range(4):
        make_facility(f"Near {n}", at=(CAMBRIDGE[0] + n / 100, CAMBRIDGE[1]), says="methadone")

    page = page_of(client, here)

    nearby = page.partition("Other centers close by")[2]
    assert [f"Near {n}" in nearby for n in range(4)] == [True, True, True, False]
    assert "3.2 miles" in nearby
    assert "Medicines: Methadone" in plain(nearby)
    assert "Upstairs" not in nearby
    assert "Upstairs" in page


def test_alternatives_are_looked_for_farther_out_where_there_are_few(client):
    here = make_facility("Here", at=BOSTON)
    make_facility("Far", at=(BOSTON[0] + 1, BOSTON[1]))  # 69 miles

    assert "69 miles" in page_of(client, here)


def test_a_center_without_a_position_has_no_neighbors_and_still_a_page(client):
    make_facility(at=BOSTON)

    assert "close by" not in page_of(client, make_facility("Nowhere"))


def test_something_wrong_leads_to_the_report_about_this_center(client):
    facility = make_facility()

    assert f'href="/report/?center={facility.short_id}"' in page_of(client, facility)


def test_a_page_without_chosen_centers_is_shared_and_offers_its_own_call_sheet(client):
    facility = make_facility()

    response = client.get(facility.get_absolute_url())

    assert "public" in response["Cache-Control"]
    page = response.content.decode()
    assert f"/find-treatment/call-sheet/?c={facility.short_id}" in page
    assert "Add to compare" not in page


def test_centers_in_the_address_are_carried_along_and_kept_private(client):
    first, second = make_facility("First"), make_facility("Second")

    response = client.get(second.get_absolute_url(), {"c": first.short_id})

    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    keep = f"/find-treatment/compare/?c={first.short_id}&amp;c={second.short_id}"
    assert f'href="{keep}">Add to compare' in response.content.decode()


def test_chosen_centers_survive_the_way_from_an_old_name(client):
    facility = make_facility()

    response = client.get(f"/find-treatment/center/{facility.short_id}/?c=0123456789")

    assert response.url == f"{facility.get_absolute_url()}?c=0123456789"


def test_a_list_without_a_form_carries_chosen_centers_along(client):
    make_place("02118", "MA", at=BOSTON)
    first, second = (make_facility(name, at=BOSTON) for name in ("First", "Second"))

    page = client.get(f"/find-treatment/?where=02118&q=nobody&c={first.short_id}").content.decode()

    keep = f"/find-treatment/compare/?c={first.short_id}&amp;c={second.short_id}"
    assert page.count("Add to compare") == 1
    assert keep in page
    assert "You chose this one" in page


def test_a_gone_center_leads_to_the_nearest_ones(client):
    gone = make_facility("Gone", at=BOSTON, is_listed=False, delisted_on=date(2026, 3, 12))
    make_facility("Still Here", at=CAMBRIDGE, phones=[])

    text = plain(page_of(client, gone))

    assert "on March 12, 2026" in text
    assert "Still Here 3.2 miles" in text


def test_a_gone_center_that_goes_on_under_another_name_is_told_by_its_phone(client):
    gone = make_facility("Old Name", is_listed=False)
    make_facility("New Name", zip_code="02116")
    make_facility("Stranger", phones=[{"kind": "main", "number": "6175550199", "ext": ""}])

    page = page_of(client, gone)

    assert "It may go on under another name" in page
    assert "New Name" in page
    assert "Stranger" not in page


def test_a_phone_that_rings_for_many_centers_names_only_the_first_of_them(client):
    gone = make_facility("Old Name", is_listed=False)
    for n in range(5):
        make_facility(f"Branch {n}")

    page = page_of(client, gone)

    assert [f"Branch {n}" in page for n in range(5)] == [True, True, True, False, False]


def test_a_center_with_alternatives_asks_the_database_a_known_number_of_times(
    client, django_assert_num_queries
):
    facility = make_facility(at=BOSTON)
    for _ in range(4):
        make_facility(at=CAMBRIDGE)
    client.get(facility.get_absolute_url())

    # the center, stamp, others at its address, nearest, what is known of its phones (3), doors,
    # footer helplines
    with django_assert_num_queries(10):
        client.get(facility.get_absolute_url())


def test_a_gone_center_asks_the_database_a_known_number_of_times(
    client, django_assert_num_queries
):
    gone = make_facility(at=BOSTON, is_listed=False)
    make_facility(at=CAMBRIDGE, phones=[])
    client.get(gone.get_absolute_url())

    # the center, stamp, same phone, nearest, doors, footer helplines
    with django_assert_num_queries(7):
        client.get(gone.get_absolute_url())

"""Pages of states and cities."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from directory.areas import medicaid
from directory.areas.cities import slug_of
from directory.places import borders
from directory.places.states import STATES
from tests.factories import make_facility, make_figure, make_helpline, make_place, make_source

pytestmark = pytest.mark.django_db


def see(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(
        response.content.decode().partition("<main")[2].partition("</main>")[0].split()
    )


def test_every_state_and_territory_has_a_page_with_no_center_at_all(client):
    for code, name in STATES.items():
        page = see(client, f"/find-treatment/in/{code.lower()}/")
        assert name in page
        assert "Start treatment today" in page


def test_a_state_page_counts_our_listings_and_says_whose_they_are(client):
    make_facility(says="opioid-treatment-program medicaid", as_of=date(2026, 3, 12))
    make_facility(says="outpatient", as_of=date(2026, 3, 12))
    make_facility(state="RI", says="opioid-treatment-program")

    page = see(client, "/find-treatment/in/ma/")

    assert "2 centers listed here" in page
    assert "Opioid treatment programs: 1" in page
    assert "Counts of our listings" in page
    assert "/find-treatment/?state=MA&amp;care=opioid-treatment-program" in page


def test_a_state_page_does_not_count_those_set_aside_as_not_for_opioids(client):
    make_facility(city="Boston")
    make_facility(city="Salem", says="dui-only")

    page = see(client, "/find-treatment/in/ma/")

    assert "1 center listed here" in page
    assert "Salem" not in page


def test_no_program_listed_is_not_told_as_none_there(client):
    make_helpline("samhsa", display="555-0100")
    make_facility(says="outpatient")

    page = see(client, "/find-treatment/in/ma/")

    assert "That does not mean there is none" in page
    assert 'href="tel:' in page


def test_a_state_page_cites_what_it_says_on_paying(client):
    make_source(medicaid.SOURCE, title="Where expansion stands")
    make_figure("medicaid-expansion-income", text="138% of it")

    page = see(client, "/find-treatment/in/tx/")

    assert "had not adopted Medicaid expansion by January 14, 2026" in page
    assert '<a href="#source-1" aria-label="Source 1">1</a>' in page
    assert "Where expansion stands" in page
    assert "138% of it" in see(client, "/find-treatment/in/ma/")
    assert "[@" not in page
    assert "[[" not in page


def test_expansion_is_said_by_state():
    assert medicaid.expansion("TX") == "not adopted"
    assert medicaid.expansion("OH") == "adopted"
    assert medicaid.expansion("PR") == ""
    assert (len(medicaid.COUNTED), len(medicaid.NOT_EXPANDED)) == (51, 10)


def test_what_is_said_on_medicaid_carries_its_day_and_stays(client):
    with time_machine.travel(date(2031, 2, 1)):
        page = see(client, "/find-treatment/in/tx/")

    assert "had not adopted Medicaid expansion by January 14, 2026" in page


@pytest.mark.parametrize(
    ("state", "leads"), [("oh", True), ("ga", True), ("tn", True), ("tx", False), ("pr", False)]
)
def test_a_state_page_leads_to_the_work_rule_where_it_reaches(client, state, leads):
    page = see(client, f"/find-treatment/in/{state}/")

    assert ("/paying/medicaid-work-rule/" in page) is leads


def test_nothing_is_said_on_medicaid_where_our_facts_are_silent(client):
    assert "Medicaid programs" not in see(client, "/find-treatment/in/gu/")


def test_neighbors_share_a_border_both_ways_and_are_states():
    for state, others in borders.NEIGHBORS.items():
        for other in others:
            assert state in borders.NEIGHBORS[other], (state, other)
    assert borders.NEIGHBORS.keys() <= STATES.keys()
    assert len(borders.NEIGHBORS) == 49  # all but Alaska and Hawaii, with Washington, DC
    assert len(borders.of("MO")) == len(borders.of("TN")) == 8
    assert borders.of("ME") == ["NH"]
    assert borders.of("AK") == borders.of("GU") == []
    assert "NM" not in borders.of("UT")  # they touch in a point


def test_a_state_page_leads_to_its_neighbors(client):
    page = see(client, "/find-treatment/in/dc/")

    assert 'href="/find-treatment/in/md/"' in page
    assert 'href="/find-treatment/in/va/"' in page
    assert "in the District of Columbia" in page


def test_a_city_with_several_centers_has_a_page(client):
    make_facility("First House", city="Saint Louis", state="MO", says="residential")
    make_facility("Second House", city="St. Louis", state="MO", says="residential")
    make_facility("Third House", city="St. Louis", state="MO")
    make_facility("Elsewhere", city="Columbia", state="MO")

    page = see(client, "/find-treatment/in/mo/st-louis/")

    assert "Treatment in St. Louis, Missouri" in page
    assert "3 centers listed here" in page
    assert "First House" in page
    assert "Elsewhere" not in page
    assert "/find-treatment/in/mo/st-louis/" in see(client, "/find-treatment/in/mo/")


@pytest.mark.parametrize("spelling", ["Saint-Louis", "St. Louis", "saint%20louis", "ST-LOUIS"])
def test_another_spelling_of_a_city_leads_to_its_page(client, spelling):
    make_facility(city="St. Louis", state="MO")
    make_facility(city="St. Louis", state="MO")

    response = client.get(f"/find-treatment/in/mo/{spelling}/")

    assert response.status_code == 301
    assert response.url == "/find-treatment/in/mo/st-louis/"


def test_a_city_with_one_center_leads_to_a_search_around_it(client):
    make_facility(city="Salem")

    response = client.get("/find-treatment/in/ma/salem/")

    assert response.status_code == 302
    assert response.url == "/find-treatment/?where=Salem%2C+MA&miles=25"
    assert "where=Salem%2C+MA" in see(client, "/find-treatment/in/ma/")


def test_a_city_without_a_center_leads_to_a_search_and_a_city_of_fancy_nowhere(client):
    make_place("Holyoke", "MA", at=(42.2, -72.6))

    assert client.get("/find-treatment/in/ma/holyoke/").status_code == 302
    assert client.get("/find-treatment/in/ma/atlantis/").status_code == 404
    assert client.get("/find-treatment/in/zz/boston/").status_code == 404


def test_a_slug_is_the_folded_name():
    assert slug_of("St. Louis") == slug_of("saint-louis") == "st-louis"
    assert slug_of("O'Neill") == "oneill"


def test_a_state_page_takes_this_many_queries(client, django_assert_num_queries):
    make_source(medicaid.SOURCE)
    make_helpline("samhsa")
    make_facility()
    make_facility()
    client.get("/find-treatment/in/ma/")

    with django_assert_num_queries(10):
        client.get("/find-treatment/in/ma/")


def test_a_city_page_takes_this_many_queries(client, django_assert_num_queries):
    make_facility()
    make_facility()
    client.get("/find-treatment/in/ma/boston/")

    with django_assert_num_queries(6):
        client.get("/find-treatment/in/ma/boston/")

"""The read-only API, as a program uses it."""

from __future__ import annotations

import pytest

from directory.index.question import NAMES
from directory.vocabulary.attributes import ATTRIBUTES, Facet
from tests.directory.shown import names_on
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

API = "/data/api/v1"


def get(client, path, status=200, **query):
    response = client.get(API + path, query)
    assert response.status_code == status, response.content
    return response.json()


def names(answer) -> list[str]:
    return [center["name"] for center in answer["centers"]]


@pytest.fixture
def boston():
    make_place("02118", "MA", at=(42.3362, -71.0729))
    make_facility("Far", at=(42.40, -71.11), says="methadone medicaid")
    make_facility("Near", at=(42.34, -71.08), says="methadone medicaid")
    make_facility("Says Nothing Of Paying", at=(42.34, -71.08), says="methadone")
    make_facility("Away", at=(34.05, -118.24), says="methadone medicaid")


@pytest.mark.usefixtures("boston")
def test_a_search_answers_as_the_page_does(client):
    query = {"where": "02118", "medication": "methadone", "payment": "medicaid"}

    answer = get(client, "/centers", **query)

    shown = client.get("/find-treatment/", query).content.decode()
    assert names(answer) == names_on(shown) == ["Near", "Far"]
    assert answer["total"] == 2
    assert answer["not_stated"]["payment"] == 1
    assert answer["centers"][0]["miles"] == 0.4


@pytest.mark.usefixtures("boston")
def test_pages_follow_each_other_and_end(client):
    pages = [get(client, "/centers", per_page=3, page=n) for n in (1, 2, 3)]

    assert [len(page["centers"]) for page in pages] == [3, 1, 0]
    assert {page["pages"] for page in pages} == {2}
    assert len({center["id"] for page in pages for center in page["centers"]}) == 4


def test_a_page_of_centers_costs_three_queries(client, django_assert_num_queries):
    for _ in range(5):
        make_facility()
    get(client, "/centers")

    with django_assert_num_queries(2):  # the stamp of the index, the centers
        assert len(get(client, "/centers")["centers"]) == 5


def test_a_center_is_found_by_either_id(client, django_assert_num_queries):
    facility = make_facility("Harbor Clinic", says="methadone", says_no="free")

    with django_assert_num_queries(1):
        by_uid = get(client, f"/centers/{facility.uid}")
    assert by_uid == get(client, f"/centers/{facility.short_id}")
    assert by_uid["medication"] == ["methadone"]
    assert by_uid["says_no"] == ["free"]
    assert by_uid["url"].endswith(facility.get_absolute_url())


def test_a_center_that_its_source_dropped_answers_gone(client):
    facility = make_facility(is_listed=False)

    assert "no longer lists" in get(client, f"/centers/{facility.uid}", status=410)["error"]
    assert "No center" in get(client, "/centers/nothing", status=404)["error"]


def test_the_attributes_are_all_there_is_to_say_with_numbers(client, django_assert_num_queries):
    make_facility(says="methadone does-not-treat-opioids")
    get(client, "/attributes")

    with django_assert_num_queries(1):
        facets = get(client, "/attributes")

    assert [facet["key"] for facet in facets] == Facet.values
    options = {option["key"]: option for facet in facets for option in facet["options"]}
    assert options.keys() == ATTRIBUTES.keys()
    assert options["methadone"]["centers"] == 1
    assert options["naltrexone"]["centers"] == 0
    assert options["naltrexone-tablets"]["centers"] is None
    assert all(facet["is_parameter"] == (facet["key"] in NAMES) for facet in facets)


def test_the_states_come_with_their_numbers(client, django_assert_num_queries):
    make_facility(state="VT")
    get(client, "/states")

    with django_assert_num_queries(1):
        states = {state["code"]: state for state in get(client, "/states")}

    assert states["VT"]["centers"] == 1
    assert states["MA"]["centers"] == 0
    assert states["VT"]["url"].endswith("/find-treatment/in/vt/")


@pytest.mark.usefixtures("boston")
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"where": "99999"}, 404, "ZIP code 99999"),
        ({"where": "02118", "miles": "7"}, 422, "distances"),
        ({"page": "0"}, 422, "page"),
        ({"per_page": "1000"}, 422, "per_page"),
    ],
)
def test_a_wrong_value_is_explained(client, query, status, words):
    assert words in get(client, "/centers", status=status, **query)["error"]


def test_an_ambiguous_place_is_asked_back(client):
    make_place("Springfield", "MA", at=(42.1, -72.58), zip_count=15)
    make_place("Springfield", "IL", at=(39.78, -89.65), zip_count=16)

    answer = get(client, "/centers", status=422, where="Springfield")

    assert answer["places"] == ["Springfield, IL", "Springfield, MA"]


def test_a_search_is_private_and_no_answer_sets_a_cookie(client):
    make_facility()

    search = client.get(f"{API}/centers", {"state": "MA"})
    whole = client.get(f"{API}/centers")

    assert "private" in search["Cache-Control"]
    assert "public" in whole["Cache-Control"]
    for response in (search, whole):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_written(client):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{API}/centers").status_code == 405


@pytest.mark.parametrize("base", [API, "/data/hsds"])
def test_the_description_is_openapi_and_each_operation_says_what_may_go_wrong(client, base):
    described = client.get(f"{base}/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        assert set(methods) == {"get"}
        answers = set(methods["get"]["responses"])
        assert answers >= {"200", "429"}, path
        if "{" in path or methods["get"]["parameters"]:
            assert answers >= {"404", "422"}, path


def test_the_description_names_every_parameter_of_the_search_page(client):
    described = client.get(f"{API}/openapi.json").json()

    parameters = {p["name"] for p in described["paths"][f"{API}/centers"]["get"]["parameters"]}
    assert parameters == {*NAMES, "page", "per_page"}

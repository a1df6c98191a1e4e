"""The HSDS 3.0 API, held against the schemas of Open Referral where they lie beside the project."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from directory.models import Facility
from directory.opendata import columns, hsds_api, terms
from directory.opendata.for_programs import REQUESTS
from directory.samples import wall
from directory.vocabulary.attributes import Facet
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

SCHEMAS = settings.BASE_DIR.parent / "shared" / "data" / "hsds" / "3.0" / "schema"
needs_schemas = pytest.mark.skipif(not SCHEMAS.exists(), reason="the HSDS schemas are not here")

FOLDERS = {
    "organizations": "organization",
    "services": "service",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
# The canonical schemas lack these two; the compiled ones, which the lists are made of, have them.
ONLY_COMPILED = {"organization.services", "service_at_location.service"}
BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)
SAYS = (
    "outpatient opioid-treatment-program methadone medicaid free spanish sign-language women carf"
)


@pytest.fixture(autouse=True)
def no_limit(monkeypatch):
    monkeypatch.setattr(REQUESTS, "most", 10**9)


def get(client, path, status=200, **query) -> Any:
    response = client.get(f"/data/hsds/{path}", query)
    assert response.status_code == status, response.content
    return response.json()


def names(page) -> set[str]:
    return {item.get("name") or item["service"]["name"] for item in page["contents"]}


@cache
def registry() -> Registry:
    """The schemas have no $id and name each other by bare file name."""
    schemas = {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    resources = [(n, Resource(contents=s, specification=DRAFT202012)) for n, s in schemas.items()]
    return Registry().with_resources(resources)


def troubles(item: dict, kind: str) -> list[str]:
    schema = {"$ref": f"{kind}.json"}
    validator = Draft202012Validator(schema, registry=registry(), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(item)]


def strangers(item: Any, kind: str) -> set[str]:
    """Names that HSDS does not have, where it has names of its own."""
    properties = registry()[f"{kind}.json"].contents["properties"]
    found = {f"{kind}.{name}" for name in item.keys() - properties.keys()}
    for name, value in item.items():
        schema = properties.get(name, {})
        inner = schema.get("$ref") or schema.get("items", {}).get("$ref")
        if inner:
            for one in value if isinstance(value, list) else [value]:
                found |= strangers(one, inner.removesuffix(".json"))
    return found


@pytest.fixture
def centers() -> list[Facility]:
    return [
        make_facility(
            "Harbor Clinic",
            program="Day Program",
            says=SAYS,
            at=BOSTON,
            street2="Suite 4",
            county="Suffolk",
            website="https://harbor.example.org/",
            phones=[
                {"kind": "main", "number": "6175550142", "ext": "12"},
                {"kind": "intake", "number": "8005550199", "ext": "012"},
            ],
        ),
        make_facility("Silent House", phones=[], street=""),
        make_facility(
            "Not For Opioids", says="does-not-treat-opioids", at=CAMBRIDGE, position="zip"
        ),
        make_facility("Island House", state="FM", zip_code="96941"),
    ]


def pages(client, folder, **query):
    """Every page of a list."""
    number, last = 1, False
    while not last:
        page = get(client, folder, page=number, per_page=2, **query)
        yield page
        number, last = number + 1, page["last_page"]


@needs_schemas
@pytest.mark.parametrize("query", [{}, {"full": "true"}, {"full_service": "true"}])
@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
@pytest.mark.usefixtures("centers")
def test_every_item_of_every_page_is_valid_and_in_the_words_of_hsds(client, folder, kind, query):
    seen = [item for page in pages(client, folder, **query) for item in page["contents"]]

    assert len(seen) >= 4
    for item in seen:
        assert troubles(item, kind) == []
        assert strangers(item, kind) <= ONLY_COMPILED


@needs_schemas
@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
@pytest.mark.usefixtures("centers")
def test_every_item_can_be_read_by_its_id_and_is_valid(client, folder, kind):
    for page in pages(client, folder):
        for item in page["contents"]:
            one = get(client, f"{folder}/{item['id']}")
            assert one["id"] == item["id"]
            assert troubles(one, kind) == []


@needs_schemas
def test_the_made_up_centers_are_valid_too_and_say_what_they_are(client):
    wall.load()

    for number in (1, 2, 3):
        for item in get(client, "services", page=number, per_page=100, full="true")["contents"]:
            assert troubles(item, "service") == []
            assert item["alert"].startswith("Made-up example")


@needs_schemas
def test_a_wrong_item_would_be_found():
    assert troubles({"id": "no uuid", "name": "x"}, "service") != []
    assert strangers({"id": "", "organization": {"title": ""}}, "service") == {
        "organization.title"
    }


@needs_schemas
def test_the_paths_and_parameters_are_those_of_the_specification():
    specified = json.loads((SCHEMAS / "openapi.json").read_text())
    shared = specified["components"]["parameters"]
    described = hsds_api.api.get_openapi_schema()["paths"]
    ours = {path.removeprefix("/data/hsds"): ops["get"] for path, ops in described.items()}

    for path, operations in specified["paths"].items():
        folder = path.partition("/{")[0]
        same = next(op for p, op in ours.items() if p.partition("/{")[0] == folder
                    and ("{" in p) == ("{" in path))  # fmt: skip
        asked = {
            shared[p["$ref"].rpartition("/")[2]]["name"] if "$ref" in p else p["name"]
            for p in operations["get"].get("parameters", [])
        }
        assert asked <= {parameter["name"] for parameter in same["parameters"]}, path


def test_the_root_says_which_version_this_is(client):
    assert get(client, "")["version"] == "3.0"
    assert client.get(get(client, "")["openapi_url"].removeprefix(settings.SITE_URL)).json()


@pytest.mark.usefixtures("centers")
def test_a_list_comes_in_the_envelope_of_the_specification(client):
    first, last = pages(client, "services")

    assert {**first, "contents": None} == {
        "total_items": 4, "total_pages": 2, "page_number": 1, "size": 2,
        "first_page": True, "last_page": False, "empty": False, "contents": None,
    }  # fmt: skip
    assert (last["first_page"], last["last_page"]) == (False, True)
    assert get(client, "services", page=9)["empty"] is True


def test_ids_are_made_from_the_centers_own_and_outlive_a_rebuilt_database(client, centers):
    before = [s["id"] for s in get(client, "services")["contents"]]
    kept = list(Facility.objects.values())

    Facility.objects.all().delete()
    for values in kept:
        make_facility(**{**values, "id": values["id"] + 1000})

    assert [s["id"] for s in get(client, "services")["contents"]] == before
    assert all(UUID(one).version == 5 for one in before)


def test_what_a_center_offers_is_an_attribute_with_its_term(client, centers):
    item = get(client, "services", search="Harbor", full="true")["contents"][0]

    found = {a["taxonomy_term"]["code"]: a for a in item["attributes"]}
    assert found.keys() == set(SAYS.split())
    methadone = found["methadone"]
    term = get(client, f"taxonomy_terms/{methadone['taxonomy_term_id']}")
    assert term["name"] == "Methadone"
    assert term["taxonomy_detail"]["id"] == terms.taxonomy_id(Facet.MEDICATION)
    assert methadone["link_id"] == item["id"]
    assert {language["name"]: language.get("code") for language in item["languages"]} == {
        "Spanish": "es",
        "Sign language": None,
    }
    assert item["fees_description"] == "Free: no payment accepted; Medicaid"


def test_a_number_with_a_zero_in_front_of_its_extension_keeps_it_in_words(client, centers):
    phones = get(client, "services", search="Harbor", full="true")["contents"][0]["phones"]

    assert [phone.get("extension") for phone in phones] == [12, None]
    assert phones[0]["number"] == "+16175550142"
    assert phones[1]["description"] == "Intake: 1-800-555-0199 ext. 012"


@pytest.mark.usefixtures("centers")
def test_services_are_found_by_term_taxonomy_organization_and_words(client):
    methadone = next(i for i, a in terms.TERMS.items() if a.key == "methadone")
    exclusive = terms.taxonomy_id(Facet.EXCLUSIVE)
    silent = get(client, "organizations", search="Silent")["contents"][0]["id"]

    assert names(get(client, "services", taxonomy_term_id=methadone)) == {
        "Harbor Clinic: Day Program"
    }
    assert names(get(client, "services", taxonomy_id=exclusive)) == {"Not For Opioids"}
    assert names(get(client, "services", organization_id=silent)) == {"Silent House"}
    assert names(get(client, "services", search="harbor")) == {"Harbor Clinic: Day Program"}
    for name in ("taxonomy_term_id", "taxonomy_id", "organization_id"):
        assert get(client, "services", **{name: "nothing"})["empty"] is True


def test_services_changed_since_a_moment_are_found_and_listed_shortly(client, centers):
    Facility.objects.update(changed_at="2020-01-01T00:00:00Z")
    Facility.objects.filter(name="Silent House").update(changed_at="2026-01-01T00:00:00Z")

    query = {"modified_after": "2025-06-01T00:00:00Z"}
    assert names(get(client, "services", **query)) == {"Silent House"}
    (item,) = get(client, "services", minimal="true", **query)["contents"]
    assert set(item) == {"id", "modified_date"}
    assert get(client, "services", minimal="true", per_page=1)["size"] == 4


def test_services_at_locations_are_found_by_distance(client, centers):
    make_place("02118", "MA", at=BOSTON)
    meters = {"proximity": "2000"}

    near = get(client, "service_at_locations", postcode="02118", **meters)
    farther = get(client, "service_at_locations", postcode="02118")
    by_point = get(client, "service_at_locations", near="42.3736,-71.1097", **meters)

    assert names(near) == {"Harbor Clinic: Day Program"}
    assert names(farther) == {"Harbor Clinic: Day Program", "Not For Opioids"}
    assert names(by_point) == {"Not For Opioids"}
    assert "99999" in get(client, "service_at_locations", 404, postcode="99999")["error"]
    assert "near" in get(client, "service_at_locations", 422, near="99,0")["error"]


@pytest.mark.usefixtures("centers")
def test_ndjson_gives_all_of_them_line_by_line(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(hsds_api, "CHUNK", 2)
    get(client, "services")

    with django_assert_num_queries(3):  # the stamp of the index, two chunks
        response = client.get("/data/hsds/services", {"format": "ndjson"})
        lines = response.getvalue().splitlines()

    assert response["Content-Type"] == "application/x-ndjson"
    assert len([json.loads(line) for line in lines]) == 4
    assert client.get("/data/hsds/taxonomies", {"format": "ndjson"}).getvalue().count(b"\n") == 25


@pytest.mark.usefixtures("centers")
def test_a_page_of_services_costs_two_queries_and_a_service_two(client, django_assert_num_queries):
    service = get(client, "services")["contents"][0]["id"]
    get(client, f"services/{service}")  # the ids of this state of the data are known now

    with django_assert_num_queries(2):  # the stamp of the index, the centers
        get(client, "services", full="true")
    with django_assert_num_queries(2):  # the stamp of the ids, the center
        get(client, f"services/{service}")


def test_a_delisted_center_is_gone_and_a_new_one_is_there_at_once(client, centers):
    service = get(client, "services", search="Silent")["contents"][0]["id"]
    assert get(client, f"services/{service}")
    facility = Facility.objects.get(name="Silent House")

    facility.is_listed, facility.delisted_on = False, facility.as_of
    facility.save()
    make_facility("New House")  # renews the index

    assert get(client, f"services/{service}", 404)
    new = get(client, "services", search="New House")["contents"][0]["id"]
    assert get(client, f"services/{new}")["name"] == "New House"


def test_a_country_of_its_own_is_not_the_united_states(client, centers):
    (item,) = get(client, "service_at_locations", search="Island", full="true")["contents"]

    assert item["location"]["addresses"][0]["country"] == "FM"


def test_the_id_of_a_center_is_never_that_of_its_parts(client, centers):
    harbor = centers[0]
    item = get(client, "services", search="Harbor", full="true")["contents"][0]

    ids = [item["id"], item["organization_id"], *(p["id"] for p in item["phones"])]
    ids += [link["location_id"] for link in item["service_at_locations"]]
    assert len({*ids, columns.row(harbor)["id"]}) == len(ids) + 1

"""The pages about the data: what they explain, to readers, on paper too."""

from __future__ import annotations

import pytest

from directory.opendata.columns import COLUMNS, MILES, TYPES
from directory.samples import wall
from directory.vocabulary.attributes import ATTRIBUTES, Facet
from tests.factories import make_facility

pytestmark = pytest.mark.django_db


def read(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_dictionary_explains_every_column_and_code(client):
    page = read(client, "/data/")

    for column in (*COLUMNS, MILES):
        assert f"<code>{column.name}</code>" in page
        assert column.type in TYPES
    for attribute in ATTRIBUTES.values():
        assert f"<code>{attribute.key}</code>" in page
    for facet in Facet:
        assert page.count(f'id="codes-{facet.value}"') == 1
        assert f'href="#codes-{facet.value}"' in page


def test_each_center_column_has_a_name_of_its_own():
    names = [column.name for column in (*COLUMNS, MILES)]

    assert len(set(names)) == len(names)


def test_sources_are_credited_with_their_licenses_and_the_date(client):
    center = make_facility()

    page = read(client, "/data/")

    assert "SAMHSA" in page
    assert "GeoNames" in page
    assert "CC BY 4.0" in page
    assert f"{center.as_of:%B} {center.as_of.day}, {center.as_of.year}" in page


def test_made_up_centers_are_called_so(client):
    wall.load()

    page = read(client, "/data/")

    assert "These are not real places" in page
    assert client.get("/data/")["X-Robots-Tag"] == "noindex"


def test_the_reference_holds_every_operation_of_both_apis(client):
    page = read(client, "/data/api/")

    for base in ("/data/api/v1", "/data/hsds"):
        for path in client.get(f"{base}/openapi.json").json()["paths"]:
            assert path in page


def test_the_pages_ask_the_database_for_their_own_only_once(client, django_assert_num_queries):
    make_facility()
    read(client, "/data/")

    with django_assert_num_queries(4):  # the stamp; doors, helplines, what moved
        read(client, "/data/")
    with django_assert_num_queries(4):
        read(client, "/data/api/")

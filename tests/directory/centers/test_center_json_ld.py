"""What search engines are told of centers and states: what the pages show, and nothing else."""

from __future__ import annotations

import json

import html5lib
import pytest

from directory.models import Facility
from directory.samples import wall
from tests.factories import make_facility

pytestmark = pytest.mark.django_db


def data_of(client, url) -> list[dict]:
    page = client.get(url).content.decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    blocks = [s for s in tree.iter("script") if s.get("type") == "application/ld+json"]
    return [json.loads(block.text) for block in blocks]


def test_a_center_is_told_with_address_phone_and_its_own_point(client):
    center = make_facility("Harbor </script> & Sons", program="Day", at=(42.34, -71.08),
                           website="https://harbor.example.org/")  # fmt: skip

    (data,) = data_of(client, center.get_absolute_url())

    assert data["@type"] == "MedicalClinic"
    assert data["name"] == "Harbor </script> & Sons: Day"
    assert data["url"].endswith(center.get_absolute_url())
    assert data["address"]["addressLocality"] == "Boston"
    assert data["address"]["postalCode"] == "02118"
    assert data["telephone"] == "+16175550142"
    assert (data["geo"]["latitude"], data["geo"]["longitude"]) == (42.34, -71.08)
    assert data["sameAs"] == "https://harbor.example.org/"
    page = client.get(center.get_absolute_url()).content.decode()
    for shown in ("(617) 555-0142", "02118", data["address"]["streetAddress"]):
        assert shown in page


def test_nobody_is_told_whether_it_takes_new_patients_nor_an_approximate_point(client):
    center = make_facility(at=(42.34, -71.08), position="zip", phones=[], street="")

    (data,) = data_of(client, center.get_absolute_url())

    assert not {"geo", "telephone", "isAcceptingNewPatients", "sameAs"} & data.keys()
    assert "streetAddress" not in data["address"]


def test_a_state_lists_the_centers_that_its_page_shows(client):
    for name in ("A House", "B House"):
        make_facility(name, state="VT")

    (data,) = data_of(client, "/find-treatment/in/vt/")

    assert data["@type"] == "CollectionPage"
    assert data["mainEntity"]["numberOfItems"] == 2
    items = data["mainEntity"]["itemListElement"]
    assert [(item["position"], item["name"]) for item in items] == [(1, "A House"), (2, "B House")]
    assert all("/find-treatment/center/" in item["url"] for item in items)


def test_a_state_without_a_center_tells_nothing(client):
    assert data_of(client, "/find-treatment/in/gu/") == []


def test_made_up_centers_are_told_to_nobody(client):
    wall.load()

    assert data_of(client, Facility.objects.first().get_absolute_url()) == []
    assert data_of(client, "/find-treatment/in/ma/") == []

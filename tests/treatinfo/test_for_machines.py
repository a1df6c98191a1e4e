"""Whether the site is well, and what search engines are told of: pages and places, never a search, never
a made-up center."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_draft, make_facility, make_page, make_topic

pytestmark = pytest.mark.django_db


def addresses(client, section: str) -> list[str]:
    response = client.get(f"/sitemap-{section}.xml")
    assert response.status_code == 200
    found = re.findall(r"<loc>http://testserver([^<]*)</loc>", response.content.decode())
    assert not [url for url in found if "?" in url]
    return found


def test_the_server_says_whether_it_is_well(client):
    assert client.get("/healthz").content == b"ok\n"


def test_robots_are_kept_out_of_endless_searches(client):
    assert "Disallow: /find-treatment/?" in client.get("/robots.txt").content.decode()


def test_the_index_names_every_section(client):
    index = client.get("/sitemap.xml")

    assert re.findall(r"sitemap-(\w+)\.xml", index.content.decode()) == [
        "pages", "states", "cities", "centers",
    ]  # fmt: skip
    assert "public" in index["Cache-Control"]


def test_robots_are_shown_the_way_and_kept_out_of_answers(client, settings):
    robots = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in robots
    assert "Disallow: /find-treatment/today/?" in robots


def test_pages_are_those_that_readers_see_and_topics_that_have_one(client):
    make_page("paying/medicaid")
    make_draft("paying/later")
    make_page("naloxone/naloxone")
    make_topic("empty")

    assert addresses(client, "pages") == [
        "/", "/a-to-z/", "/naloxone/", "/paying/", "/paying/medicaid/",
    ]  # fmt: skip


def test_states_stand_without_a_center(client):
    found = addresses(client, "states")

    assert "/find-treatment/in/wy/" in found
    assert "/find-treatment/today/" in found


def test_cities_are_those_with_a_page_and_centers_those_listed(client):
    shown = make_facility(city="Boston")
    make_facility(city="Boston")
    make_facility(city="Salem")
    make_facility(city="Lowell", says="dui-only")
    make_facility(city="Lowell")
    gone = make_facility(is_listed=False)

    assert addresses(client, "cities") == ["/find-treatment/in/ma/boston/"]
    centers = addresses(client, "centers")
    assert shown.get_absolute_url() in centers
    assert gone.get_absolute_url() not in centers
    for url in addresses(client, "cities"):
        assert client.get(url).status_code == 200


def test_nothing_of_the_directory_is_named_while_samples_are_shown(client):
    make_facility("Example House", is_sample=True)
    make_facility("Example House 2", is_sample=True)

    for section in ("states", "cities", "centers"):
        assert addresses(client, section) == []


def test_a_section_nobody_knows_is_not_found(client):
    assert client.get("/sitemap-secrets.xml").status_code == 404


def test_the_sitemaps_take_this_many_queries(client, django_assert_num_queries):
    make_facility()
    make_facility()
    make_page("paying/medicaid")
    client.get("/sitemap-centers.xml")

    with django_assert_num_queries(3):
        client.get("/sitemap-centers.xml")
    with django_assert_num_queries(2):
        client.get("/sitemap-cities.xml")
    with django_assert_num_queries(3):
        client.get("/sitemap-pages.xml")

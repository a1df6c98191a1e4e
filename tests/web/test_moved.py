from __future__ import annotations

import pytest
from django.db import DatabaseError

from tests.factories import make_facility, make_page, make_topic
from web import moved
from web.models import Moved

pytestmark = pytest.mark.django_db


def test_what_moved_twice_is_one_step_away():
    moved.settle([("/a/", "/b/")], ["/b/"])
    moved.settle([("/b/", "/c/")], ["/c/"])

    assert moved.read() == {"/a/": "/c/", "/b/": "/c/"}


def test_what_moves_back_leads_nowhere_else():
    moved.settle([("/a/", "/b/")], ["/b/"])
    moved.settle([("/b/", "/a/")], ["/a/"])

    assert moved.read() == {"/b/": "/a/"}


def test_an_address_that_is_taken_anew_leads_nowhere_else():
    moved.settle([("/a/", "/b/")], ["/b/"])
    moved.settle([], ["/a/"])

    assert not Moved.objects.exists()


def test_an_old_address_redirects_for_good_with_what_was_asked(client):
    moved.settle([("/old/page/", "/new/page/")], ["/new/page/"])

    response = client.get("/old/page/?from=a&b=%C3%A9")

    assert response.status_code == 301
    assert response.headers["Location"] == "/new/page/?from=a&b=%C3%A9"


def test_an_address_that_never_was_stays_not_found(client):
    moved.settle([("/old/page/", "/new/page/")], ["/new/page/"])

    assert client.get("/old/").status_code == 404
    assert client.get("/old/page/more/").status_code == 404


def test_only_whole_addresses_in_links_follow(client):
    moved.settle([("/old/", "/new/")], ["/new/"])
    body = "See [one](/old/), [two](/old/#part), [three](/old/page/).\n\nThe path /old/ in words."
    make_page("/topic/page/", body=body)

    html = client.get("/topic/page/").content.decode()

    assert 'href="/new/"' in html
    assert 'href="/new/#part"' in html
    assert 'href="/old/page/"' in html
    assert "The path /old/ in words." in html


def test_a_link_follows_wherever_its_template_breaks_the_line(client):
    moved.settle([("/families/child-safety/", "/families/a-child/")], ["/families/a-child/"])

    html = client.get("/search/?q=my+baby+swallowed+a+pill").content.decode()

    assert 'href="/families/a-child/"' in html
    assert 'href="/families/child-safety/"' not in html


def test_a_page_whose_links_follow_has_another_etag(client):
    make_page("/topic/page/", body="See [one](/old/).")
    before = client.get("/topic/page/").headers["ETag"]

    moved.settle([("/old/", "/new/")], ["/new/"])

    assert client.get("/topic/page/", headers={"If-None-Match": before}).status_code == 200


def test_a_search_whose_links_follow_has_another_etag(client):
    make_facility("Harbor Clinic")
    before = client.get("/find-treatment/?q=harbor").headers["ETag"]

    moved.settle([("/about/privacy/", "/about/what-we-keep/")], ["/about/what-we-keep/"])
    response = client.get("/find-treatment/?q=harbor", headers={"If-None-Match": before})

    assert response.status_code == 200
    assert b"/about/what-we-keep/" in response.content


def test_without_a_database_a_page_is_answered_all_the_same(client, monkeypatch):
    make_topic("topic")
    make_page("/topic/topic/")

    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(moved, "read", fail)

    assert client.get("/topic/").status_code == 200

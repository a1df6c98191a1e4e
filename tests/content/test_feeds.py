"""The feed of changes."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from content.models.page import State
from content.publishing import workflow
from tests.factories import make_draft, make_page

pytestmark = pytest.mark.django_db

FEED = "/feeds/changes.xml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client) -> list[ET.Element]:
    return ET.fromstring(client.get(FEED).content).findall("a:entry", ATOM)


def text(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", namespaces=ATOM)


def test_it_says_what_is_new_and_what_changed_newest_first(client):
    first = make_page("treatment/methadone", title="Methadone")
    make_page("treatment/naltrexone", title="Naltrexone")
    draft = workflow.new_draft(first.page, by=None, like=first, title="Methadone, anew")
    workflow.move(draft, State.APPROVED, by=None)

    assert [text(entry, "title") for entry in entries(client)] == [
        "Changed: Methadone, anew",
        "New: Naltrexone",
        "New: Methadone",
    ]


def test_an_entry_leads_to_its_page_and_says_when(client, settings):
    settings.SITE_URL = "https://treatinfo.example.org"
    version = make_page("treatment/methadone", summary="A medicine.")

    entry = entries(client)[0]

    link = entry.find("a:link", ATOM).get("href")
    assert link == "https://treatinfo.example.org/treatment/methadone/"
    assert text(entry, "summary") == "A medicine."
    assert text(entry, "published")[:19] == version.publish_at.isoformat()[:19]


def test_each_version_is_an_entry_of_its_own(client):
    first = make_page("treatment/methadone")
    workflow.move(workflow.new_draft(first.page, by=None, like=first), State.APPROVED, by=None)

    assert len({text(entry, "id") for entry in entries(client)}) == 2


def test_it_tells_nothing_that_readers_may_not_see(client):
    make_draft("treatment/methadone")
    make_page("treatment/later", publish_at=timezone.now() + timedelta(days=1))
    ended = timezone.now() - timedelta(minutes=1)
    make_page("treatment/gone", publish_at=ended - timedelta(days=1), ends_at=ended)
    workflow.move(make_page("treatment/wrong"), State.ARCHIVED, by=None)

    assert entries(client) == []


def test_it_is_the_same_for_everyone(client):
    make_page("treatment/methadone")

    response = client.get(FEED)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert response["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize("url", ["/", "/a-to-z/"])
def test_feed_readers_are_shown_the_way(client, url):
    head = client.get(url).content.decode().partition("</head>")[0]

    links = [link for link in re.findall(r"<link [^>]*>", head) if "atom+xml" in link]
    assert [f'href="{FEED}"' in link and 'rel="alternate"' in link for link in links] == [True]


def test_it_takes_one_query(client, django_assert_num_queries):
    make_page("treatment/methadone")
    make_page("treatment/naltrexone")

    with django_assert_num_queries(1):
        client.get(FEED)

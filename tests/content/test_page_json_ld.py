"""What search engines and other sites are told of a page: what it shows, and no more."""

import json
from datetime import date

import html5lib
import pytest
import time_machine

from content.models import Review
from content.text.parts import plain
from content.views import preview_address
from tests.factories import make_draft, make_figure, make_page, make_source

pytestmark = pytest.mark.django_db

SITE = "https://treatinfo.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


class Shown:
    """A page as it came: its data, its tags for sharing, its text."""

    def __init__(self, client, url: str) -> None:
        self.source = client.get(url).content.decode()
        tree = html5lib.parse(self.source, namespaceHTMLElements=False)
        self.blocks = [
            json.loads(script.text)
            for script in tree.iter("script")
            if script.get("type") == "application/ld+json"
        ]
        self.tags = {
            meta.get("property"): meta.get("content")
            for meta in tree.iter("meta")
            if meta.get("property")
        }
        self.canonical = [
            link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"
        ]
        main = next(tree.iter("main"))
        self.h1 = "".join(next(main.iter("h1")).itertext()).strip()
        nav = next((n for n in main.iter("nav") if n.get("aria-label") == "Breadcrumb"), [])
        self.breadcrumbs = [
            ("".join(item.itertext()).strip(), next((a.get("href") for a in item.iter("a")), None))
            for item in (nav.iter("li") if len(nav) else [])
        ]
        self.text = plain(self.source.partition("<main")[2])

    @property
    def data(self):
        (block,) = self.blocks
        return block


def test_an_answer_has_the_figure_of_today_and_no_numbers_of_sources(client):
    make_source("who")
    make_figure(
        "price",
        kind="change",
        text="About $20.",
        changes_on=date(2026, 12, 1),
        text_after="About $30.",
    )
    make_page("questions/cost", body="## Cost\n\n### Is it dear?\n\n[[figure:price]][@who]")

    def answer() -> str:
        question = Shown(client, "/questions/cost/").data["mainEntity"][0]
        return question["acceptedAnswer"]["text"]

    with time_machine.travel("2026-11-30"):
        assert answer() == "About $20."
    with time_machine.travel("2026-12-01"):
        assert answer() == "About $30."


def test_a_reviewer_is_named_while_the_review_holds(client):
    version = make_page("naloxone/naloxone")
    Review.objects.create(
        version=version,
        reviewer="Dr. Example",
        credentials="MD",
        reviewed_on=date(2026, 1, 1),
        due=date(2026, 12, 1),
    )

    with time_machine.travel("2026-11-30"):
        data = Shown(client, "/naloxone/").data
        assert data["lastReviewed"] == "2026-01-01"
        assert data["reviewedBy"]["name"] == "Dr. Example"
    with time_machine.travel("2026-12-01"):
        assert "reviewedBy" not in Shown(client, "/naloxone/").data


def test_it_changed_on_the_day_that_the_page_says(client):
    with time_machine.travel("2026-03-04T12:00:00Z"):
        make_page("naloxone/naloxone")

        shown = Shown(client, "/naloxone/")

    assert shown.data["dateModified"] == "2026-03-04"
    assert "Last changed March 4, 2026" in shown.text


def test_a_preview_tells_machines_nothing(client):
    shown = Shown(client, preview_address(make_draft("treatment/methadone")))

    assert (shown.blocks, shown.tags, shown.canonical) == ([], {}, [])


def test_no_text_of_a_page_can_end_the_block(client):
    make_page("treatment/methadone", title="</script><script>alert(1)</script> & more")

    shown = Shown(client, "/treatment/methadone/")

    assert shown.data["name"] == "</script><script>alert(1)</script> & more"
    assert "<script>" not in shown.source


# The library's own pages

KINDS = {
    "/treatment/methadone/": "MedicalWebPage",
    "/overdose/": "MedicalWebPage",
    "/glossary/": "MedicalWebPage",
    "/questions/": "MedicalWebPage",
    "/questions/life/": ["MedicalWebPage", "FAQPage"],
    "/about/": "WebPage",
    "/about/privacy/": "WebPage",
    "/treatment/": "CollectionPage",
    "/a-to-z/": "CollectionPage",
}


@pytest.mark.parametrize("url", KINDS)
def test_a_page_is_described_as_it_shows_itself(client, whole_site, url):
    shown = Shown(client, url)

    data = shown.data
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == KINDS[url]
    assert data["url"] == SITE + url
    assert data["name"] == shown.h1
    assert data["description"] in shown.text


@pytest.mark.parametrize("url", KINDS)
def test_its_breadcrumbs_are_those_shown(client, whole_site, url):
    shown = Shown(client, url)

    told = [
        (item["name"], item.get("item", "").removeprefix(SITE) or None)
        for item in shown.data["breadcrumb"]["itemListElement"]
    ]
    assert told == shown.breadcrumbs
    positions = [item["position"] for item in shown.data["breadcrumb"]["itemListElement"]]
    assert positions == list(range(1, len(told) + 1))


@pytest.mark.parametrize("url", KINDS)
def test_who_shares_a_page_shares_its_title_and_address(client, whole_site, url):
    shown = Shown(client, url)

    assert shown.canonical == [SITE + url]
    assert shown.tags == {
        "og:type": "website" if KINDS[url] == "CollectionPage" else "article",
        "og:title": shown.h1,
        "og:description": shown.data["description"],
        "og:url": SITE + url,
    }


def test_a_topics_pages_are_those_it_lists(client, whole_site):
    shown = Shown(client, "/treatment/")

    items = shown.data["mainEntity"]["itemListElement"]
    assert len(items) > 10
    for item in items:
        assert f'href="{item["url"].removeprefix(SITE)}"' in shown.source
        assert item["name"] in shown.text


@pytest.mark.parametrize("page", ["life", "opioids", "overdose", "paying", "treatment"])
def test_its_answers_are_the_words_shown_beneath_the_questions(client, whole_site, page):
    shown = Shown(client, f"/questions/{page}/")

    asked = shown.data["mainEntity"]
    assert len(asked) > 5
    for question in asked:
        answer = question["acceptedAnswer"]["text"]
        assert f"{question['name']} {answer}" in shown.text
        assert "[[" not in answer
        assert "<" not in answer


def test_nobody_is_said_to_have_reviewed_what_nobody_reviewed(client, whole_site):
    for url in KINDS:
        data = Shown(client, url).data
        assert "lastReviewed" not in data
        assert "reviewedBy" not in data

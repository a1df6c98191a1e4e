"""Pages of other topics that a page leads to, by their words and links."""

import re

import pytest

from content.models import Page, SearchDocument
from content.models.page import State
from content.publishing.workflow import move
from content.search import knowledge
from content.search.related import APART, MOST
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def related(client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200, url
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    section = main.partition('id="related"')[2].partition("</section>")[0]
    return re.findall(r'href="([^"]+)"', section)


SLEEP = "Sleep is poor. Dreams are vivid. Night sweats and restless legs keep people awake."


@pytest.fixture
def alike():
    """Two pages on sleep in two topics, and pages on other things."""
    make_page("understand/sleep", title="Sleep and dreams", body=SLEEP)
    make_page("recovery/nights", title="Nights without sleep", body=SLEEP)
    make_page("paying/medicaid", title="Medicaid", body="A state plan pays the clinic's bill.")
    make_page("rights/rights", title="Courts", body="A judge may hear the case in an office.")
    make_page("understand/nights", title="Night and sleep", body=SLEEP)


def test_pages_on_the_same_thing_in_other_topics_are_related(client, alike):
    knowledge.renew()

    assert related(client, "/understand/sleep/") == ["/recovery/nights/"]
    assert related(client, "/paying/medicaid/") == []


def test_a_next_step_is_not_said_twice(client, alike):
    step = {"text": "Sleep", "href": "/recovery/nights/#how", "note": "How."}
    make_page("start/start", title="Sleep first", body=SLEEP, next_steps=[step])
    knowledge.renew()

    assert "/recovery/nights/" not in related(client, "/start/")
    assert "/understand/sleep/" in related(client, "/start/")


def test_a_link_makes_pages_more_alike(client):
    for topic in ("families", "recovery"):
        make_page(f"{topic}/nights", title="Nights", body=SLEEP)
    make_page("paying/paying", title="Paying", body="A state plan pays.")
    make_page("people/teens", title="Teens", body=f"{SLEEP} [Nights](/recovery/nights/)")
    knowledge.renew()

    assert related(client, "/people/teens/") == ["/recovery/nights/", "/families/nights/"]


def test_a_related_page_that_was_taken_down_is_gone_at_once(client, alike):
    knowledge.renew()
    version = Page.objects.get(slug="nights", topic__slug="recovery").live_version()
    move(version, State.ARCHIVED, by=None)

    assert related(client, "/understand/sleep/") == []


# The library's own pages


def test_related_pages_of_the_library_are_live_few_and_new_to_the_page(whole_site):
    documents = SearchDocument.objects.exclude(page=None).select_related("page__topic")
    pages = Page.objects.select_related("topic").in_bulk()

    for document in documents:
        assert len(document.related) <= MOST
        for pk in document.related:
            assert pages[pk].topic_id != document.page.topic_id
            assert pages[pk].topic.slug not in (*APART, "overdose") or pages[pk].slug == "after"

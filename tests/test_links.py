"""Every link of the site leads somewhere, whatever editors rename or take away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from content.models import Page, Topic
from content.models.page import State
from content.models.topic import NAMED_IN_CODE
from content.publishing import library, workflow
from content.search import knowledge
from directory.models import Facility
from treatinfo.offline import TOPICS

pytestmark = pytest.mark.django_db

HREF = re.compile(r'\s(?:href|action)="(/[^"#]*)')
START = [
    "/", "/a-to-z/", "/search/?q=methadone", "/find-treatment/what-to-ask-for/?needs=home",
    "/search/?q=my+baby+swallowed+a+pill", "/find-treatment/today/?danger=overdose",
]  # fmt: skip
# They hold thousands of others, or are no pages.
NOT_WALKED = ("/static/", "/admin/", "/data/centers.", "/find-treatment/map/", "/report/")
MOST = 700  # pages; there are some 400


def _walk(client: Client, *more: str) -> dict[str, list[str]]:
    """The links of our pages that do not answer 200, and on which pages they stand. A link to a search
    is followed, its own links are not: there is no end of them."""
    asked: set[str] = set()
    ahead = [(address, "") for address in (*START, *more)]
    wrong: dict[str, list[str]] = {}
    answers: dict[str, int] = {}
    while ahead:
        address, page = ahead.pop()
        if address not in asked:
            asked.add(address)
            response = client.get(address)
            answers[address] = response.status_code
            is_search = "?" in address and page
            if not is_search and response.headers["Content-Type"].startswith("text/html"):
                found = set(HREF.findall(response.content.decode()))
                ahead += [
                    (each.replace("&amp;", "&"), address)
                    for each in sorted(found)
                    if not each.startswith(NOT_WALKED)
                ]
        if answers[address] != 200:
            wrong.setdefault(address, []).append(page)
    assert 100 < len(asked) < MOST
    return wrong


def _save(record: Page | Topic, slug: str) -> None:
    """As the admin does."""
    record.slug = slug
    record.full_clean()
    record.save()


def rename_a_page() -> dict[str, str]:
    _save(Page.objects.get(topic__slug="treatment", slug="methadone"), "methadone-clinics")
    return {"/treatment/methadone/": "/treatment/methadone-clinics/"}


def rename_a_page_twice() -> dict[str, str]:
    rename_a_page()
    _save(Page.objects.get(slug="methadone-clinics"), "about-methadone")
    return {
        "/treatment/methadone/": "/treatment/about-methadone/",
        "/treatment/methadone-clinics/": "/treatment/about-methadone/",
    }


def rename_a_page_and_back() -> dict[str, str]:
    rename_a_page()
    _save(Page.objects.get(slug="methadone-clinics"), "methadone")
    return {"/treatment/methadone-clinics/": "/treatment/methadone/"}


def rename_a_topic() -> dict[str, str]:
    _save(Topic.objects.get(slug="treatment"), "help-that-works")
    return {
        "/treatment/": "/help-that-works/",
        "/treatment/methadone/": "/help-that-works/methadone/",
    }


def rename_a_topic_with_a_front_page() -> dict[str, str]:
    _save(Topic.objects.get(slug="families"), "family-and-friends")
    return {
        "/families/": "/family-and-friends/",
        "/families/child-safety/": "/family-and-friends/child-safety/",
    }


def rename_a_topic_and_then_a_page() -> dict[str, str]:
    rename_a_topic()
    rename_a_page_of("help-that-works", "methadone", "about-methadone")
    return {
        "/treatment/methadone/": "/help-that-works/about-methadone/",
        "/help-that-works/methadone/": "/help-that-works/about-methadone/",
    }


def rename_a_page_of(topic: str, old: str, new: str) -> None:
    _save(Page.objects.get(topic__slug=topic, slug=old), new)


def move_a_page_to_another_topic() -> dict[str, str]:
    page = Page.objects.get(topic__slug="understand", slug="signs")
    page.topic = Topic.objects.get(slug="families")
    page.full_clean()
    page.save()
    return {"/understand/signs/": "/families/signs/"}


def rename_a_center() -> dict[str, str]:
    center = Facility.objects.get(name="Harbor Clinic")
    old = center.get_absolute_url()
    center.name = "Lighthouse Clinic"
    center.save()
    return {old: Facility.objects.get(pk=center.pk).get_absolute_url()}


EDITS = [
    dict, rename_a_page, rename_a_page_twice, rename_a_page_and_back, rename_a_topic,
    rename_a_topic_with_a_front_page, rename_a_topic_and_then_a_page, move_a_page_to_another_topic,
    rename_a_center,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_link_leads_to_a_page_after(edit: Callable[[], dict[str, str]], client, whole_site):
    moves = edit()
    knowledge.renew()
    center = Facility.objects.get(pk=Facility.objects.filter(name__endswith=" Clinic")[0].pk)

    wrong = _walk(client, center.get_absolute_url())

    assert wrong == {}
    for old, new in moves.items():
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)
        assert client.get(new).status_code == 200


def test_a_page_taken_down_is_missed_only_where_its_links_stand(client, whole_site):
    page = Page.objects.get(topic__slug="treatment", slug="methadone")
    workflow.move(page.live_version(), State.ARCHIVED, by=None)
    knowledge.renew()

    wrong = _walk(client)

    assert set(wrong) == {"/treatment/methadone/"}
    assert client.get("/treatment/methadone/").status_code == 410


def test_the_search_finds_what_was_renamed_at_its_new_address(client, whole_site):
    rename_a_page()
    knowledge.renew()

    html = client.get("/search/?q=methadone").content.decode()

    assert 'href="/treatment/methadone-clinics/"' in html
    assert 'href="/treatment/methadone/"' not in html


@pytest.mark.parametrize("edit", [rename_a_page, rename_a_topic, rename_a_topic_with_a_front_page])
def test_the_library_follows_a_page_that_an_editor_renamed(edit, client, whole_site):
    edit()
    pages = set(Page.objects.values_list("pk", "topic__slug", "slug"))

    library.load()

    assert set(Page.objects.values_list("pk", "topic__slug", "slug")) == pages


def test_a_report_names_a_page_that_was_renamed(client, whole_site):
    rename_a_page()

    assert "Methadone" in client.get("/report/?page=/treatment/methadone/").content.decode()


class TestInTheAdmin:
    """What must not be renamed is said beside the field, and nothing changes."""

    def test_a_topic_that_the_site_asks_for_by_name_stays(self, admin_client, whole_site):
        for slug in sorted(NAMED_IN_CODE):
            topic = Topic.objects.get(slug=slug)
            html = self._post(admin_client, topic, "elsewhere")
            assert f"The site itself leads to /{slug}/" in html

    def test_what_is_kept_offline_is_among_them(self):
        assert set(TOPICS) <= NAMED_IN_CODE

    def test_a_topic_does_not_take_the_name_of_a_page_of_its_own(self, admin_client, whole_site):
        topic = Topic.objects.get(slug="treatment")

        assert "is a page already" in self._post(admin_client, topic, "methadone")

    def test_the_front_page_is_renamed_with_its_topic_alone(self, admin_client, whole_site):
        front = Page.objects.get(topic__slug="families", slug="families")

        html = admin_client.post(
            f"/admin/content/page/{front.pk}/change/",
            {"topic": front.topic_id, "slug": "elsewhere", "locale": "en", "order": 1},
        ).content.decode()

        assert "This page stands for its topic" in html
        assert Page.objects.get(pk=front.pk).slug == "families"

    def test_a_renamed_topic_is_there_at_once(self, admin_client, client, whole_site):
        self._post(admin_client, Topic.objects.get(slug="treatment"), "help-that-works")

        assert client.get("/treatment/methadone/").headers["Location"] == (
            "/help-that-works/methadone/"
        )

    def _post(self, admin_client, topic: Topic, slug: str) -> str:
        fields = {
            "slug": slug, "title": topic.title, "door": topic.door, "summary": topic.summary,
            "order": topic.order,
        }  # fmt: skip
        return admin_client.post(
            f"/admin/content/topic/{topic.pk}/change/", fields
        ).content.decode()

"""The ways from page to page: before and after, and all of them by letter."""

import re

import pytest

from content.models import Page
from tests.factories import make_draft, make_page

pytestmark = pytest.mark.django_db


def main(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def three_pages():
    for order, name in enumerate(["one", "two", "three"]):
        version = make_page(f"treatment/{name}", title=f"Page {name}")
        Page.objects.filter(pk=version.page_id).update(order=order)


def test_a_page_leads_to_the_one_before_and_the_one_after(client, three_pages):
    page = main(client, "/treatment/two/")

    assert '<a href="/treatment/three/" rel="next">Next: Page three</a>' in page
    assert '<a href="/treatment/one/" rel="prev">Before: Page one</a>' in page


def test_the_first_page_has_none_before_it_and_the_last_none_after(client, three_pages):
    assert 'rel="prev"' not in main(client, "/treatment/one/")
    assert 'rel="next"' not in main(client, "/treatment/three/")


def test_a_page_that_is_not_live_is_neither_before_nor_after(client, three_pages):
    draft = make_draft("treatment/two-and-a-half", title="Not yet")
    Page.objects.filter(pk=draft.page_id).update(order=2)

    assert "Not yet" not in main(client, "/treatment/two/")


def test_a_page_alone_in_its_topic_has_neither(client):
    make_page("naloxone/naloxone")

    assert "before and after" not in main(client, "/naloxone/")


# A to Z

GLOSSARY = """## N

| Term | Also called | What it means |
| --- | --- | --- |
| [Naloxone](/naloxone/) | Narcan, 8 mg spray | A medicine. |
| [Antidote](/naloxone/) | | A medicine. |
| [Nowhere](/not/there/) | Utopia | No page. |
| Nodding | Pinned | A sign. |
"""


@pytest.fixture
def letters(client):
    make_page("naloxone/naloxone", title="Naloxone: how to use it")
    make_page("people/teens", title="“Teens” and parents")
    make_draft("people/later", title="Later")
    make_page("glossary/glossary", title="Glossary", body=GLOSSARY)
    return main(client, "/a-to-z/")


def under(letters: str, letter: str) -> str:
    return letters.partition(f'<h2 id="{letter}">')[2].partition("</section>")[0]


def test_every_live_page_stands_under_its_letter(letters):
    assert "Naloxone: how to use it" in under(letters, "n")
    assert "“Teens” and parents" in under(letters, "t")
    assert "Later" not in letters


def test_a_page_stands_under_the_everyday_names_of_what_it_is_about(letters):
    assert '<a href="/naloxone/">Antidote</a>' in under(letters, "a")
    assert re.search(r'<a href="/naloxone/">Narcan</a>\s*\(Naloxone\)', under(letters, "n"))
    assert letters.count(">Naloxone<") == 0  # its title says so already


def test_a_term_without_a_page_of_its_own_is_left_to_the_glossary(letters):
    for word in ("Nowhere", "Utopia", "Nodding", "Pinned", "8 mg"):
        assert word not in letters


def test_the_letters_lead_to_their_parts(letters):
    assert re.findall(r'href="#(.)"', letters) == re.findall(r'<h2 id="(.)">', letters)


def test_the_footer_leads_to_the_a_to_z(client):
    assert 'href="/a-to-z/"' in client.get("/").content.decode().partition("<footer")[2]


# The library's own pages


def test_nobody_is_called_names_in_the_a_to_z_of_the_library(client, whole_site):
    page = main(client, "/a-to-z/").lower()

    assert "junkie" not in page
    assert "addicts" not in page
    assert page.count("<li>") > 150


def test_the_a_to_z_takes_this_many_queries(client, whole_site, django_assert_num_queries):
    # versions with their pages, doors, footer helplines and their numbers
    with django_assert_num_queries(5):
        client.get("/a-to-z/")

"""The overdose steps to take along: the words of the page, in its order, on paper and in a file."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import html5lib
import pytest

from content.first_aid import EMERGENCY_WORDS, emergency_words, first_aid
from content.models import HelplineNumber, Page, PageVersion
from tests.factories import make_helpline, make_page, make_source

pytestmark = pytest.mark.django_db

CARD, SHEET, FILE = "/overdose/card/", "/overdose/card/letter/", "/overdose/steps.html"
STEPS = """::: steps
1. **Shout.** Shake "hard".[@who]
2. **Call [[helpline:911]].** Say where.[@aha][@who]
3. **Spray.**
4. **Breathe.**
5. **Again.**
6. **Roll.**
:::

::: dont Never
- Do not leave.[@samhsa]
:::

Nothing of this line.

[[summary]]

::: steps
1. **Not these.**
:::
"""


def tree(answer) -> Any:
    return html5lib.parse(answer.content, namespaceHTMLElements=False)


def words(element: Any) -> str:
    """Of a piece of a page, without the numbers of sources."""
    inner = [("" if el.tag == "sup" else words(el)) + (el.tail or "") for el in element]
    return " ".join("".join([element.text or "", *inner]).split())


def items(answer, path: str) -> list[str]:
    return [words(item) for item in tree(answer).iterfind(path)]


@pytest.fixture
def overdose():
    make_helpline("911", display="911")
    for key, organization in [("who", "WHO"), ("aha", "Heart Association"), ("samhsa", "SAMHSA")]:
        make_source(key, organization=organization)
    return make_page("/overdose/overdose/", title="Act now", body=STEPS, layout="emergency")


def test_first_aid_is_what_stands_before_the_summary(overdose):
    aid = first_aid()

    assert aid is not None
    assert [re.sub("<[^>]+>", "", step).strip() for step in aid.steps] == [
        "Shout. Shake “hard”.", "Call 911. Say where.", "Spray.", "Breathe.", "Again.", "Roll.",
    ]  # fmt: skip
    assert '<a href="tel:911">911</a>' in aid.steps[1]
    assert "Do not leave." in aid.rest
    assert "Nothing of this line" not in aid.rest
    assert aid.publishers == ["WHO", "Heart Association", "SAMHSA"]


def test_each_language_has_its_own(overdose):
    assert first_aid("es") is None

    page = Page.objects.create(topic=overdose.page.topic, slug="overdose", locale="es")
    PageVersion.objects.create(
        page=page,
        number=1,
        state="approved",
        publish_at=overdose.publish_at,
        title="Actúe ya",
        body="::: steps\n1. **Grite.**\n:::\n\n[[summary]]",
        review_by=overdose.review_by,
    )

    aid = first_aid("es")
    assert aid is not None
    assert (aid.version.title, len(aid.steps)) == ("Actúe ya", 1)


@pytest.mark.parametrize("address", [CARD, SHEET, FILE])
def test_there_is_nothing_to_take_along_before_there_are_steps(client, address):
    assert client.get(address).status_code == 404


def test_a_size_of_paper_that_nobody_knows_is_not_found(client, overdose):
    assert client.get("/overdose/card/poster/").status_code == 404


# The library's own page


@pytest.mark.parametrize(
    ("address", "path", "copies"),
    [
        (CARD, ".//div[@class='panel']/ol/li", 2),
        (SHEET, ".//div[@class='steps']/ol/li", 1),
        (FILE, ".//ol/li", 1),
    ],
)
def test_the_steps_are_those_of_the_page_word_for_word(client, whole_site, address, path, copies):
    steps = items(client.get("/overdose/"), ".//div[@class='steps']/ol/li")

    assert len(steps) == 6
    assert items(client.get(address), path) == steps * copies


@pytest.mark.parametrize("address", [CARD, SHEET, FILE])
def test_what_to_take_along_says_when_it_was_last_read_and_where_the_newest_is(
    client, whole_site, settings, address
):
    settings.SITE_URL = "https://treatinfo.example"
    PageVersion.objects.filter(page__topic__slug="overdose").update(read_on=date(2026, 3, 5))

    page = client.get(address).content.decode()

    assert "March 5, 2026" in page
    assert "https://treatinfo.example/overdose/" in page


@pytest.mark.parametrize("address", [CARD, SHEET])
def test_a_card_is_a_page_for_everyone_with_a_code_for_the_camera(client, whole_site, address):
    answer = client.get(address)

    assert "public" in answer["Cache-Control"]
    assert tree(answer).find(".//div[@class='qr']/*") is not None
    assert "or make them vomit." in answer.content.decode()
    html5lib.HTMLParser(strict=True).parse(BytesIO(answer.content))


def test_the_file_is_saved_and_needs_nothing_else(client, whole_site):
    answer = client.get(FILE)

    assert answer["Content-Disposition"] == 'attachment; filename="overdose-steps.html"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert "public" in answer["Cache-Control"]
    page = tree(answer)
    html5lib.HTMLParser(strict=True).parse(BytesIO(answer.content))
    for element in page.iter():
        assert element.get("src") is None
        assert element.tag not in ("link", "script", "img", "iframe")
    assert "url(" not in page.findtext(".//style")
    links = [link.get("href") for link in page.iter("a")]
    assert links[0] == "tel:911"
    assert {"tel:988", "sms:988"} <= set(links)
    assert all(link.startswith(("tel:", "sms:", "http://127.0.0.1")) for link in links)


@pytest.mark.parametrize("address", ["/overdose/", "/naloxone/"])
def test_the_card_is_found_where_it_is_wanted(client, whole_site, address):
    assert f'href="{CARD}"' in client.get(address).content.decode()


def test_no_page_of_the_library_hides_behind_these_addresses(whole_site):
    assert not Page.objects.filter(topic__slug="overdose", slug="card").exists()


def test_every_emergency_word_is_in_the_glossary(whole_site):
    assert [word.name for word in emergency_words()] == list(EMERGENCY_WORDS)


def test_every_number_of_the_registry_is_a_link_wherever_it_stands(client, whole_site):
    shown = {number.display for number in HelplineNumber.objects.all()} - {"911", "988"}
    dials = {number.href for number in HelplineNumber.objects.all()}
    addresses = [*whole_site.values(), "/helplines/", "/offline/no-network/", CARD, SHEET, FILE]

    for address in addresses:
        page = tree(client.get(address))
        for link in page.iter("a"):
            href = link.get("href", "")
            if href.startswith(("tel:", "sms:")) and "body=" not in href:
                assert href in dials or re.fullmatch(r"tel:\+1\d{10}(;ext=\d+)?", href), href
                link.text = "".join(link.itertext()) and ""
                for child in list(link):
                    link.remove(child)
        body = "".join(page.find("body").itertext())
        assert not [number for number in shown if number in body], address

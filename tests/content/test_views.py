"""Pages as readers see them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from content.models import Review
from content.views import PREVIEW_SECONDS, preview_address
from tests.factories import make_draft, make_figure, make_page, make_source

pytestmark = pytest.mark.django_db


def text(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_a_page_named_as_its_topic_is_served_at_the_topics_address(client):
    make_page("naloxone/naloxone", title="Naloxone, the spray")

    assert "Naloxone, the spray" in text(client, "/naloxone/")


def test_its_longer_address_leads_there_for_good(client):
    make_page("naloxone/naloxone")

    response = client.get("/naloxone/naloxone/")

    assert (response.status_code, response.url) == (301, "/naloxone/")


def test_a_topic_without_a_page_of_its_own_lists_its_pages(client):
    make_page("treatment/methadone", title="Methadone")
    make_draft("treatment/naltrexone", title="Naltrexone")

    page = text(client, "/treatment/")

    assert 'href="/treatment/methadone/"' in page
    assert "Naltrexone" not in page


@pytest.mark.parametrize("address", ["/nothing/", "/treatment/nothing/"])
def test_a_page_that_is_not_there_is_a_helpful_404(client, address):
    make_page("treatment/methadone")

    response = client.get(address)

    assert response.status_code == 404
    assert "/find-treatment/" in response.content.decode()


def test_a_draft_is_a_404_to_readers(client):
    make_draft("treatment/methadone")

    assert client.get("/treatment/methadone/").status_code == 404


def test_a_preview_shows_the_draft_at_the_pages_own_address_and_keeps_it_private(client):
    draft = make_draft("treatment/methadone", title="Not yet public")

    response = client.get(preview_address(draft))

    assert "Not yet public" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_preview_ends(client):
    address = preview_address(make_draft("treatment/methadone"))

    with time_machine.travel(timezone.now() + timedelta(seconds=PREVIEW_SECONDS + 1)):
        assert client.get(address).status_code == 404


def test_a_preview_mark_opens_no_other_page(client):
    address = preview_address(make_draft("treatment/methadone"))
    make_draft("treatment/naltrexone")

    other = address.replace("methadone", "naltrexone")

    assert client.get(other).status_code == 404


def test_a_page_lists_its_sources_by_number(client):
    make_source("who", organization="World Health Organization")
    make_page("naloxone/naloxone", body="It works.[@who]")

    page = text(client, "/naloxone/")

    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page
    assert "World Health Organization" in page


def test_a_page_says_that_no_clinician_has_reviewed_it(client):
    make_page("naloxone/naloxone")

    assert "No clinician has reviewed this page yet" in text(client, "/naloxone/")


def test_a_page_names_its_reviewer_while_the_review_holds(client):
    version = make_page("naloxone/naloxone")
    review = Review(version=version, reviewer="Dr. Example", credentials="MD")
    review.reviewed_on, review.due = date(2026, 1, 1), date(2026, 12, 1)
    review.save()

    with time_machine.travel("2026-11-30"):
        assert "Dr. Example" in text(client, "/naloxone/")
    with time_machine.travel("2026-12-01"):
        assert "No clinician has reviewed this page yet" in text(client, "/naloxone/")


def test_on_an_emergency_page_the_steps_come_before_everything_else(client):
    make_page(
        "overdose/overdose",
        layout="emergency",
        summary="The summary sentence.",
        body="::: steps\n1. **Shout.** Loud.\n:::\n\n[[summary]]\n\n## More\n\nWords.",
    )

    page = text(client, "/overdose/").partition("<main")[2]

    assert page.index("</h1>") < page.index("Shout.") < page.index("The summary sentence.")
    # Nothing takes a reader away from the steps before they have read them.
    assert page.index("Shout.") < page.index("weather.gov")


def test_a_page_asks_the_database_a_known_number_of_times(client, django_assert_num_queries):
    make_figure("price")
    make_page("treatment/methadone", body="It costs [[figure:price]].")

    # page with topic, live version, figure, citations, review, which pages are related, siblings
    # and related pages with their titles, doors, footer helplines
    with django_assert_num_queries(10):
        client.get("/treatment/methadone/")


def test_a_topic_asks_the_database_a_known_number_of_times(client, django_assert_num_queries):
    make_page("treatment/methadone")
    make_page("treatment/naltrexone")

    # topic, front page, pages with their titles, doors, footer helplines
    with django_assert_num_queries(6):
        client.get("/treatment/")

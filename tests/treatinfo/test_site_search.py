"""The site's search as people ask it: the right page, or the directory for the place they name."""

import re
from hashlib import sha1
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction

from content.plain_language.folding import fold
from directory.models import Place
from directory.places.states import STATES
from tests.factories import make_facility, make_place
from treatinfo import site_search

QUESTIONS = Path(__file__).parents[1] / "content" / "data" / "questions.txt"
# Of the questions that nobody looked at while the search was made.
FIRST, IN_THREE = 0.80, 0.92
LARGEST = 1_000  # cities


@pytest.fixture(scope="module")
def all_of_it(places, django_db_blocker):
    """The library's pages, and every place."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_pages", verbosity=0)
        yield
        transaction.set_rollback(True)


def questions():
    """Each with the addresses that answer it, and whether it was only measured."""
    for line in QUESTIONS.read_text().splitlines():
        if "|" in line and not line.startswith("#"):
            text, _, right = line.partition(" | ")
            text = text.strip().removeprefix("new: ")
            is_held_out = int(sha1(text.encode()).hexdigest(), 16) % 2 == 1
            yield text, re.split(r" (?=/)", right.strip()), is_held_out


def rank(text, right):
    found = [row.url for row in site_search.results(text).rows]
    return next((n for n, url in enumerate(found, 1) if any(fits(url, one) for one in right)), 99)


def fits(url, right):
    """A page's own address, whatever its part; a search of the same place that asks at least this."""
    if not right.startswith("/find-treatment/?"):
        return urlsplit(url).path == right and "where=" not in url
    asked, wanted = (parse_qs(urlsplit(one).query) for one in (url, right))
    return (
        urlsplit(url).path == "/find-treatment/"
        and asked.get("where") == wanted.get("where")
        and all(set(keys) <= set(asked.get(name, [])) for name, keys in wanted.items())
    )


@pytest.mark.parametrize("was_held_out", [True, False])
def test_the_right_page_comes_first_or_among_the_first_three(all_of_it, was_held_out):
    ranks = {
        text: rank(text, right)
        for text, right, is_held_out in questions()
        if is_held_out == was_held_out
    }

    first = sum(n == 1 for n in ranks.values()) / len(ranks)
    in_three = sum(n <= 3 for n in ranks.values()) / len(ranks)
    assert first >= FIRST, first
    assert in_three >= IN_THREE, (in_three, [text for text, n in ranks.items() if n > 3])


def test_no_name_of_a_state_or_a_large_city_is_changed(all_of_it):
    largest = Place.objects.filter(kind="city").order_by("-zip_count", "pk")[:LARGEST]
    names = [*STATES.values(), *(place.name for place in largest)]

    changed = {
        name: read
        for name in names
        if (read := site_search.results(f"detox {name}").found.read_as)
    }

    assert len(names) > LARGEST
    assert changed == {}


@pytest.mark.parametrize(
    ("text", "where", "needs"),
    [
        ("detox in florida", "Florida", {"care": ["withdrawal-management"]}),
        ("methadone clinic in dayton ohio", "Dayton, OH", {"medication": ["methadone"]}),
        ("Suboxone doctor Houston, TX", "Houston, TX", {"medication": ["buprenorphine"]}),
        ("02118", "02118", {}),
        ("rehab in kansas city", "Kansas City, MO", {}),
        ("o'fallon mo rehab", "O Fallon, MO", {}),
        ("rehab in springfield", "Springfield", {}),  # which one, the directory asks
        ("rehab richmond va", "Richmond, VA", {}),
        ("va rehab in tampa", "Tampa, FL", {"population": ["veterans"]}),
        ("detox philly", "Philadelphia, PA", {"care": ["withdrawal-management"]}),
        ("rehab in mobile", "Mobile, AL", {}),
        ("Boston", "Boston, MA", {}),
        ("methadone clinic bufalo ny", "Buffalo, NY", {"medication": ["methadone"]}),
        ("detox cincinatti ohio", "Cincinnati, OH", {"care": ["withdrawal-management"]}),
    ],
)  # fmt: skip
def test_a_place_in_a_question_offers_the_directory_for_it_first(all_of_it, text, where, needs):
    first = site_search.results(text).rows[0]

    assert first.kind == "Treatment centers"
    assert parse_qs(urlsplit(first.url).query) == {"where": [where], **needs}


@pytest.mark.parametrize(
    "text",
    ["is there hope in recovery", "help me or him", "withdrawal in pregnancy", "treatment in prison",
     "how long is rehab", "what is methadone", "oxford house"],
)  # fmt: skip
def test_an_everyday_word_is_no_place(all_of_it, text):
    assert all(row.kind != "Treatment centers" for row in site_search.results(text).rows)


def test_who_asks_about_a_place_gets_the_page_and_then_the_centers(all_of_it):
    rows = site_search.results("does ohio medicaid cover rehab").rows

    assert rows[0].url == "/paying/"
    assert rows[1].title == "Treatment centers in Ohio: Medicaid"


def test_near_me_asks_for_the_place_and_keeps_what_is_needed(all_of_it):
    first = site_search.results("rehab near me that takes medicaid").rows[0]

    assert (first.title, first.url) == (
        "Find treatment near you: Medicaid",
        "/find-treatment/?payment=medicaid",
    )


def test_what_no_center_gives_is_answered_by_pages(all_of_it):
    assert site_search.results("narcan in columbus ohio").rows[0].url == "/naloxone/"


@pytest.mark.django_db
def test_an_offer_says_how_many_centers_there_are(client):
    make_place("Dayton", "OH", at=(39.76, -84.19))
    make_facility(
        "Miami Valley Clinic", at=(39.77, -84.2), city="Dayton", state="OH", says="methadone"
    )

    page = client.get("/search/", {"q": "methadone in dayton oh"}).content.decode()

    assert "Treatment centers in Dayton, Ohio: methadone" in page
    assert "1 center within 25 miles of Dayton, OH." in page


@pytest.mark.django_db
def test_the_name_of_a_center_is_no_misspelled_word(client):
    call_command("load_pages", verbosity=0)
    make_facility("Methadona House")

    assert "Read as" not in client.get("/search/", {"q": "methadona"}).content.decode()
    assert "Read as “methadone”" in client.get("/search/", {"q": "methadonx"}).content.decode()


def test_results_are_a_list_with_the_kind_of_each(client, all_of_it):
    page = client.get("/search/", {"q": "narcan expired"}).content.decode().partition("<main")[2]

    assert '<ol class="results found"' in page
    assert fold("Naloxone") in fold(page)
    assert "Question</p>" in page

"""Words to pages, on either database."""

import pytest

from content import documents, search
from content.models import SearchDocument, Synonym
from tests.factories import make_draft, make_facility, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    make_page(
        "naloxone/naloxone",
        title="Naloxone",
        summary="The spray.",
        body="## How to get it\n\nAsk.",
    )
    make_page("understand/withdrawal", title="Withdrawal", summary="What it is like.",
              body="## How long does it last?\n\nSome days. Naloxone is another thing.")  # fmt: skip
    make_page(
        "treatment/methadone",
        title="Methadone",
        summary="A medicine.",
        body="## Where\n\nA program.",
    )
    search.renew()


def titles(query: str) -> list[str]:
    return [document.title for document in search.find(query).documents]


def test_a_word_in_the_title_comes_before_a_word_in_the_text(pages):
    assert titles("naloxone") == ["Naloxone", "Withdrawal"]


def test_case_accents_and_endings_do_not_matter(pages):
    assert titles("NALOXÓNE")[0] == "Naloxone"
    assert titles("withdrawals")[0] == "Withdrawal"


def test_what_fits_all_words_hides_what_fits_some(pages):
    assert titles("methadone program") == ["Methadone"]
    assert set(titles("methadone spray")) == {"Methadone", "Naloxone"}


def test_a_misspelled_word_is_read_as_the_nearest_known_one(pages):
    found = search.find("nalaxone")

    assert found.documents[0].title == "Naloxone"
    assert found.read_as == "naloxone"


def test_a_synonym_finds_the_page_that_never_uses_the_word(pages):
    Synonym.objects.create(phrase="dope sick", means="withdrawal")
    search.renew()

    assert titles("I am dope sick")[0] == "Withdrawal"


@pytest.mark.parametrize(
    "query",
    ["", "   ", "'", '"', "AND OR NOT", "a:b*c", "(((", "; DROP TABLE x", "\x00", "🙂", "the of"],
)
def test_whatever_is_typed_is_only_words(pages, query):
    search.find(query)

    assert SearchDocument.objects.count() == 3


@pytest.mark.parametrize(
    "query",
    ["overdose", "he is not breathing", "blue lips", "can't wake her", "suicide", "I want to die"],
)
def test_words_of_an_emergency_are_known(pages, query):
    assert search.find(query).is_emergency


def test_other_words_are_no_emergency(pages):
    assert not search.find("how to pay for methadone").is_emergency


def test_only_what_readers_may_see_is_found(pages):
    make_draft("treatment/naltrexone", title="Naltrexone")
    search.renew()

    assert "Naltrexone" not in titles("naltrexone")


def test_questions_and_terms_are_found_by_themselves():
    questions = (
        "## Paying\n\n### Does Medicaid pay?\n\nOften. See there.\n\n### Is it free?\n\nSometimes."
    )
    glossary = "## M\n\n| Term | Also called | What it means |\n| --- | --- | --- |\n| MOUD | meds | Medicine. |"

    found = [*documents.questions(questions), *documents.terms(glossary)]

    assert [(d.kind, d.title, d.url) for d in found] == [
        ("question", "Does Medicaid pay?", "/questions/#does-medicaid-pay"),
        ("question", "Is it free?", "/questions/#is-it-free"),
        ("term", "MOUD", "/glossary/#m"),
    ]
    assert found[2].near == "meds"


def test_the_page_of_the_search_keeps_what_was_typed_and_tells_nobody(client, pages):
    response = client.get("/search/", {"q": "<b>naloxone</b>"})
    page = response.content.decode()

    assert 'href="/naloxone/"' in page
    assert "<b>naloxone" not in page
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_an_emergency_comes_before_what_was_found(client, pages):
    main = (
        client.get("/search/", {"q": "overdose naloxone"}).content.decode().partition("<main")[2]
    )

    assert main.index('href="/overdose/"') < main.index('href="/naloxone/"')


def test_centers_are_found_by_their_names(client, pages):
    facility = make_facility("Harbor Clinic")

    page = client.get("/search/", {"q": "harbor"}).content.decode()

    assert facility.get_absolute_url() in page


def test_nothing_found_still_leads_on(client, pages):
    page = client.get("/search/", {"q": "zzzz"}).content.decode().partition("<main")[2]

    assert "Nothing found" in page
    assert "/find-treatment/" in page


def test_a_search_asks_the_database_a_known_number_of_times(
    client, pages, django_assert_num_queries
):
    client.get("/search/", {"q": "naloxone"})

    # the directory's stamp, the vocabulary's stamp, synonyms, documents,
    # doors, footer helplines
    with django_assert_num_queries(6):
        client.get("/search/", {"q": "naloxone"})

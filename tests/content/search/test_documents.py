"""What of the pages a search can find."""

import pytest

from content.models import SearchDocument
from content.search import documents
from tests.factories import make_page

pytestmark = pytest.mark.django_db

ANSWERS = (
    "## Paying\n\n### Does Medicaid pay?\n\nOften. See there.\n\n### Is it free?\n\nSometimes."
)
TERMS = """## Words

### M

| Term | Also called | What it means |
| --- | --- | --- |
| [MOUD](/treatment/medications/) | meds | Medicine. |
"""


def found(kind: str) -> list[tuple[str, str]]:
    made = documents.all_of(documents.live_versions())
    return [(document.title, document.url) for document in made if document.kind == kind]


def test_each_question_is_found_where_it_stands_on_any_page_of_its_topic():
    make_page("questions/questions", body="## One\n\n### Is it?\n\nIt is.")
    make_page("questions/paying", body=ANSWERS)

    assert found("question") == [
        ("Is it?", "/questions/#is-it"),
        ("Does Medicaid pay?", "/questions/paying/#does-medicaid-pay"),
        ("Is it free?", "/questions/paying/#is-it-free"),
    ]


def test_a_list_of_links_to_answers_is_no_answer():
    make_page("questions/paying", body=ANSWERS)
    links = "- [Is it free?](/questions/paying/#is-it-free)"
    make_page("questions/questions", body=f"## Paying\n\n{links}\n\n### Money\n\n{links}")

    assert len(found("question")) == 2


def test_an_anchor_is_the_one_of_the_page_even_when_two_questions_are_alike():
    version = make_page(
        "questions/paying", body=ANSWERS.replace("Is it free?", "Does Medicaid pay?")
    )

    for _, url in found("question"):
        assert f'id="{url.partition("#")[2]}"' in version.html
    assert len({url for _, url in found("question")}) == 2


def test_each_term_is_found_at_its_letter_by_its_other_names_too():
    make_page("glossary/a-to-m", body=TERMS)

    term = next(d for d in documents.all_of(documents.live_versions()) if d.kind == "term")

    assert (term.title, term.url) == ("MOUD", "/glossary/a-to-m/#m")
    assert (term.near, term.summary) == ("meds", "Medicine.")


def test_a_page_is_found_by_the_names_that_the_glossary_gives_its_subject():
    make_page("treatment/medications", title="Medicines")
    make_page("glossary/a-to-m", body=TERMS)

    page = next(d for d in documents.all_of(documents.live_versions()) if d.title == "Medicines")

    assert "MOUD meds" in page.near


def test_a_page_of_answers_is_found_by_each_and_not_by_all_at_once():
    make_page("questions/paying", title="Questions about paying", body=ANSWERS)

    page = next(
        d for d in documents.all_of(documents.live_versions()) if d.kind == "page" and d.page
    )

    assert "Medicaid" not in page.near + page.body


def test_every_document_of_the_library_leads_to_a_place_that_is_there(client, whole_site):
    pages = {}
    for url in SearchDocument.objects.values_list("url", flat=True):
        address, _, anchor = url.partition("#")
        if address not in pages:
            pages[address] = client.get(address).content.decode()
        assert not anchor or f'id="{anchor}"' in pages[address], url


def test_the_library_has_its_answers_and_terms(whole_site):
    kinds = list(SearchDocument.objects.values_list("kind", flat=True))

    assert kinds.count("question") > 50
    assert kinds.count("term") > 100

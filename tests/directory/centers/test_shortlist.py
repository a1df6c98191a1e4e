"""Chosen centers: side by side, and as sheets to call from."""

import gzip
import json
import re
from pathlib import Path

import html5lib
import pytest
from django.http import QueryDict
from django.test import Client

from directory.centers import call_sheet, compare
from directory.centers.shortlist import ids_in
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

COMPARE = "/find-treatment/compare/"
CALL_SHEET = "/find-treatment/call-sheet/"
REAL = Path(__file__).parents[4] / "shared/data/derived/findtreatment_v2_shaped_2022.ndjson.gz"


def page_of(client: Client, url: str, *facilities, **query) -> str:
    ids = [getattr(each, "short_id", each) for each in facilities]
    response = client.get(url, {"c": ids, **query})
    assert response.status_code == 200
    return response.content.decode()


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def rows_of(page: str) -> dict[str, list[str]]:
    """The table as a reader sees it: question to cells."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in tree.iter("tr")
        if row.find("td") is not None
    ]
    return {title: cells for title, *cells in rows}


def test_two_centers_answer_the_same_questions_and_what_differs_is_said(client):
    one = make_facility("One", says="medicaid medicare methadone")
    two = make_facility("Two", says="medicaid")

    rows = rows_of(page_of(client, COMPARE, one, two))

    assert rows["Says it accepts"] == ["Medicaid Medicare (only here)", "Medicaid"]
    assert rows["Medication for opioid addiction"] == ["Uses methadone", "not stated"]


def test_beside_silence_nothing_is_only_here(client):
    one, two = make_facility(says="spanish"), make_facility(says="outpatient")

    rows = rows_of(page_of(client, COMPARE, one, two))

    assert rows["Languages"] == ["Spanish", "not stated"]


def test_what_every_other_one_lists_is_said_of_the_one_that_does_not():
    facilities = [make_facility(says="medicaid"), make_facility(says="medicaid self-pay"),
                  make_facility(says="self-pay medicare")]  # fmt: skip

    row = next(row for row in compare.rows_of(facilities) if row.title == "Says it accepts")

    assert [cell.missing for cell in row.cells] == [["Cash or self-payment"], [], ["Medicaid"]]


def test_a_question_that_all_answer_alike_is_said_to_be_the_same(client):
    one, two = make_facility(says="carf"), make_facility(says="carf")

    assert "Licenses and accreditation the same for all" in rows_of(
        page_of(client, COMPARE, one, two)
    )


def test_one_center_alone_has_nothing_that_is_only_here(client):
    page = page_of(client, COMPARE, make_facility(says="carf"))

    assert "(only here)" not in page
    assert "same for all" not in page


def test_the_warnings_of_a_center_stand_beside_the_others(client):
    one = make_facility(says="buprenorphine buprenorphine-withdrawal")

    rows = rows_of(page_of(client, COMPARE, one, make_facility()))

    assert "does not list staying on it" in rows["Know before you call"][0]
    assert rows["Know before you call"][1] == "Nothing noted"


def test_a_center_can_be_taken_out_and_the_others_stay(client):
    one, two, three = make_facility("One"), make_facility("Two"), make_facility("Three")

    page = page_of(client, COMPARE, one, two, three)

    assert f'href="{COMPARE}?c={one.short_id}&amp;c={three.short_id}"' in page


def test_a_fifth_center_is_not_compared_and_it_is_said(client):
    page = page_of(client, COMPARE, *(make_facility(f"Number {n}") for n in range(5)))

    assert "Number 3" in page
    assert "Number 4" not in page
    assert "at most 4 centers" in page
    assert "Add another center" not in page


def test_an_eleventh_center_gets_no_call_sheet_and_it_is_said(client):
    page = page_of(client, CALL_SHEET, *(make_facility(f"Number {n}") for n in range(11)))

    assert page.count('class="sheet"') == 10
    assert "at most 10 centers" in page


@pytest.mark.parametrize("url", [COMPARE, CALL_SHEET])
def test_unknown_and_delisted_centers_are_said_and_skipped(client, url):
    here, gone = make_facility("Here"), make_facility("Gone", is_listed=False)

    page = main_of(page_of(client, url, here, gone, "0000000000", "x' OR 1=1", "\x00"))

    assert "We do not know 3 of the centers" in page
    assert "is no longer listed" in page
    assert gone.get_absolute_url() in page
    assert "OR 1=1" not in page


@pytest.mark.parametrize("url", [COMPARE, CALL_SHEET])
def test_with_no_center_the_page_says_how_to_choose(client, url):
    page = page_of(client, url)

    assert "/find-treatment/" in main_of(page)
    assert "Remove" not in page


def test_made_up_centers_are_unknown_in_public(client, settings):
    facility = make_facility("Example House", is_sample=True)
    settings.SITE_IS_PUBLIC = True

    assert "Example House" not in page_of(client, COMPARE, facility)


def test_an_id_counts_once_however_it_is_typed():
    query = QueryDict("c=ABCDEFGHJK&c=abcdefghjk&c=+abcdefghjk+&c=&c=other")

    assert ids_in(query) == ["abcdefghjk", "other"]


def test_an_endless_address_is_read_only_so_far():
    assert len(ids_in(QueryDict("&".join(f"c={n}" for n in range(999))))) == 40


@pytest.mark.parametrize("url", [COMPARE, CALL_SHEET])
@pytest.mark.parametrize("more", [{}, {"discreet": "1"}])
def test_a_list_of_chosen_centers_is_private_and_leaves_no_cookie(client, url, more):
    response = client.get(url, {"c": make_facility().short_id, **more})

    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_a_call_sheet_has_number_ten_questions_what_to_bring_and_room(client):
    page = main_of(page_of(client, CALL_SHEET, make_facility("Harbor House")))

    assert 'href="tel:+16175550142"' in page
    assert "(617) 555-0142" in page
    assert page.count('<li class="blank">') == 10
    assert "Can I stay on it after I leave?" in page
    assert "Your ID" in page
    assert "who I spoke to" in page
    assert "discreet=1" in page


def test_a_center_without_a_phone_has_a_sheet_that_says_so(client):
    assert "Phone: not stated" in page_of(client, CALL_SHEET, make_facility(phones=[]))


def discreet_page(client: Client, *facilities) -> str:
    response = client.get(CALL_SHEET, {"c": [f.short_id for f in facilities], "discreet": "1"})
    return response.content.decode() + str(response.headers)


def telling_words_in(text: str) -> set[str]:
    return {word for word in call_sheet.REVEALING if word in text.casefold()}


def test_a_discreet_sheet_tells_nobody_what_the_calls_are_about(client):
    facilities = [
        make_facility(
            "Heroin Rehab and Detox Clinic",
            program="Methadone Treatment",
            street="1 Recovery Road",
            city="Sober",
            website="https://rehab.example.org/",
            phones=[{"kind": "hotline", "number": "8005550199", "ext": "12"}],
        ),
        make_facility("Gone Addiction Center", is_listed=False),
        make_facility("Substance Use Services"),
    ]

    page = discreet_page(client, *facilities)

    assert telling_words_in(page) == set()
    assert "H. R. A. D. C. M. T." in page
    assert "1-800-555-0199 ext. 12" in page
    assert "tel:911" in page
    assert "tel:988" in page


def test_a_discreet_sheet_asks_ten_questions_and_is_well_formed(client):
    page = page_of(client, CALL_SHEET, make_facility(), discreet="1")

    assert page.count('<li class="blank">') == 10
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<h1>") == 1


def test_taking_a_center_off_a_discreet_sheet_keeps_it_discreet(client):
    one, two = make_facility(), make_facility()

    page = page_of(client, CALL_SHEET, one, two, discreet="1")

    assert f'href="?c={two.short_id}&amp;discreet=1"' in page


def test_the_stop_list_holds_what_a_glance_would_tell():
    named = "treatment addict heroin opioid rehab detox recovery methadone buprenorphine drug " \
            "substance overdose naloxone treatinfo"  # fmt: skip

    assert set(named.split()) <= set(call_sheet.REVEALING)
    assert telling_words_in("the REHAB on Main") == {"rehab"}


@pytest.mark.skipif(not REAL.exists(), reason="needs SAMHSA's real rows in ../shared/data")
def test_no_real_name_or_street_makes_a_discreet_sheet_revealing():
    with gzip.open(REAL, "rt") as file:
        rows = [json.loads(line) for line in file]

    for row in rows:
        facility = make_unsaved(row)
        shown = call_sheet.sheet(facility, chosen=["0123456789"], discreet=True)
        assert not call_sheet.reveals(f"{shown.name} {shown.address} {shown.remove_url}")
    assert len(rows) > 12_000


def make_unsaved(row: dict):
    facility = make_facility.__globals__["Facility"](
        name=row["name1"], program=row["name2"] or "", street=row["street1"] or "",
        city=row["city"], state=row["state"], zip_code=row["zip"][:5], short_id="0123456789",
    )  # fmt: skip
    facility.phones = []
    return facility


@pytest.mark.parametrize("url", [COMPARE, CALL_SHEET])
def test_chosen_centers_ask_the_database_a_known_number_of_times(
    client, django_assert_num_queries, url
):
    query = {"c": [make_facility().short_id for _ in range(4)]}
    client.get(url, query)

    # the centers, stamp, doors, footer helplines
    with django_assert_num_queries(5):
        client.get(url, query)


def test_a_discreet_sheet_asks_for_no_more_than_its_centers(client, django_assert_num_queries):
    query = {"c": make_facility().short_id, "discreet": "1"}
    client.get(CALL_SHEET, query)

    # the centers, stamp
    with django_assert_num_queries(3):
        client.get(CALL_SHEET, query)


def test_a_box_in_a_list_belongs_to_the_form_that_compares(client):
    one, two = make_facility("One"), make_facility("Two")

    page = client.get("/find-treatment/in/ma/", {"c": one.short_id}).content.decode()

    form = re.search(r'<form id="([^"]+)"[^>]*action="/find-treatment/compare/"', page)
    assert form
    box = re.search(rf'<input[^>]*value="{two.short_id}"[^>]*>', page)
    assert box
    assert f'form="{form[1]}"' in box[0]
    assert f'<input type="hidden" name="c" value="{one.short_id}">' in page

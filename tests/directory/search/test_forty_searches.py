"""Forty searches on SAMHSA's real rows, through the front door, against a plain reading of the file.

No name or number of a real center stands here: where a search needs one, it is taken from the file
when the test runs. What is expected is worked out from the raw rows, without the importer's codes,
the index or SQL.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from django.http import QueryDict

from directory.index.question import NAMES
from directory.models import Place
from directory.places import gazetteer
from directory.vocabulary.attributes import Facet
from tests.directory.imports.test_real_data import DATA
from tests.directory.raw_rows import CODES, RawRow, digits, folded, miles_between

pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason="SAMHSA's full files are not here"),
    pytest.mark.django_db,
]

SEARCHES = [
    ("What is near this ZIP code?", "where=78701"),
    ("… within 5 miles?", "where=10027&miles=5"),
    ("… within 100 miles, in Montana?", "where=59718&miles=100"),
    ("Near a city", "where=Boston, MA"),
    ("Near a city by its short name", "where=st louis mo&miles=10"),
    ("A whole state by name", "where=California"),
    ("A whole state by code", "state=WY"),
    ("A territory", "state=PR"),
    ("Everything", "miles=50&care=outpatient"),
    ("Buprenorphine near me", "where=45202&medication=buprenorphine"),
    ("Methadone near me", "where=60612&miles=10&medication=methadone"),
    ("Methadone or buprenorphine", "where=60612&miles=10&medication=methadone&medication=buprenorphine"),
    ("An opioid treatment program with Medicaid", "state=OH&care=opioid-treatment-program&payment=medicaid"),
    ("I take my own medication and need a bed", "state=KY&medication=own-medication&care=residential"),
    ("Who uses no medication", "state=TN&medication=no-medication"),
    ("Detox near me", "where=85004&care=withdrawal-management"),
    ("A bed, paid by Medicaid", "where=Philadelphia, PA&care=residential&payment=medicaid"),
    ("Recovery housing", "state=FL&care=recovery-housing"),
    ("Day treatment or intensive outpatient", "where=55404&care=day-treatment&care=intensive-outpatient"),
    ("Free care", "state=NY&cost=free"),
    ("Free or sliding fee", "where=97204&cost=free&cost=sliding-fee"),
    ("Military insurance for veterans", "state=VA&payment=military-insurance&population=veterans"),
    ("Tribal funds", "state=AZ&payment=tribal-funds"),
    ("Pregnant", "where=37203&miles=50&population=pregnant"),
    ("A mother with children and a bed", "care=residential&services=children-beds"),
    ("For teenagers", "where=80202&age=youth"),
    ("For men out of jail", "state=GA&population=men&population=justice-involved"),
    ("With a mental illness and trauma therapy", "where=98104&population=mental-health&approach=trauma-counseling"),
    ("In Spanish", "where=33125&miles=10&language=spanish"),
    ("In Russian or Polish", "language=russian&language=polish"),
    ("In sign language by video", "state=MD&language=sign-language&setting=telehealth"),
    ("Contingency management", "state=VT&approach=contingency-management"),
    ("Accredited and for-profit", "state=NV&accreditation=joint-commission&operator=private-for-profit"),
    ("Run by a Tribe", "operator=tribal-government&operator=indian-health-service"),
    ("No smoking", "state=UT&smoking=smoking-not-allowed&care=residential"),
    ("Medicaid, and who does not say", "state=TX&payment=medicaid&not-stated=include"),
    ("Two questions and who does not say", "where=87102&miles=50&medication=methadone&language=spanish&not-stated=include"),
    ("Those set aside too", "state=IN&also=set-aside"),
    ("By words of a name", "q=recovery cent"),
    ("By a phone number", "q={phone}"),
]  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """The search as anybody would make it on paper: go through the rows, keep those that fit."""

    rows: list[RawRow]
    query: QueryDict
    middles: dict[str, tuple[float, float]]

    def found(self) -> list[str]:
        """The names of those that fit, in the published order."""
        start, state = self.start_and_state()
        miles = float(self.query.get("miles", 25))
        found = []
        for row in self.rows:
            distance = miles_between(start, self.point(row)) if start else 0.0
            in_state = not state or row.state == state
            if in_state and distance <= (miles if start else 0.0) and self.fits(row):
                found.append((round(distance, 1), sortable(row.name), row.name))
        return [name for _, _, name in sorted(found)]

    def start_and_state(self) -> tuple[tuple[float, float] | None, str]:
        state = self.query.get("state", "")
        if not self.query.get("where"):
            return None, state
        place = gazetteer.find(self.query["where"])[0]
        if place.kind == Place.Kind.STATE:
            return None, place.state
        return place.point, state

    def point(self, row: RawRow) -> tuple[float, float]:
        """Where it says it is, unless its ZIP code lies far from there."""
        middle = self.middles[row.zip_code]
        if row.listed_point is None:
            return middle
        is_lost = row.state != "AK" and miles_between(row.listed_point, middle) > 35
        return middle if is_lost else row.listed_point

    def fits(self, row: RawRow) -> bool:
        if row.is_set_aside and self.query.get("also") != "set-aside":
            return False
        if not self.holds_words(row):
            return False
        asked = {facet: self.query.getlist(facet.value) for facet in CODES}
        return all(
            row.lists(facet, keys) or (self.takes_silence and row.is_silent_on(facet))
            for facet, keys in asked.items()
            if keys
        )

    @property
    def takes_silence(self) -> bool:
        return self.query.get("not-stated") == "include"

    def holds_words(self, row: RawRow) -> bool:
        text = self.query.get("q", "")
        if len(digits(text)) >= 7:
            return any(number.endswith(digits(text)) for number in row.phones)
        return all(
            any(word.startswith(part) for word in row.words) for part in folded(text).split()
        )


def sortable(name: str) -> str:
    return " ".join(
        {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}.get(word, word)
        for word in folded(name).split()
    )


@pytest.fixture(scope="module")
def middles(places, django_db_blocker) -> dict[str, tuple[float, float]]:
    with django_db_blocker.unblock():
        rows = Place.objects.filter(kind="zip", latitude__isnull=False)
        return {place.name: (place.latitude, place.longitude) for place in rows}


def names_on(page: str) -> list[str]:
    """The names of the centers on a page, in their order."""
    cards = page.partition('<ol class="results"')[2].partition('class="talk"')[0]
    numbered = re.findall(
        r'class="place-number"[^>]*>(\d+)</span>.*?<h3>\s*<a [^>]*>(.*?)</a>', cards, re.DOTALL
    )
    by_number = sorted((int(number), html.unescape(name)) for number, name in numbered)
    return [name.replace(": ", " ", 1) for _, name in by_number]


def test_there_are_forty():
    assert len(SEARCHES) == len({query for _, query in SEARCHES}) == 40


def test_they_use_every_group_of_filters():
    asked = {name for _, query in SEARCHES for name in QueryDict(query)}

    assert {facet.value for facet in CODES} <= asked
    assert set(NAMES) <= asked


@pytest.mark.parametrize(("question", "asked"), SEARCHES)
def test_a_search_finds_what_the_raw_file_holds(client, real_rows, middles, question, asked):
    phone = next(row.phones[0] for row in real_rows[100:] if row.phones)
    query = QueryDict(asked.format(phone=f"({phone[:3]}) {phone[3:6]}-{phone[6:]}"))
    expected = Plain(real_rows, query, middles).found()

    response = client.get(f"/find-treatment/?{query.urlencode()}")
    page = response.content.decode()

    assert expected, f"{question}: a search that finds nothing checks nothing"
    number = re.search(r'<h2 id="results">\s*([\d,]+) center', page)
    assert number, question
    assert int(number[1].replace(",", "")) == len(expected)
    shown = [" ".join(name.split()) for name in names_on(page)]
    assert [sortable(name) for name in shown[:3]] == [sortable(name) for name in expected[:3]]


def test_a_facet_is_never_met_by_the_codes_of_another(real_rows):
    # What is expected above stands on this: one code, one meaning, but for youth and adolescents.
    codes = [
        (code, facet) for facet, options in CODES.items() for key in options for code in options[key].split()
    ]  # fmt: skip
    twice = {code for code, _ in codes if [each for each, _ in codes].count(code) > 1}

    assert twice == {"AD"}
    assert ("AD", Facet.AGE) in codes

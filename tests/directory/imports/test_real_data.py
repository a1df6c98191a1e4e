"""SAMHSA's directory of 2022, all of it, where it lies beside the project; it is not part of it."""

import csv
import gzip
import json
from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from python_calamine import CalamineWorkbook

from directory.imports import runs
from directory.imports.samhsa import source_files
from directory.models import Facility, ImportRun, IndexSnapshot

DATA = settings.BASE_DIR.parent / "shared" / "data"
WORKBOOK = DATA / "raw" / "National_Directory_SA_Facilities_2022.xlsx"
EXPORT = DATA / "derived" / "findtreatment_v2_shaped_2022.ndjson.gz"
CENTERS = 12_176

pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason="SAMHSA's full files are not here"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("centers"),
]

# As PROVENANCE.md has them, where one code gives one attribute.
COUNTS = {
    "opioid-treatment-program": 1499,
    "naltrexone-injection": 4612,
    "buprenorphine-injection": 2078,
    "withdrawal-management": 2894,
    "residential": 2879,
    "short-term-residential": 1882,
    "long-term-residential": 2178,
    "intensive-outpatient": 5525,
    "day-treatment": 1703,
    "outpatient": 9952,
    "hospital": 653,
    "recovery-housing": 1181,
    "free": 235,
    "sliding-fee": 4684,
    "payment-help": 2742,
    "medicaid": 9028,
    "medicare": 5457,
    "private-insurance": 9169,
    "self-pay": 11090,
    "military-insurance": 4860,
    "pregnant": 3849,
    "veterans": 3441,
    "lgbtq": 3705,
    "adolescents": 3024,
    "spanish": 2779,
    "sign-language": 4627,
    "arabic": 76,
    "vietnamese": 47,
    "naloxone-education": 8234,
    "telehealth": 8793,
    "dui-only": 54,
    "does-not-treat-opioids": 1002,
}
# Several codes give one of these: the center has it when it has any of them.
MEDICATIONS = {
    "methadone": "MU METH MM DM MMW",
    "buprenorphine": "BU UB BUM DB BMW BWN BWON BERI BSDM",
    "naltrexone": "NU UN RPN NXN VTRL",
}
# Rows of the workbook whose coordinates PROVENANCE.md found wrong; each is a line earlier in the export.
WRONG_POINTS = [2355, 6880, 8708, 10096, 10122, 10789, 10790, 11854]


def load(path) -> ImportRun:
    results, as_of = source_files.read(path, date(2022, 5, 19))
    return runs.load(results, run=runs.begin(source=path.name), as_of=as_of)


@pytest.fixture(scope="module")
def centers(places, django_db_blocker):
    """The export, loaded once for all tests of this module."""
    with django_db_blocker.unblock():
        run = load(EXPORT)
    yield run
    with django_db_blocker.unblock():
        Facility.objects.all().delete()
        ImportRun.objects.all().delete()
        IndexSnapshot.objects.all().delete()


def facts_and_phones() -> dict[str, list]:
    rows = Facility.objects.values_list("key", "facts", "phones", "unknown_facts", "short_id")
    return {key: rest for key, *rest in rows}


@pytest.fixture
def said() -> Counter:
    """How many centers say yes to each attribute."""
    facts = Facility.objects.values_list("facts", flat=True)
    return Counter(key for row in facts for key, yes in row.items() if yes)


def test_every_row_loads_and_every_count_is_samhsas(centers, said):
    assert (centers.status, centers.added, centers.bad) == ("done", CENTERS, 0)
    assert {key: said[key] for key in COUNTS} == COUNTS


def test_medications_are_those_of_any_of_their_codes(said):
    sheet = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_name("Facilities List")
    codes = [set(row[-1].split()) for row in sheet.to_python()[1:]]

    counted = {
        key: sum(not row.isdisjoint(any_of.split()) for row in codes)
        for key, any_of in MEDICATIONS.items()
    }

    assert {key: said[key] for key in MEDICATIONS} == counted


def test_a_second_run_finds_nothing_to_write():
    before = list(Facility.objects.values())

    run = load(EXPORT)

    assert (run.unchanged, run.added, run.changed) == (CENTERS, 0, 0)
    assert list(Facility.objects.values()) == before


def test_the_workbook_finds_the_exports_centers_and_has_nothing_to_change():
    run = load(WORKBOOK)

    assert (run.unchanged, run.added, run.changed, run.delisted) == (CENTERS, 0, 0, 0)


def test_the_workbook_alone_gives_the_same_centers_facts_and_phones():
    from_export = facts_and_phones()
    Facility.objects.all().delete()

    run = load(WORKBOOK)

    assert (run.added, run.bad) == (CENTERS, 0)
    assert facts_and_phones() == from_export


def test_wrong_coordinates_give_way_to_the_zip_code_and_right_ones_stay():
    with gzip.open(EXPORT, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]

    for row in (rows[number - 2] for number in WRONG_POINTS):
        same_place = Facility.objects.filter(street=row["street1"], zip_code=row["zip"])
        assert {facility.position for facility in same_place} == {"zip"}
    prescott = Facility.objects.filter(city="Prescott", zip_code="86305", position="listed")
    assert prescott.count() >= 7
    alaska = Facility.objects.filter(name="North Slope Borough DHSS", state="AK")
    assert alaska.get().position == "listed"


def test_as_many_positions_are_listed_as_the_source_has_right_coordinates():
    with gzip.open(DATA / "derived" / "coordinates_2022.csv.gz", "rt") as file:
        given = sum(bool(row["latitude"]) for row in csv.DictReader(file))

    positions = Counter(Facility.objects.values_list("position", flat=True))

    assert positions["listed"] == given - len(WRONG_POINTS)
    assert positions["none"] == 0

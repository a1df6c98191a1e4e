from datetime import date

import pytest

from directory.imports.samhsa import source_files
from directory.imports.samhsa.records import BadRow, Refused
from tests.directory.files import FIXTURES, WORKBOOK_HEADER, write_workbook

HARBOR = {
    "name1": " Example  Harbor ",
    "name2": "Outpatient",
    "street1": "1 Example Street",
    "city": "Boston",
    "state": "MA",
    "zip": "02118",
    "phone": "617-555-0142 x12",
    "intake1": "617-555-0143",
    "intake2": "617-555-0144",
    "intake1a": "617-555HOPE",
    "service_code_info": "SA DT * OP * MU BU",
}


def read(path, **options):
    return list(source_files.read(path, **options)[0])


def test_a_row_of_the_directory_becomes_a_record(tmp_path):
    (record,) = read(write_workbook(tmp_path / "directory.xlsx", HARBOR))

    assert (record.line, record.kind, record.name) == (2, "SU", "Example Harbor")
    assert (record.program, record.street, record.zip_code) == (
        "Outpatient", "1 Example Street", "02118",
    )  # fmt: skip
    assert set(record.facts) == {
        "substance-use-treatment", "withdrawal-management", "outpatient", "methadone",
        "buprenorphine",
    }  # fmt: skip


def test_what_the_directory_has_no_column_for_is_not_said(tmp_path):
    (record,) = read(write_workbook(tmp_path / "directory.xlsx", HARBOR))

    assert (record.point, record.county, record.website) == (None, None, None)


def test_main_and_intake_numbers_are_kept_and_vanity_spellings_are_not_counted_twice(tmp_path):
    (record,) = read(write_workbook(tmp_path / "directory.xlsx", HARBOR))

    assert record.phones == [
        {"kind": "main", "number": "6175550142", "ext": "12"},
        {"kind": "intake", "number": "6175550143", "ext": ""},
    ]


def test_the_position_of_a_star_means_nothing(tmp_path):
    early = HARBOR | {"service_code_info": "* MU * * SA"}

    (record,) = read(write_workbook(tmp_path / "directory.xlsx", early))

    assert record.facts == {"methadone": True, "substance-use-treatment": True}


def test_a_row_without_codes_is_silent_on_its_services(tmp_path):
    silent = HARBOR | {"service_code_info": ""}

    (record,) = read(write_workbook(tmp_path / "directory.xlsx", silent))

    assert record.says_services is False
    assert record.facts == {}


def test_a_new_code_is_kept_under_the_name_in_the_workbooks_own_key(tmp_path):
    new = HARBOR | {"service_code_info": "SA NEW1 NEW2"}

    (record,) = read(write_workbook(tmp_path / "directory.xlsx", new))

    assert record.unknown_facts == [
        ["Brand-new services", "Service of next year"],
        ["Service code", "NEW2"],
    ]
    assert record.strange_labels == record.unknown_facts


def test_a_header_in_capitals_is_the_same_header(tmp_path):
    capitals = [name.upper() for name in WORKBOOK_HEADER]

    (record,) = read(write_workbook(tmp_path / "directory.xlsx", HARBOR, header=capitals))

    assert record.name == "Example Harbor"


def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(tmp_path):
    nowhere = HARBOR | {"name1": "Example Nowhere", "state": "QQ"}

    bad, good = read(write_workbook(tmp_path / "directory.xlsx", nowhere, HARBOR))

    assert bad == BadRow(2, "Example Nowhere", "“QQ” is not a state or territory")
    assert good.line == 3


def test_a_workbook_without_a_needed_column_is_refused(tmp_path):
    header = [name for name in WORKBOOK_HEADER if name != "zip"]

    with pytest.raises(Refused, match="no column zip"):
        read(write_workbook(tmp_path / "directory.xlsx", HARBOR, header=header))


def test_a_damaged_workbook_is_refused(tmp_path):
    whole = write_workbook(tmp_path / "whole.xlsx", HARBOR).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Refused, match=r"cut\.xlsx can't be read to its end"):
        read(tmp_path / "cut.xlsx")


def test_the_directory_carries_no_date_and_is_cited_by_its_own_name(tmp_path):
    path = write_workbook(tmp_path / "directory_2022_05_19.xlsx", HARBOR)

    assert source_files.read(path)[1] is None
    assert source_files.read(path, date(2022, 5, 19))[1] == date(2022, 5, 19)
    assert source_files.source_of(path) == "SAMHSA National Directory"
    assert source_files.source_of(FIXTURES / "v2_every_kind.json") == "SAMHSA FindTreatment.gov"

import csv
import gzip
from datetime import date

import pytest

from directory.imports.samhsa import source_files
from directory.imports.samhsa.records import BadRow, FacilityRecord, NotOurs, Refused
from tests.directory.files import FIXTURES, write_xlsx

HEADER = ["name1", "street1", "city", "state", "zip", "phone", "latitude", "longitude"]
HEADER += ["type_facility", "sa", "mu"]


def read(path):
    return list(source_files.read(path)[0])


def read_fixture(name):
    return read(FIXTURES / name)


def test_header_cells_are_found_under_a_mark_and_blanks():
    harbor, *_ = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert harbor.name == "Example Harbor Clinic"
    assert harbor.point == (42.34, -71.07)
    assert (harbor.county, harbor.website) == ("Suffolk", "https://example.org/")
    assert harbor.facts == {
        "substance-use-treatment": True,
        "methadone": True,
        "medication-outpatient": True,
    }


def test_an_empty_code_cell_is_not_a_no():
    harbor, *_ = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert "free" not in harbor.facts


def test_a_zip_code_gets_its_leading_zero_back():
    _, lost_zero, *_ = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert lost_zero.zip_code == "02118"


def test_a_column_of_a_code_nobody_knows_is_kept_and_reported():
    _, lost_zero, *_ = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert lost_zero.strange_labels == [["Service code", "MSNH"]]


def test_mental_health_rows_are_not_ours():
    _, _, mental_health, _ = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert mental_health == NotOurs(4, "MH")


def test_a_row_without_any_tick_is_silent_on_its_services():
    *_, silent = read_fixture("locator_bom_and_blank_header_cells.csv")

    assert silent.says_services is False


def test_every_bad_row_has_its_line_and_reason_and_the_rest_is_read():
    results = read_fixture("locator_bad_rows_2025_08_14_101112.csv")

    assert [result for result in results if isinstance(result, BadRow)] == [
        BadRow(3, "", "it has no name"),
        BadRow(4, "Example Nowhere", "“QQ” is not a state or territory"),
        BadRow(5, "Example No Zip", "“0” is not a ZIP code"),
        BadRow(6, "Example Short Line", "it has 5 cells where the header has 12"),
        BadRow(7, "Example No Kind", "it does not say what kind of facility it is"),
    ]
    good = [result.name for result in results if isinstance(result, FacilityRecord)]
    assert good == ["Example Good", "Example Placeholder"]


def test_a_placeholder_phone_is_reported_and_its_row_kept():
    *_, placeholder = read_fixture("locator_bad_rows_2025_08_14_101112.csv")

    assert placeholder.phones == []
    assert placeholder.remarks == (
        "“(999) 999-9999” is a placeholder, not a number, and was left out",
    )


def test_the_date_is_in_the_name_of_the_file():
    _, as_of = source_files.read(FIXTURES / "locator_bad_rows_2025_08_14_101112.csv")

    assert as_of == date(2025, 8, 14)


def test_a_date_that_is_given_beats_the_one_in_the_name():
    path = FIXTURES / "locator_bad_rows_2025_08_14_101112.csv"

    assert source_files.read(path, date(2025, 8, 15))[1] == date(2025, 8, 15)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("locator_breaks_off.csv", "breaks off in line 3"),
        ("no_known_columns.csv", "no column city, name1, state, type_facility, zip"),
        ("web_page_instead_of_data.csv", "is a web page, not data"),
    ],
)
def test_a_file_that_is_no_whole_download_is_refused(name, message):
    with pytest.raises(Refused, match=message):
        read_fixture(name)


def test_a_broken_gzip_is_refused(tmp_path):
    whole = gzip.compress((FIXTURES / "locator_bom_and_blank_header_cells.csv").read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(whole[:-20])

    with pytest.raises(Refused, match="damaged or not complete"):
        read(tmp_path / "cut.csv.gz")


def test_a_gzipped_download_reads_like_the_plain_one(tmp_path):
    name = "locator_bom_and_blank_header_cells.csv"
    (tmp_path / "download.csv.gz").write_bytes(gzip.compress((FIXTURES / name).read_bytes()))

    assert read(tmp_path / "download.csv.gz") == read_fixture(name)


@pytest.mark.parametrize(("rows", "is_refused"), [(29_999, False), (30_000, True)])
def test_a_download_of_exactly_thirty_thousand_rows_was_cut(tmp_path, rows, is_refused):
    path = tmp_path / "download.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([["Example", "", "", "", "", "", "", "", "MH", "", ""]] * rows)

    if is_refused:
        with pytest.raises(Refused, match="exactly 30,000 rows"):
            read(path)
    else:
        assert len(read(path)) == rows


def test_the_xlsx_download_has_titles_above_its_header_and_numbers_for_zip_codes(tmp_path):
    row = ["Example Harbor", "1 Example Street", "Boston", "MA", 2118, "617-555-0142", "", ""]
    titles = [["Treatment facilities"], [], ["Downloaded on August 14"], []]
    path = write_xlsx(tmp_path / "d.xlsx", {"Sheet": [*titles, HEADER, [*row, "SU", 1, ""]]})

    (record,) = read(path)

    assert (record.line, record.zip_code) == (6, "02118")
    assert record.facts == {"substance-use-treatment": True}
    assert source_files.source_of(path) == "SAMHSA FindTreatment.gov"

import gzip
import json
from datetime import date

import pytest

from directory.imports.samhsa import source_files
from directory.imports.samhsa.records import BadRow, NotOurs, Refused
from tests.directory.files import FIXTURES, v2_row, write_ndjson


def read(path):
    return list(source_files.read(path)[0])


def read_one(tmp_path, **values):
    (record,) = read(write_ndjson(tmp_path / "export.ndjson", [v2_row(**values)]))
    return record


def test_a_row_becomes_a_record():
    harbor, *_ = read(FIXTURES / "v2_every_kind.json")

    assert (harbor.kind, harbor.name, harbor.program) == (
        "SU", "Example Harbor Clinic", "Outpatient",
    )  # fmt: skip
    assert harbor.point == (42.34, -71.07)
    assert harbor.website == "http://www.example.org/harbor"
    assert harbor.phones == [
        {"kind": "main", "number": "6175550142", "ext": ""},
        {"kind": "intake", "number": "6175550143", "ext": "12"},
        {"kind": "hotline", "number": "8005550144", "ext": ""},
    ]
    assert harbor.facts == {
        "substance-use-treatment": True,
        "withdrawal-management": True,
        "buprenorphine": True,
    }


def test_an_opioid_treatment_program_without_services_says_what_its_kind_implies():
    _, program, *_ = read(FIXTURES / "v2_every_kind.json")

    assert program.kind == "OTP"
    assert program.facts == {"opioid-treatment-program": True, "methadone": True}
    assert program.says_services is False


def test_other_kinds_are_not_ours_however_little_they_hold():
    *_, mental_health, health_center = read(FIXTURES / "v2_every_kind.json")

    assert mental_health == NotOurs(3, "MH")
    assert health_center == NotOurs(4, "HRSA")


def test_labels_of_other_years_and_cases_are_understood_and_strange_ones_kept():
    (record,) = read(FIXTURES / "v2_drifted_labels.ndjson")

    assert set(record.facts) == {
        "substance-use-assessment", "medicaid", "medicare", "young-adults",
        "individual-counseling",
    }  # fmt: skip
    assert record.unknown_facts == [["Counseling of 2031", "Talking to horses"]]


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("42.34", "-71.07", (42.34, -71.07)),
        ("-71.07", "42.34", (42.34, -71.07)),
        ("13.44", "144.79", (13.44, 144.79)),
        (61.2, -149.9, (61.2, -149.9)),
        (None, None, None),
        ("", "", None),
    ],
)
def test_coordinates_are_numbers_and_put_right_when_swapped(tmp_path, latitude, longitude, point):
    record = read_one(tmp_path, latitude=latitude, longitude=longitude)

    assert record.point == point
    assert record.remarks == ()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("48.85", "2.35"), ("0", "0"), ("north", "-71"), ("nan", "nan")]
)
def test_coordinates_outside_the_united_states_are_dropped_and_reported(
    tmp_path, latitude, longitude
):
    record = read_one(tmp_path, latitude=latitude, longitude=longitude)

    assert record.point is None
    assert len(record.remarks) == 1


@pytest.mark.parametrize(
    ("website", "kept"),
    [
        ("www.example.org", "http://www.example.org"),
        ("HTTPS://example.org/a?b=c", "HTTPS://example.org/a?b=c"),
        (None, ""),
        ("javascript:alert(1)", ""),
        ("see our page", ""),
        (f"example.org/{'a' * 300}", ""),
    ],
)
def test_a_website_is_an_address_or_nothing(tmp_path, website, kept):
    assert read_one(tmp_path, website=website).website == kept


def test_a_number_listed_twice_is_kept_once(tmp_path):
    record = read_one(tmp_path, phone="617-555-0142", intake1="(617) 555-0142")

    assert [phone["kind"] for phone in record.phones] == ["main"]


def test_equal_places_have_equal_keys_whatever_the_writing_and_the_name_of_the_kind(tmp_path):
    one = read_one(tmp_path, name="Saint Example's", street1="1 Éxample  St.", typeFacility="SA")
    other = read_one(tmp_path, name="ST EXAMPLES", street1="1 example st", typeFacility="SU")

    assert one.key() == other.key()
    assert one.key(2) != one.key()


def test_very_long_names_give_keys_that_fit_and_differ(tmp_path):
    texts = {"name2": "b" * 200, "street1": "c" * 200}
    one = read_one(tmp_path, name="a" * 200, street2="d", **texts)
    other = read_one(tmp_path, name="a" * 200, street2="e", **texts)

    assert one.key() != other.key()
    assert len(one.key(12)) <= 400


def test_a_line_that_is_no_json_is_a_bad_row_and_the_rest_is_read():
    first, bad, third = read(FIXTURES / "v2_line_in_the_middle_broken.ndjson")

    assert (first.name, third.name) == ("Example First", "Example Third")
    assert bad == BadRow(2, "", "it is not a JSON object")


def test_services_that_are_no_list_make_a_bad_row(tmp_path):
    bad = read_one(tmp_path, services={"f2": "PAY"})

    assert bad.reason == "its services are not a list of categories"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("v2_last_line_cut.ndjson", "breaks off in line 2"),
        ("v2_page_of_three.json", "says it has 3 rows, but 1 are here"),
    ],
)
def test_an_export_that_is_not_whole_is_refused(name, message):
    with pytest.raises(Refused, match=message):
        read(FIXTURES / name)


@pytest.mark.parametrize("text", ['[{"name1": "Exam', '{"rows": [', '{"hello": 1}\n', '{"a": 1}'])
def test_json_that_is_no_export_is_refused(tmp_path, text):
    (tmp_path / "export.json").write_text(text)

    with pytest.raises(Refused):
        read(tmp_path / "export.json")


@pytest.mark.parametrize("indent", [None, 2])
def test_the_same_rows_come_from_lines_an_array_a_page_and_their_gzips(tmp_path, indent):
    rows = [v2_row("Example One", says="PAY: Medicaid"), v2_row("Example Two")]
    lines = write_ndjson(tmp_path / "export.ndjson", rows)
    page = {"page": 1, "totalPages": 1, "recordCount": 2, "rows": rows}
    for name, data in (("array.json", rows), ("page.json", page)):
        (tmp_path / name).write_text(json.dumps(data, indent=indent))
        packed = gzip.compress((tmp_path / name).read_bytes())
        (tmp_path / f"{name}.gz").write_bytes(packed)

    results = [read(tmp_path / f"{n}.json{gz}") for n in ("array", "page") for gz in ("", ".gz")]

    assert results == [read(lines)] * 4
    assert len(results[0]) == 2


def test_characters_that_no_database_takes_are_dropped(tmp_path):
    says = "XX: Odd \ud83d label\0"
    (record,) = read(write_ndjson(tmp_path / "x.ndjson", [v2_row("Ex\0ample \ud83d", says=says)]))

    assert record.name == "Example"
    assert record.unknown_facts == [["Caption XX", "Odd label"]]


def test_a_folder_of_pages_is_one_export_of_the_day_in_its_name(tmp_path):
    folder = tmp_path / "2026-01-02"
    folder.mkdir()
    for n in (1, 2):
        page = {"page": n, "totalPages": 2, "recordCount": 2, "rows": [v2_row(f"Example {n}")]}
        (folder / f"page-000{n}.json.gz").write_bytes(gzip.compress(json.dumps(page).encode()))

    results, as_of = source_files.read(folder)

    assert [record.name for record in results] == ["Example 1", "Example 2"]
    assert as_of == date(2026, 1, 2)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="holds no pages"):
        read(tmp_path)

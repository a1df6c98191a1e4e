"""The centers as files, as people and programs fetch them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory import index
from directory.models import Facility
from directory.opendata import columns
from directory.samples import wall
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)


def rows_of_csv(client, url="/data/centers.csv", **query) -> list[dict[str, str]]:
    response = client.get(url, query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def names(client, **query) -> list[str]:
    return [row["name"] for row in rows_of_csv(client, **query)]


def test_the_csv_holds_every_listed_center_with_each_column_of_the_dictionary(client):
    make_facility("Harbor Clinic", says="methadone medicaid", at=BOSTON)
    make_facility("Not For Opioids", says="does-not-treat-opioids")
    make_facility("Closed House", is_listed=False)

    rows = rows_of_csv(client)

    assert {row["name"] for row in rows} == {"Harbor Clinic", "Not For Opioids"}
    assert list(rows[0]) == [*(column.name for column in columns.COLUMNS), "miles"]
    assert rows[0]["medication"] == "methadone"
    assert (rows[0]["latitude"], rows[0]["longitude"]) == ("42.3362", "-71.0729")
    assert rows[0]["miles"] == ""


def test_silence_is_told_apart_from_a_no(client):
    make_facility("Harbor Clinic", says="outpatient", says_no="methadone")

    (row,) = rows_of_csv(client)

    assert row["says_no"] == "methadone"
    assert "payment" in row["not_stated"].split("; ")
    assert "medication" not in row["not_stated"].split("; ")


def test_a_text_that_a_spreadsheet_would_run_is_only_text(client):
    make_facility('=HYPERLINK("x")', street="+1 Main Street", program="@home", county="-A-")

    (row,) = rows_of_csv(client)

    assert row["name"] == '\'=HYPERLINK("x")'
    assert (row["street"], row["program"], row["county"]) == ("'+1 Main Street", "'@home", "'-A-")


def test_a_search_gives_the_file_of_its_own_results_in_their_order(client):
    make_place("02118", "MA", at=BOSTON)
    make_facility("Farther", at=CAMBRIDGE, says="methadone")
    make_facility("Nearer", at=BOSTON, says="methadone")
    make_facility("Other Medicine", at=BOSTON, says="naltrexone")
    make_facility("Elsewhere", at=(34.05, -118.24), says="methadone")

    rows = rows_of_csv(client, where="02118", miles="10", medication="methadone")

    assert [(row["name"], row["miles"]) for row in rows] == [("Nearer", "0.0"), ("Farther", "3.2")]


def test_a_search_leaves_out_who_does_not_treat_opioid_addiction_as_the_page_does(client):
    make_facility("Not For Opioids", says="does-not-treat-opioids")
    make_facility("Harbor Clinic")

    assert names(client, state="MA") == ["Harbor Clinic"]


def test_json_and_geojson_say_the_same_with_date_license_and_flag(client):
    facility = make_facility("Café „Harbor“", at=BOSTON, as_of=date(2026, 3, 12))
    make_facility("Nowhere House")

    plain = json.loads(client.get("/data/centers.json").getvalue())
    located = json.loads(client.get("/data/centers.geojson").getvalue())

    assert plain["about"] == located["about"]
    assert plain["about"]["license"].startswith("https://creativecommons.org/")
    assert plain["about"]["is_sample"] is False
    center = next(one for one in plain["centers"] if one["name"].startswith("Café"))
    assert center["id"] == str(facility.uid)
    assert center["as_of"] == "2026-03-12"
    assert center["phones"][0]["number"] == "+16175550142"
    by_id = {one["id"]: one for one in located["features"]}
    assert by_id[center["id"]]["geometry"] == {"type": "Point", "coordinates": [-71.0729, 42.3362]}
    assert by_id[center["id"]]["properties"]["name"] == center["name"]
    assert [one["geometry"] for one in located["features"]].count(None) == 1


def test_no_center_at_all_is_still_a_file(client):
    index.renew()

    assert rows_of_csv(client) == []
    assert json.loads(client.get("/data/centers.json").getvalue())["centers"] == []
    assert json.loads(client.get("/data/centers.geojson").getvalue())["features"] == []


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson"])
def test_a_file_is_written_in_pieces_and_reads_as_it_goes(client, monkeypatch, suffix):
    monkeypatch.setattr(columns, "CHUNK", 3)
    for _ in range(10):
        make_facility()
    response = client.get(f"/data/centers.{suffix}")
    pieces = iter(response.streaming_content)

    next(pieces)  # the head is there before any center was read
    reads = []
    for _ in range(4):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            next(pieces)
        reads.append(len(queries))

    assert reads == [1, 1, 1, 1]  # 3, 3, 3 and 1 centers: never more than a chunk in memory
    assert len(list(pieces)) <= 1  # the end of a JSON document


def test_a_file_asks_the_database_as_often_as_it_has_chunks(client, django_assert_num_queries):
    for _ in range(3):
        make_facility()
    client.get("/data/")  # the index is in memory

    with django_assert_num_queries(3):  # the stamp for the ETag, the stamp for the index, a chunk
        assert len(client.get("/data/centers.csv").getvalue().splitlines()) == 4


def test_who_has_the_newest_file_gets_nothing_twice(client, django_assert_num_queries):
    make_facility("Harbor Clinic")
    first = client.get("/data/centers.csv")
    tag = first["ETag"]
    assert tag.startswith('"')  # strong: the same bytes
    assert first["Last-Modified"]

    with django_assert_num_queries(1):  # the stamp; no index, no center
        again = client.get("/data/centers.csv", headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again["ETag"] == tag
    assert "public" in again["Cache-Control"]
    make_facility("New House")
    changed = client.get("/data/centers.csv", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_a_compressed_file_is_not_sent_twice_either(client):
    make_facility("Harbor Clinic")
    first = client.get("/data/centers.csv", headers={"Accept-Encoding": "gzip"})

    again = client.get(
        "/data/centers.csv",
        headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]},
    )

    assert first["Content-Encoding"] == "gzip"
    assert again.status_code == 304


def test_another_search_or_format_is_another_file(client):
    make_facility("Harbor Clinic")

    tags = {
        client.get(url)["ETag"]
        for url in ("/data/centers.csv", "/data/centers.json", "/data/centers.csv?state=MA",
                    "/data/centers.csv?state=VT")
    }  # fmt: skip

    assert len(tags) == 4


def test_the_whole_file_may_be_shared_and_a_search_is_nobody_elses(client):
    make_facility("Harbor Clinic")

    whole = client.get("/data/centers.csv")
    search = client.get("/data/centers.csv", {"state": "MA"})

    assert "public" in whole["Cache-Control"]
    assert "private" in search["Cache-Control"]
    assert search["X-Robots-Tag"] == "noindex"
    for response in (whole, search):
        assert not response.cookies
        assert response["Content-Disposition"].startswith(
            'attachment; filename="treatment-centers-'
        )


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"where": "Nowhereville"}, 404, "could not find"),
        ({"where": "Springfield"}, 422, "Several places"),
        ({"state": "MA", "miles": "7"}, 422, "distances"),
    ],
)
def test_a_search_that_is_not_understood_is_explained(client, query, status, words):
    make_place("Springfield", "MA", at=(42.1, -72.58))
    make_place("Springfield", "IL", at=(39.78, -89.65))

    response = client.get("/data/centers.csv", query)

    assert response.status_code == status
    assert words in response.json()["error"]
    assert "private" in response["Cache-Control"]


def test_only_the_head_is_sent_to_who_asks_for_the_head(client, django_assert_num_queries):
    make_facility()
    client.get("/data/")

    with django_assert_num_queries(2):
        response = client.head("/data/centers.csv")

    assert response["Content-Type"].startswith("text/csv")
    assert response["ETag"]
    assert response.getvalue() == b""


def test_a_file_can_not_be_written_to(client):
    assert client.post("/data/centers.csv").status_code == 405


def test_made_up_centers_carry_the_flag_in_every_row_and_stay_out_of_search_engines(client):
    wall.load()

    response = client.get("/data/centers.csv")

    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(rows) == Facility.objects.count()
    assert {row["is_sample"] for row in rows} == {"true"}
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "url",
    ["/data/centers.csv", "/data/centers.json", "/data/centers.geojson", "/data/api/v1/centers",
     "/data/hsds/services"],
)  # fmt: skip
def test_a_public_site_gives_out_no_made_up_center(client, settings, url):
    wall.load()
    settings.SITE_IS_PUBLIC = True

    response = client.get(url)

    assert response.status_code == 404
    assert b"Example" not in response.getvalue()

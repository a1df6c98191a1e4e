"""Nobody can take a made-up row for a place to call; peers get the rows that the site shows."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection

from directory import index
from directory.index.question import Question
from directory.models import Facility
from tests.bench.questions import ROWS, shown
from tests.bench.scaler import PREFIX, lines, write
from tests.factories import make_facility


def test_each_made_up_row_says_so_and_its_phone_is_a_number_of_fiction(tmp_path):
    rows = [json.loads(line) for line in lines(300, source=tmp_path / "none")]

    assert all(row["name1"].startswith(f"{PREFIX} ") for row in rows)
    assert all(row["street1"].endswith("Synthetic Street") for row in rows)
    assert all(re.fullmatch(r"\d{3}-555-01\d\d", row["phone"]) for row in rows)
    assert not any(row["website"] or row["intake1"] or row["hotline1"] for row in rows)
    assert len({row["name1"] for row in rows}) == 300


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path):
    file, source = tmp_path / "rows.ndjson.gz", tmp_path / "none"
    made = [write(file, 40, source=source, seed=seed).read_bytes() for seed in (2, 2, 3)]

    assert made[0] == made[1] != made[2]


def test_the_importer_takes_every_row_and_the_mark_of_made_up_centers_fits(db, tmp_path):
    file = write(tmp_path / "rows.ndjson.gz", 50, source=tmp_path / "none")

    call_command("import_facilities", str(file), "--as-of", "2022-05-19")
    Facility.objects.update(is_sample=True)  # a constraint of the table holds the name to it

    assert Facility.objects.count() == Facility.objects.samples().count() == 50
    assert all(any(facility.facts.values()) for facility in Facility.objects.all())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="peers read the file of SQLite")
def test_peers_get_those_whom_searches_show_in_their_order(db):
    make_facility("Zeta Harbor", says="outpatient medicaid")
    make_facility("Alpha House", state="WY", says="methadone alcohol-only")
    make_facility("Set Aside", says="alcohol-only")
    make_facility("Gone", is_listed=False)

    given = list(shown(connection.connection.execute(ROWS)))

    assert [row.name for row in given] == ["Alpha House", "Zeta Harbor"]
    assert [row.pk for row in given] == [c.pk for c in index.current().answer(Question()).found]

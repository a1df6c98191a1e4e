"""The promise of the scaler: nobody can take one of its rows for a place to call."""

import gzip
import json
import re

from django.core.management import call_command

from directory.models import Facility
from tests.bench.scaler import PREFIX, lines, write
from tests.bench.sources import Source

NOWHERE = "no-such-file"


def test_each_row_says_synthetic_and_its_phone_is_a_number_of_fiction(tmp_path):
    source = Source.read(tmp_path / NOWHERE)

    rows = [json.loads(line) for line in lines(source, 300)]

    assert all(row["name1"].startswith(f"{PREFIX} ") for row in rows)
    assert all(row["street1"].endswith("Synthetic Street") for row in rows)
    assert all(re.fullmatch(r"\d{3}-555-01\d\d", row["phone"]) for row in rows)
    assert not any(row["website"] or row["intake1"] or row["hotline1"] for row in rows)
    assert len({row["name1"] for row in rows}) == 300


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path):
    source = Source.read(tmp_path / NOWHERE)

    first = write(tmp_path / "first.ndjson.gz", source, 40)
    again = write(tmp_path / "again.ndjson.gz", source, 40)
    other = write(tmp_path / "other.ndjson.gz", source, 40, seed=3)

    assert first.read_bytes() == again.read_bytes()
    assert gzip.decompress(first.read_bytes()) != gzip.decompress(other.read_bytes())
    assert not list(tmp_path.glob("*.partial"))


def test_the_importer_takes_every_row_and_the_mark_of_made_up_centers_fits(db, tmp_path):
    file = write(tmp_path / "rows.ndjson.gz", Source.read(tmp_path / NOWHERE), 50)

    call_command("import_facilities", str(file), "--as-of", "2022-05-19")
    Facility.objects.update(is_sample=True)  # a constraint of the table holds the name to it

    assert Facility.objects.count() == Facility.objects.samples().count() == 50
    assert all(any(facility.facts.values()) for facility in Facility.objects.all())

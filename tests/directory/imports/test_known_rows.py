"""Imports of a list that was imported before: what is the same is not read again, and what is read
again for whatever reason comes out as if there had been no memory of it."""

import random
from datetime import date

import pytest

from directory.imports import known_rows, runs
from directory.imports.samhsa import export, source_files
from directory.models import Facility, ImportRun
from tests.directory.files import v2_row, write_ndjson, write_workbook
from tests.factories import make_place

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 2)


@pytest.fixture
def bring(tmp_path):
    """Import these rows as a file of the export."""

    def bring(*rows, **options) -> ImportRun:
        file = write_ndjson(tmp_path / "all.ndjson", rows)
        found, _ = source_files.unread(file)
        return runs.load(found, run=runs.begin(source=file.name), as_of=TODAY, **options)

    return bring


def rows(count, **values):
    return [v2_row(f"Example {n}", phone=f"617-555-01{n:02}", **values) for n in range(count)]


def counts(run):
    return run.added, run.changed, run.unchanged, run.delisted, run.relisted


def test_a_row_that_stayed_the_same_is_not_read_again(bring, monkeypatch):
    bring(*rows(3))
    read = []
    original = export._read_line
    monkeypatch.setattr(export, "_read_line", lambda *line: read.append(line) or original(*line))
    changed = v2_row("Example 1", phone="617-555-0101", city="Cambridge")

    run = bring(rows(3)[0], changed, rows(3)[2])

    assert counts(run) == (0, 1, 2, 0, 0)
    assert [number for number, *_ in read] == [2]
    assert Facility.objects.get(name="Example 1").city == "Cambridge"


def test_what_is_known_about_places_is_part_of_what_a_row_was_read_with(bring):
    silent = rows(2, latitude=None, longitude=None)
    bring(*silent)
    assert set(Facility.objects.values_list("position", flat=True)) == {"none"}
    make_place("02118", "MA", at=(42.34, -71.07))

    run = bring(*silent)

    assert counts(run) == (0, 2, 0, 0, 0)
    assert set(Facility.objects.values_list("position", flat=True)) == {"zip"}


def test_another_version_of_the_code_reads_all_rows_again(bring, monkeypatch):
    bring(*rows(3))
    Facility.objects.update(facts={"methadone": True})
    assert counts(bring(*rows(3))) == (0, 0, 3, 0, 0)
    monkeypatch.setattr(known_rows, "_code", lambda: "another version")

    run = bring(*rows(3, says="PAY: Medicaid"))

    assert counts(run) == (0, 3, 0, 0, 0)
    assert counts(bring(*rows(3, says="PAY: Medicaid"))) == (0, 0, 3, 0, 0)
    assert Facility.objects.filter(facts={"medicaid": True}).count() == 3


def test_reading_again_without_a_difference_only_remembers_the_row(bring, monkeypatch):
    bring(*rows(3))
    before = list(Facility.objects.values_list("row_digest", "changed_at"))
    monkeypatch.setattr(known_rows, "_code", lambda: "another version")

    run = bring(*rows(3))

    after = list(Facility.objects.values_list("row_digest", "changed_at"))
    assert counts(run) == (0, 0, 3, 0, 0)
    assert [changed for _, changed in before] == [changed for _, changed in after]
    assert not {digest for digest, _ in before} & {digest for digest, _ in after}


def test_what_a_run_stumbled_over_is_told_by_every_run(bring):
    make_place("02118", "MA", at=(42.34, -71.07))
    odd = [
        v2_row("Example Odd Phone", phone="999-999-9999"),
        v2_row("Example Far Away", latitude="29.4", longitude="-98.5"),
        v2_row("Example New Words", says="TC: Horses at sea"),
    ]
    first = bring(*odd)

    second = bring(*odd)

    assert len(first.problems) == 3
    assert second.problems == first.problems
    assert counts(second) == (0, 0, 3, 0, 0)


def test_rows_equal_to_the_letter_are_as_many_places_each_time(bring):
    assert counts(bring(*[v2_row()] * 3)) == (3, 0, 0, 0, 0)
    assert counts(bring(*[v2_row()] * 3)) == (0, 0, 3, 0, 0)
    assert counts(bring(*[v2_row()] * 4)) == (1, 0, 3, 0, 0)
    assert Facility.objects.values("short_id").distinct().count() == 4


def test_of_rows_with_one_key_the_one_that_stayed_keeps_its_place(bring):
    one, other = v2_row(says="PAY: Medicaid"), v2_row(says="PAY: Medicare")
    bring(one, other)
    ids = {f.short_id: f.facts for f in Facility.objects.all()}
    changed = v2_row(says="PAY: Cash or self-payment")

    run = bring(changed, other)

    assert counts(run) == (0, 1, 1, 0, 0)
    kept = {f.short_id: f.facts for f in Facility.objects.all()}
    assert kept.keys() == ids.keys()
    assert sorted(map(str, kept.values())) == ["{'medicare': True}", "{'self-pay': True}"]


def test_known_rows_outside_the_scope_are_left_out(bring):
    both = [*rows(2), v2_row("Example NY", state="NY", zip="10001")]
    bring(*both)

    run = bring(*both, states=["MA"])

    assert (run.left_out, run.unchanged, run.states) == (1, 2, ["MA"])


def test_known_rows_tell_which_states_a_file_speaks_for(bring):
    both = [*rows(12), v2_row("Example NY", state="NY", zip="10001")]
    bring(*both)

    run = bring(*both[1:])

    assert counts(run) == (0, 0, 12, 1, 0)
    assert run.states == ["MA", "NY"]


def test_a_delisted_place_comes_back_with_the_row_it_had(bring):
    bring(*rows(12))
    assert bring(*rows(12)[1:]).delisted == 1

    run = bring(*rows(12))

    assert counts(run) == (0, 0, 11, 0, 1)
    assert Facility.objects.listed().count() == 12


def test_another_source_makes_the_next_run_of_this_one_read_again(bring, tmp_path):
    bring(v2_row(says="PAY: Medicaid"))
    book = write_workbook(
        tmp_path / "book.xlsx",
        {
            "name1": "Example Harbor",
            "street1": "1 Example Street",
            "city": "Boston",
            "state": "MA",
            "zip": "02118",
            "phone": "617-555-0142",
            "service_code_info": "MC",
        },
    )
    found, _ = source_files.unread(book)
    runs.load(found, run=runs.begin(source="book.xlsx"), as_of=TODAY)
    assert Facility.objects.get().facts == {"medicare": True}

    bring(v2_row(says="PAY: Medicaid"))

    assert Facility.objects.get().facts == {"medicaid": True}


def test_what_an_editor_saved_is_compared_again(bring, admin_client):
    bring(v2_row(website="https://example.org/"))
    facility = Facility.objects.get()
    page = admin_client.get(f"/admin/directory/facility/{facility.pk}/change/")
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {k: "" if v is None else v for k, v in values.items()} | {"city": "Roxbury"}
    assert admin_client.post(page.request["PATH_INFO"], values).status_code == 302

    run = bring(v2_row(website="https://example.org/new"))

    facility.refresh_from_db()
    assert (facility.city, facility.website) == ("Roxbury", "https://example.org/new")
    assert run.changes[0]["fields"] == ["website"]


def test_any_history_of_lists_ends_as_the_last_list_alone(bring):
    """Whatever was imported before: the listed centers say what the last list says."""
    chance = random.Random(7)
    services = (
        "PAY: Medicare",
        "PAY: Medicaid; Cash or self-payment",
        "OM: Methadone used in Treatment | PAY: Medicare",
    )

    def any_row():
        return v2_row(
            f"Example {chance.choice('ABCDEFGH')}",
            street1=f"{chance.choice('123')} Example Street",
            says=chance.choice(services),
            phone=f"617-555-01{chance.randrange(40, 60)}",
        )

    rows_of_a_day = [any_row() for _ in range(40)]
    for _ in range(25):
        for _ in range(chance.randrange(5)):
            rows_of_a_day[chance.randrange(40)] = any_row()
        chance.shuffle(rows_of_a_day)

        run = bring(*rows_of_a_day)

        assert run.status == ImportRun.Status.DONE, run.message
        listed = Facility.objects.listed()
        assert sorted(map(_stored, listed)) == sorted(map(_said, rows_of_a_day))


def _said(row):
    facts = {f3.strip() for service in row["services"] for f3 in service["f3"].split(";")}
    return row["name1"], row["street1"], row["phone"].replace("-", ""), len(facts)


def _stored(facility):
    return facility.name, facility.street, facility.phones[0]["number"], len(facility.facts)

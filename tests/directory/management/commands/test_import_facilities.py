import re

import pytest
from django.core.management import CommandError, call_command

from directory.models import Facility, ImportRun
from tests.directory.files import FIXTURES, v2_row, write_ndjson
from tests.factories import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """A day after those of the files, which an import refuses while they are to come."""
    time_machine.move_to("2026-06-01T12:00:00Z")


def run(path, *options, capsys):
    """What a person sees who imports `path`."""
    call_command("import_facilities", str(path), *options)
    return capsys.readouterr().out


def rows(count):
    return [v2_row(f"Example {n}", phone=f"617-555-01{n:02}") for n in range(count)]


def test_a_file_is_loaded_and_the_report_counts_what_was_done(capsys):
    out = run(FIXTURES / "v2_every_kind.json", "--as-of", "2026-01-02", capsys=capsys)

    assert "4 rows read, data of January 2, 2026" in out
    assert re.search(r"^ +2 added$", out, re.MULTILINE)
    assert re.search(r"^ +2 left out", out, re.MULTILINE)
    assert Facility.objects.count() == 2


def test_bad_rows_are_shown_with_line_and_reason_and_the_rest_is_loaded(capsys):
    out = run(FIXTURES / "locator_bad_rows_2025_08_14_101112.csv", capsys=capsys)

    assert "line 4: Example Nowhere: “QQ” is not a state or territory" in out
    assert re.search(r"^ +5 bad", out, re.MULTILINE)
    assert set(Facility.objects.values_list("name", flat=True)) == {
        "Example Good", "Example Placeholder",
    }  # fmt: skip


def test_only_the_first_twenty_problems_are_shown(tmp_path, capsys):
    bad = [v2_row(f"Example Bad {n}", state="QQ") for n in range(25)]
    path = write_ndjson(tmp_path / "export.ndjson", [v2_row(), *bad])

    out = run(path, "--as-of", "2026-01-02", capsys=capsys)

    assert "Example Bad 19:" in out
    assert "Example Bad 20:" not in out
    assert "more are in the admin" in out


def test_a_file_without_a_date_needs_one(capsys):
    with pytest.raises(CommandError, match="--as-of YYYY-MM-DD"):
        run(FIXTURES / "v2_every_kind.json", capsys=capsys)

    assert not ImportRun.objects.exists()


def test_a_date_to_come_is_not_the_day_of_any_data(capsys):
    with pytest.raises(CommandError, match="is in the future"):
        run(FIXTURES / "v2_every_kind.json", "--as-of", "2999-01-01", capsys=capsys)


def test_a_file_that_is_not_there_is_said_so(capsys):
    with pytest.raises(CommandError, match="There is no file"):
        run(FIXTURES / "nothing.json", capsys=capsys)


@pytest.mark.parametrize(
    "name", ["no_known_columns.csv", "web_page_instead_of_data.csv", "v2_last_line_cut.ndjson"]
)
def test_a_refused_file_ends_with_an_error_and_leaves_a_run(name, capsys):
    with pytest.raises(CommandError, match=r"^Refused\. "):
        run(FIXTURES / name, "--as-of", "2026-01-02", capsys=capsys)

    kept = ImportRun.objects.get()
    assert (kept.status, kept.source) == ("refused", name)


def test_a_great_loss_goes_through_refusal_dry_run_and_acceptance(tmp_path, capsys):
    as_of = ("--as-of", "2026-01-02")
    run(write_ndjson(tmp_path / "all.ndjson", rows(10)), *as_of, capsys=capsys)
    fewer = write_ndjson(tmp_path / "fewer.ndjson", rows(7))

    with pytest.raises(CommandError, match="--accept-loss 3"):
        run(fewer, *as_of, capsys=capsys)
    with pytest.raises(CommandError):
        run(fewer, *as_of, "--dry-run", capsys=capsys)
    assert "3 would be delisted" in capsys.readouterr().out
    assert Facility.objects.listed().count() == 10

    run(fewer, *as_of, "--accept-loss", "3", capsys=capsys)
    assert Facility.objects.listed().count() == 7


def test_a_dry_run_says_that_nothing_was_changed(tmp_path, capsys):
    path = write_ndjson(tmp_path / "all.ndjson", rows(2))

    out = run(path, "--as-of", "2026-01-02", "--dry-run", capsys=capsys)

    assert "2 would be added" in out
    assert "added: Example 0" in out
    assert "nothing was changed" in out
    assert not Facility.objects.exists()


def test_states_and_kinds_narrow_what_is_taken(tmp_path, capsys):
    some = [v2_row("Example MA"), v2_row("Example NY", state="NY", zip="10001")]
    some.append(v2_row("Example Program", typeFacility="OTP"))
    path = write_ndjson(tmp_path / "all.ndjson", some)

    run(path, "--as-of", "2026-01-02", "--state", "ma", "--kind", "SU", capsys=capsys)

    assert Facility.objects.get().name == "Example MA"


def test_a_state_that_does_not_exist_is_refused(capsys):
    with pytest.raises(CommandError, match="invalid choice: 'QQ'"):
        run(FIXTURES / "v2_every_kind.json", "--state", "QQ", capsys=capsys)


def test_it_warns_where_no_zip_codes_are_loaded(capsys):
    before = run(FIXTURES / "v2_every_kind.json", "--as-of", "2026-01-02", capsys=capsys)
    make_place("02118", "MA", at=(42.34, -71.07))
    after = run(FIXTURES / "v2_every_kind.json", "--as-of", "2026-01-02", capsys=capsys)

    assert "load_places" in before
    assert "load_places" not in after

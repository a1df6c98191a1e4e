import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from directory.imports import fetch as fetching
from directory.imports.samhsa import export
from directory.imports.samhsa.client import Client, Unreachable
from directory.imports.samhsa.records import Refused, results
from directory.models import Facility, ImportRun
from tests.directory.files import v2_row
from tests.directory.stub import Stub, serve

pytestmark = pytest.mark.django_db

CLIENT = Client(timeout=0.3, attempts=3, first_rest=0.001)


@pytest.fixture
def stub(settings, tmp_path):
    """The export of five centers, in pages of two when asked with `fetch`."""
    settings.VAR_DIR = tmp_path
    rows = [v2_row(f"Example {n}", phone=f"617-555-010{n}") for n in range(5)]
    with serve(Stub(rows)) as stub:
        settings.FINDTREATMENT_URL = stub.url
        yield stub


def fetch(**options):
    return fetching.fetch(**{"page_size": 2, "client": CLIENT} | options)


def names(folder):
    return [record.name for record in results(export.read_folder(folder))]


def test_every_page_is_asked_for_once_up_to_the_last(stub):
    folder = fetch()

    assert stub.pages_asked == [1, 2, 3]
    assert names(folder) == [f"Example {n}" for n in range(5)]


def test_progress_is_told_page_by_page(stub):
    told = []

    fetch(progress=told.append)

    assert told == ["page 1 of 3, 2 of 5", "page 2 of 3, 4 of 5", "page 3 of 3, 5 of 5"]


def test_a_page_that_went_wrong_is_asked_for_again(stub):
    stub.fails = {2: 2}

    folder = fetch()

    assert stub.pages_asked == [1, 2, 2, 2, 3]
    assert len(names(folder)) == 5


def test_pages_that_came_are_not_fetched_again(stub):
    stub.fails = {3: 3}
    with pytest.raises(Refused):
        fetch()
    stub.asked.clear()

    folder = fetch()

    assert stub.pages_asked == [3]
    assert len(names(folder)) == 5


def test_fresh_fetches_all_again_and_so_does_another_page_size(stub):
    fetch()
    stub.asked.clear()

    fetch(fresh=True)
    fetch(page_size=5)

    assert stub.pages_asked == [1, 2, 3, 1]


def test_a_page_is_saved_whole_or_not_at_all(stub):
    folder = fetch()

    assert [path.name for path in sorted(folder.iterdir())] == [
        f"page-000{n}.json.gz" for n in (1, 2, 3)
    ]
    assert json.loads(gzip.decompress(next(folder.iterdir()).read_bytes()))["recordCount"] == 5


@pytest.mark.parametrize("claimed", [6, 3])
def test_rows_that_do_not_add_up_are_refused_and_fetched_anew_the_next_time(stub, claimed):
    stub.record_count = claimed
    with pytest.raises(Refused, match=f"says it has {claimed} rows"):
        fetch()
    stub.record_count = None
    stub.asked.clear()

    fetch()

    assert stub.pages_asked == [1, 2, 3]


def test_a_list_that_changes_while_it_is_fetched_is_refused(stub):
    stub.fails = {3: 3}
    with pytest.raises(Refused):
        fetch()
    stub.rows.append(v2_row("Example 5"))

    with pytest.raises(Refused, match="changed while it was fetched"):
        fetch()

    assert list(fetching.folder_of_today().glob("*.gz")) == []


def test_fetching_and_loading_makes_facilities_of_the_whole_country(stub):
    run = fetching.fetch_and_load(page_size=2, client=CLIENT)

    assert (run.status, run.added) == ("done", 5)
    assert run.source == stub.url
    assert (len(run.states), run.kinds) == (59, ["OTP", "SU"])
    assert len(run.digest) == 64
    assert Facility.objects.listed().count() == 5


def test_from_the_first_page_on_a_run_is_under_way(stub):
    seen = []

    def look(words: str) -> None:
        seen.append(ImportRun.objects.under_way().exists())

    fetching.fetch_and_load(page_size=5, progress=look)

    assert all(seen)
    assert not ImportRun.objects.under_way().exists()
    assert ImportRun.objects.count() == 1


def test_a_run_that_was_killed_is_closed_by_the_next(stub):
    killed = ImportRun.objects.create(source="x", alive_at=timezone.now() - timedelta(hours=1))

    fetching.fetch_and_load()

    killed.refresh_from_db()
    assert killed.status == ImportRun.Status.FAILED


def test_a_fetch_that_is_refused_is_a_run_and_nothing_half_loaded(stub):
    stub.fails = {2: 3}

    run = fetching.fetch_and_load(page_size=2, client=CLIENT)

    assert ImportRun.objects.get() == run
    assert run.status == "refused"
    assert not Facility.objects.exists()


def test_where_nobody_answers_it_says_so_at_once(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.FINDTREATMENT_URL = "http://127.0.0.1:9/v2"

    with pytest.raises(Unreachable, match="can't be reached"):
        fetching.fetch_and_load(can_reach_within=1)

    assert not ImportRun.objects.exists()

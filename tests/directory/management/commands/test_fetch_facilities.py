import pytest
from django.core.management import CommandError, call_command

from directory.models import Facility
from tests.directory.files import v2_row
from tests.directory.stub import Stub, serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def stub(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    rows = [v2_row(f"Example {n}", phone=f"617-555-01{n:02}") for n in range(10)]
    with serve(Stub(rows)) as stub:
        settings.FINDTREATMENT_URL = stub.url
        yield stub


def test_it_says_first_what_it_fetches_and_then_what_it_did(stub, capsys):
    call_command("fetch_facilities")

    out = capsys.readouterr().out
    assert out.index("about 13,000 rows, 60 MB") < out.index("10 added")
    assert "asks those who fetch it regularly to register" in out
    assert Facility.objects.listed().count() == 10


def test_pages_of_today_are_fetched_once_unless_fresh_ones_are_wanted(stub):
    call_command("fetch_facilities", "--page-size", "5")
    call_command("fetch_facilities", "--page-size", "5")
    assert stub.pages_asked == [1, 2]

    call_command("fetch_facilities", "--page-size", "5", "--fresh")
    assert stub.pages_asked == [1, 2, 1, 2]


@pytest.mark.parametrize("size", ["0", "2001", "many"])
def test_a_page_size_that_the_export_does_not_know_is_refused(size):
    with pytest.raises(CommandError, match="from 1 to 2,000"):
        call_command("fetch_facilities", "--page-size", size)


def test_a_great_loss_names_the_folder_to_look_at(stub):
    call_command("fetch_facilities")
    del stub.rows[5:]

    with pytest.raises(CommandError, match=r"5 of the 10 .*import_facilities .*downloads"):
        call_command("fetch_facilities", "--fresh")

    assert Facility.objects.listed().count() == 10


def test_the_folder_of_a_fetch_can_be_imported_by_hand(stub, settings):
    call_command("fetch_facilities")
    (folder,) = (settings.VAR_DIR / "downloads").iterdir()

    call_command("import_facilities", str(folder))

    assert Facility.objects.listed().count() == 10

"""One command from a fresh checkout to a site; what it prints is all that a newcomer has."""

from __future__ import annotations

import ast
import runpy
import socket
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from content.models import Figure, Helpline, Page, Source
from directory import index
from directory.models import Facility
from tests.directory.files import v2_row
from tests.directory.stub import Stub, serve
from tests.factories import make_facility
from treatinfo.serving import server, static

MANAGE = Path(__file__).parents[4] / "manage.py"


def run(**options: Any) -> str:
    """Set everything up without serving; gives what was printed."""
    with redirect_stdout(StringIO()) as out:
        call_command("quickstart", **{"offline": True, "no_serve": True} | options)
    return out.getvalue()


@pytest.fixture(scope="module")
def first_run(django_db_setup, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """What a first run printed; what it left is there for each test of this module that asks."""
    root = tmp_path_factory.mktemp("quickstart") / "static"
    with override_settings(STATIC_ROOT=root), django_db_blocker.unblock(), transaction.atomic():
        yield run()
        transaction.set_rollback(True)


@pytest.fixture
def no_centers(first_run, db) -> None:
    """As after a first run that found none."""
    Facility.objects.all().delete()
    index.renew()


def test_a_first_run_leaves_pages_made_up_centers_and_an_editor(first_run, db):
    printed = first_run

    assert Page.objects.live().count() >= 14
    assert Facility.objects.samples().count() > 100
    assert User.objects.get().username == "editor"
    assert "not real places" in printed
    assert "manage.py fetch_facilities" in printed
    assert "good once" in printed


def test_a_second_run_changes_nothing_and_prints_no_password(first_run, db):
    Helpline.objects.filter(key="988").update(purpose="As an editor put it")
    before = [list(model.objects.values()) for model in (Page, Source, Figure, Helpline, User)]

    printed = run()

    assert [list(m.objects.values()) for m in (Page, Source, Figure, Helpline, User)] == before
    assert "good once" not in printed
    assert "changepassword" in printed


def test_real_centers_that_are_here_are_kept_and_their_date_said(no_centers):
    facility = make_facility("Harbor Clinic")

    printed = run()

    assert list(Facility.objects.all()) == [facility]
    assert f"{facility.as_of.year}, already here" in printed


def test_real_centers_take_the_place_of_made_up_ones_as_soon_as_they_can_be_had(
    first_run, db, settings, tmp_path
):
    rows = [v2_row(f"Example Center {n}", phone=f"617-555-01{n:02}") for n in range(3)]

    with serve(Stub(rows)) as stub:
        settings.FINDTREATMENT_URL, settings.VAR_DIR = stub.url, tmp_path
        printed = run(offline=False)

    assert "3 loaded" in printed
    assert Facility.objects.listed().real().count() == Facility.objects.count() == 3


def test_where_nobody_answers_made_up_centers_stand_in(no_centers, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.FINDTREATMENT_URL = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        printed = run(offline=False)

    assert "can't be reached" in printed
    assert Facility.objects.samples().exists()


def test_on_a_public_host_nobody_gets_an_account_and_nothing_is_made_up(no_centers, settings):
    User.objects.all().delete()
    settings.SITE_IS_PUBLIC = True

    printed = run()

    assert not User.objects.exists()
    assert not Facility.objects.exists()
    assert "fetch_facilities" in printed


def test_a_busy_port_is_said_with_the_next_one_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"--port {port + 1}"):
            call_command("quickstart", port=port)


def test_made_up_centers_are_not_shown_to_other_machines(first_run, db, monkeypatch):
    monkeypatch.setattr(server, "refuse_busy_port", lambda host, port: None)

    with pytest.raises(CommandError, match="made-up"):
        call_command("quickstart", host="192.168.1.20")


def test_static_files_are_collected_once(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"

    assert static.collect()
    assert (tmp_path / "static" / "css" / "site.css").exists()
    assert not static.collect()


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        runpy.run_path(str(MANAGE), run_name="__main__")


def test_an_old_python_can_read_as_far_as_that():
    head = MANAGE.read_text().partition("def main")[0]

    ast.parse(head, feature_version=(3, 4))

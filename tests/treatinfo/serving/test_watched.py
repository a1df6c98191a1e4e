"""The number that says whether anything changed that readers see."""

from __future__ import annotations

import sys
from datetime import timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from content.models import Figure, Source, Topic
from directory.models import ImportRun
from tests.factories import make_facility, make_figure, make_page, make_place, make_topic
from treatinfo.serving import watched
from web import revision

pytestmark = pytest.mark.django_db


def test_every_table_is_watched_or_said_not_to_matter():
    ours = {
        model._meta.label
        for app in ("content", "corrections", "directory", "web")
        for model in apps.get_app_config(app).get_models()
    }

    seen = [label for labels in watched.PARTS.values() for label in labels]
    assert sorted([*seen, *watched.UNWATCHED]) == sorted(ours)


def test_nothing_done_is_the_same_revision():
    assert revision.current() == revision.current()


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_topic("rights"),
        lambda: Topic.objects.update(title="Other"),
        lambda: Topic.objects.all().delete(),
        lambda: make_page("/rights/work/"),
        lambda: make_figure("price"),
        lambda: make_facility("Harbor Clinic"),
        lambda: make_place("02118", "MA", at=None),
    ],
)
def test_what_readers_see_is_counted_however_it_is_written(change):
    make_topic("families")
    before = revision.current()

    change()

    assert revision.current() > before


@pytest.mark.parametrize(
    "change",
    [
        lambda center, run: type(center).objects.update(row_digest=7),
        lambda center, run: type(run).objects.update(alive_at=timezone.now()),
    ],
)
def test_what_no_reader_sees_is_no_change(change):
    center, run = make_facility("Harbor Clinic"), ImportRun.objects.create()
    before = revision.current()

    change(center, run)

    assert revision.current() == before


def test_a_number_never_comes_twice_though_a_change_was_rolled_back():
    seen = set()
    for number in range(20):
        with transaction.atomic():
            make_topic(f"topic-{number}")
            seen.add(revision.current())
            transaction.set_rollback(True)

    assert len(seen) == 20


def test_an_editors_change_in_the_admin_is_counted(client):
    source = make_figure("price").source
    client.force_login(User.objects.create_superuser("editor"))
    before = revision.current()

    address = reverse("admin:content_source_change", args=[source.pk])
    form = {"key": source.key, "organization": "Another", "title": source.title, "year": "2025"}
    answer = client.post(address, {**form, "url": source.url, "note": ""})

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Source.objects.get().organization == "Another"
    assert revision.current() > before


def test_pages_wait_no_longer_than_for_the_next_version_to_begin(time_machine):
    time_machine.move_to("2026-11-21T12:00:00Z", tick=False)
    soon = timezone.now() + timedelta(minutes=2)
    version = make_page("/rights/work/")
    type(version).objects.filter(pk=version.pk).update(publish_at=soon)

    assert watched.ends_at() == soon


def test_a_day_that_ends_ends_what_was_made_of_its_date(time_machine):
    time_machine.move_to("2026-11-21T23:59:00Z", tick=False)
    Figure.objects.all()

    assert watched.ends_at().isoformat() == "2026-11-22T00:00:00+00:00"


def test_a_command_runs_when_something_changed_and_again_when_it_failed(tmp_path, capsys):
    notes = tmp_path / "notes"
    count = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.open('a').write('purged '); sys.exit(len(p.read_text()) < 9)"
    number_before = revision.read()

    def change_once(_seconds):
        if revision.read() == number_before:
            make_topic("rights")

    with mock.patch("time.sleep", change_once):
        call_command("on_change", "--times", "3", "--", sys.executable, "-c", count, str(notes))

    assert notes.read_text() == "purged purged "  # the first try failed
    assert "Trying again" in capsys.readouterr().err


def test_on_change_says_what_it_needs():
    with pytest.raises(CommandError, match="Say what to run"):
        call_command("on_change")

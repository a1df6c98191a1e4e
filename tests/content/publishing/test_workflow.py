"""The life of a version."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import PageVersion, Transition
from content.models.page import State
from content.publishing import workflow
from tests.factories import make_draft, make_page, make_source

pytestmark = pytest.mark.django_db


def make_editor(*permissions: str) -> User:
    user = User.objects.create_user("ed")
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    return user


def test_a_draft_is_seen_by_nobody_and_an_approved_version_by_everybody():
    draft = make_draft("naloxone/naloxone")
    assert draft.page.live_version() is None

    workflow.move(draft, State.APPROVED, by=None)

    assert draft.page.live_version() == draft


def test_the_newest_approved_version_is_the_one_readers_see():
    first = make_page("naloxone/naloxone")
    second = workflow.new_draft(first.page, by=None, like=first, title="Second")
    workflow.move(second, State.APPROVED, by=None)

    assert first.page.live_version() == second


def test_a_version_is_seen_from_its_time_on_and_not_after_its_end():
    version = make_page("naloxone/naloxone")
    now = timezone.now()
    PageVersion.objects.filter(pk=version.pk).update(
        publish_at=now, ends_at=now + timedelta(days=1)
    )

    def seen(at):
        return PageVersion.objects.published(at=at).filter(pk=version.pk).exists()

    assert not seen(now - timedelta(seconds=1))
    assert seen(now)
    assert not seen(now + timedelta(days=1))


def test_taking_a_version_down_brings_back_the_one_before():
    first = make_page("naloxone/naloxone")
    second = workflow.new_draft(first.page, by=None, like=first)
    workflow.move(second, State.APPROVED, by=None)

    workflow.move(second, State.ARCHIVED, by=None)

    assert first.page.live_version() == first


def test_an_unknown_source_holds_a_version_back_and_says_which():
    draft = make_draft(body="Naloxone works.[@nobody-wrote-this]")

    with pytest.raises(workflow.NotReady, match="nobody-wrote-this"):
        workflow.move(draft, State.APPROVED, by=None)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_citations_are_numbered_as_a_reader_meets_them():
    make_source("late")
    make_source("early")

    version = make_page(short_version="A point.[@early]", body="More.[@late] Again.[@early]")

    cited = list(version.citations.values_list("number", "source__key"))
    assert cited == [(1, "early"), (2, "late")]


def test_on_an_emergency_page_the_steps_are_numbered_first():
    make_source("step")
    make_source("point")

    version = make_page(
        layout="emergency",
        short_version="A point.[@point]",
        body="::: steps\n1. **Call.** Now.[@step]\n:::\n\n[[summary]]\n\n## More\n\nWords.",
    )

    cited = list(version.citations.values_list("number", "source__key"))
    assert cited == [(1, "step"), (2, "point")]


def test_an_emergency_page_without_a_place_for_its_summary_is_held_back():
    draft = make_draft(layout="emergency", body="Steps.")

    with pytest.raises(workflow.NotReady, match="summary"):
        workflow.move(draft, State.APPROVED, by=None)


def test_only_who_may_approve_can_approve():
    draft = make_draft()

    with pytest.raises(PermissionDenied):
        workflow.move(draft, State.APPROVED, by=make_editor("change_pageversion"))


def test_who_may_approve_leaves_one_audit_row():
    editor = make_editor("approve_pageversion")

    moved = workflow.move(make_draft(), State.APPROVED, by=editor)

    [row] = Transition.objects.filter(version=moved)
    assert (row.from_state, row.to_state, row.by) == ("draft", "approved", editor)


def test_a_version_that_was_taken_down_cannot_come_back():
    version = workflow.move(make_page(), State.ARCHIVED, by=None)

    with pytest.raises(workflow.NotReady, match="archived"):
        workflow.move(version, State.APPROVED, by=None)


def test_a_page_has_one_draft_at_a_time():
    draft = make_draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.new_draft(draft.page, by=None, like=draft)


def test_every_state_but_archived_leads_somewhere():
    assert {before for before, _ in workflow.MOVES} == set(State) - {State.ARCHIVED}

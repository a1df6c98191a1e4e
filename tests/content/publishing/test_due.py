"""What waits for an editor, and where to do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from content.models import PageVersion, Review
from content.models.page import State
from content.publishing import due_finders, workflow
from content.publishing.due import Due
from tests.factories import (
    make_draft,
    make_figure,
    make_helpline,
    make_page,
    make_report,
    make_source,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO, IN_A_MONTH = TODAY - timedelta(days=90), TODAY + timedelta(days=30)
LATER = IN_A_MONTH + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(f"{TODAY} 12:00+00:00", tick=False):
        yield


def due_now() -> dict[str, Due]:
    """By the words for it."""
    return {each.words: each for each in due_finders.due_now(lambda model: True, on=TODAY)}


def whats(words: str) -> list[str]:
    return [task.what for task in due_now()[words].tasks] if words in due_now() else []


def make_editor(client, *permissions: str) -> None:
    user = User.objects.create_user("ed", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    client.force_login(user)


def make_reviewed_page(address: str = "", *, due: date = IN_A_MONTH, **text: Any) -> PageVersion:
    version = make_page(address, **text)
    Review.objects.create(version=version, reviewer="Dr. Example", credentials="MD",
                          reviewed_on=LONG_AGO, due=due)  # fmt: skip
    return version


def test_a_figure_to_look_up_again_is_a_task_with_the_pages_that_show_it():
    make_figure("price", label="Price of naloxone", look_again=TODAY)
    shows = make_page("naloxone/naloxone", title="Naloxone", body="It costs [[figure:price]].")
    make_page("naloxone/other", body="It costs something.")

    [task] = due_now()["figure must be looked up again"].tasks

    assert (task.what, task.stands) == ("Price of naloxone", "since November 21, 2026")
    assert task.shown_on == [shows]


def test_a_figure_in_the_short_version_counts_and_one_in_a_draft_does_not():
    make_figure("price", look_again=TODAY)
    shows = make_page(short_version="It costs [[figure:price]].")
    make_draft(body="It costs [[figure:price]].")

    [task] = due_now()["figure must be looked up again"].tasks

    assert task.shown_on == [shows]


@pytest.mark.parametrize(
    ("look_again", "words"),
    [
        (TODAY, "figure must be looked up again"),
        (TOMORROW, "figure is due within 30 days"),
        (IN_A_MONTH, "figure is due within 30 days"),
        (LATER, None),
    ],
)
def test_a_figure_is_due_soon_due_or_neither(look_again, words):
    make_figure("price", look_again=look_again)

    assert list(due_now()) == ([words] if words else [])


@pytest.mark.parametrize(
    ("review_by", "words"),
    [
        (TODAY, "live page is past its review date"),
        (IN_A_MONTH, "live page is due within 30 days"),
        (LATER, None),
    ],
)
def test_a_live_page_is_overdue_soon_due_or_neither(review_by, words):
    make_reviewed_page(review_by=review_by)

    assert list(due_now()) == ([words] if words else [])


def test_only_the_version_that_readers_see_can_be_overdue():
    old = make_reviewed_page("naloxone/naloxone", review_by=YESTERDAY)
    newer = workflow.new_draft(old.page, by=None, like=old)
    workflow.move(newer, State.APPROVED, by=None)
    make_draft(review_by=YESTERDAY)

    assert "live page is past its review date" not in due_now()


def test_a_version_in_review_waits_for_whoever_approves():
    draft = make_draft(title="A new page")
    workflow.move(draft, State.IN_REVIEW, by=None)

    assert whats("version waits for approval") == ["A new page"]


def test_a_page_without_a_clinicians_word_is_counted_and_so_is_one_whose_review_lapsed():
    make_page()
    make_reviewed_page(due=TODAY)
    make_reviewed_page()

    assert due_now()["live pages have no clinician’s review"].number == 2


@pytest.mark.parametrize(
    ("key", "called_on", "read_on", "waits"),
    [
        ("samhsa", None, TODAY, True),
        ("samhsa", LONG_AGO, TODAY, True),
        ("samhsa", TODAY, LONG_AGO, True),
        ("samhsa", TODAY, None, True),
        ("samhsa", YESTERDAY, YESTERDAY, False),
        ("911", None, TODAY, False),
        ("911", None, None, True),
    ],
)
def test_a_helpline_waits_until_it_was_called_and_read(key, called_on, read_on, waits):
    make_helpline(key, called_on=called_on, read_in_source_on=read_on)

    assert list(due_now()) == (["helpline needs a call or a look"] if waits else [])


def test_a_source_that_nobody_read_is_a_task_once_a_live_page_cites_it():
    for key in ("unread", "draft-only"):
        make_source(key, organization="Institute", title=f"The {key} report")
    make_source("read", was_read=True)
    make_reviewed_page(body="So it is.[@unread] And so.[@read]")
    draft = make_draft(body="So it is.[@draft-only]")
    workflow.render(draft)

    [task] = due_now()["source of live pages has not been read by us"].tasks

    assert (task.what, task.stands) == (
        "Institute: The unread report",
        "1 live page rests on it",
    )


def test_what_is_late_comes_first():
    make_figure("later", look_again=TOMORROW)
    make_page(review_by=YESTERDAY)

    assert [each.is_late for each in due_now().values()] == [True, False, False]


def test_the_first_page_of_the_admin_asks_the_database_few_times(
    client, django_assert_num_queries
):
    for n in range(3):
        make_source(f"unread-{n}")
        make_figure(f"old-{n}", look_again=TODAY)
        make_page(body=f"It is [[figure:old-{n}]].[@unread-{n}]", review_by=YESTERDAY)
        make_helpline(f"line-{n}")
        workflow.move(make_draft(), State.IN_REVIEW, by=None)
        make_report()
    client.force_login(User.objects.create_superuser("ed"))

    # The session, the editor and whether they chose a password; figures, the pages that show them,
    # pages due, versions in review, reviews, helplines, sources, reports; the editor's last actions.
    with django_assert_num_queries(12):
        response = client.get("/admin/")

    assert len(response.context["due"]) == 7


def test_an_editor_sees_only_what_they_may_view(client):
    make_figure("price", label="A price", look_again=TODAY)
    make_report()
    make_page(review_by=YESTERDAY)
    make_editor(client, "view_figure")

    page = client.get("/admin/").content.decode()

    assert "figure must be looked up again" in page
    assert "review" not in page
    assert "report" not in page


def test_reports_that_wait_for_an_answer_are_counted(client):
    make_report(received_at=timezone.now() - timedelta(days=3))
    make_report()
    make_report(state="answered", answer="Done.", answered_at=timezone.now())
    make_editor(client, "view_report")

    [reports] = client.get("/admin/").context["due"]

    assert (reports.number, reports.words) == (2, "reports wait for an answer")
    assert reports.advice == "The oldest came in on November 18, 2026."
    assert client.get(reports.url).context["cl"].result_count == 2


def test_an_editor_with_nothing_to_do_is_thanked(client):
    make_editor(client, "view_figure")

    assert "Nothing waits for you today" in client.get("/admin/").content.decode()


def test_all_that_is_due_leads_to_the_list_of_just_its_tasks(client):
    read = make_source(was_read=True)
    for key, day in (("old", TODAY), ("soon", TOMORROW), ("current", LATER)):
        make_figure(key, look_again=day, source=read)
    make_helpline("line", source=read)
    make_source("unread")
    make_page(review_by=YESTERDAY, body="So it is.[@unread]")
    make_page(review_by=TOMORROW)
    make_reviewed_page()
    workflow.move(make_draft(), State.IN_REVIEW, by=None)
    client.force_login(User.objects.create_superuser("ed"))

    found = due_finders.due_now(lambda model: True, on=TODAY)

    assert len(found) == 8
    for each in found:
        assert client.get(each.url).context["cl"].result_count == each.number, each.words
        for task in each.tasks:
            assert client.get(task.url).status_code == 200


def test_the_figures_that_are_current_can_be_listed_too(client):
    make_figure("old", look_again=TODAY)
    make_figure("current", label="It holds")
    client.force_login(User.objects.create_superuser("ed"))

    listed = client.get("/admin/content/figure/?look_again=current").context["cl"].queryset

    assert [figure.label for figure in listed] == ["It holds"]


def test_a_number_is_stored_in_no_page_so_that_a_new_one_shows_at_once(client):
    figure = make_figure("price", text="exactly $47")
    version = make_page(
        "naloxone/naloxone",
        title="Naloxone",
        short_version="It costs [[figure:price]].",
        body="## Cost\n\nYou pay [[figure:price]] for it.",
    )
    assert client.get("/naloxone/").content.decode().count("exactly $47") == 2
    figure.text = "exactly $48"
    figure.save()

    page = client.get("/naloxone/").content.decode()
    found = client.get("/search/?q=naloxone").content.decode()

    assert page.count("exactly $48") == 2
    assert "$47" not in page + found + version.html + version.short_version_html

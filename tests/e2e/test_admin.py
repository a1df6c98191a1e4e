"""The editors' site: signing in, every list and form, and what goes wrong in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from tests.e2e.test_walk import assert_accessible, assert_fits

EDITOR, PASSWORD = "ada", "calm-river-47-stones"
# An editor of our own, since the first one's password is good once; and something of everything.
SOMETHING_OF_EVERYTHING = f"""
from datetime import timedelta
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from content.publishing import workflow
from content.models import Figure, Page, PageVersion
from corrections.models import Correction
from directory.models import Facility, ImportRun
from tests.factories import make_report
today = timezone.localdate()
ada = User.objects.create_superuser("{EDITOR}", password="{PASSWORD}")
Figure.objects.filter(pk=Figure.objects.first().pk).update(read_on=F("as_of"), look_again=today)
naloxone = Page.objects.get(slug="naloxone")
PageVersion.objects.filter(pk=naloxone.live_version().pk).update(review_by=today)
draft = workflow.new_draft(naloxone, by=ada, like=naloxone.live_version(), title="Naloxone anew")
workflow.render(draft)
facility = Facility.objects.first()
make_report(facility, problem="phone_dead", phone=facility.phones[0]["number"])
Correction.objects.create(title="Naloxone", address="/naloxone/", change="A word.", is_public=False)
ImportRun.objects.create(source="a file", changes=[{{"what": "changed", "name": "Elsewhere"}}])
"""


@pytest.fixture(scope="module")
def desk(site, chromium):
    """A window in which an editor is signed in."""
    folder = re.search(r"ready \((.+)/treatinfo\.sqlite3\)", site.printed)
    assert folder, site.printed
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SOMETHING_OF_EVERYTHING],
        cwd=settings.BASE_DIR,
        env=environment | {"VAR_DIR": folder[1]},
        check=True,
    )
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    sign_in(page, PASSWORD)
    assert page.get_by_role("heading", level=1).inner_text() == "What needs you"
    yield page
    context.close()


def sign_in(page: Any, password: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(password)
    press(page, "Log in")


def press(page: Any, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def open_first_of(page: Any, listed: str) -> None:
    page.goto(f"/admin/{listed}")
    with page.expect_navigation():
        page.locator("#result_list tbody th a").first.click()


def assert_good(page: Any) -> None:
    """Accessible and no wider than the window: on a phone by day and on a desk by night."""
    for scheme, width in (("light", 390), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(250)  # the admin's colors change slowly
        assert_fits(page)
        assert_accessible(page)


def test_signing_in_is_accessible_with_a_wrong_password_too(chromium, site, desk):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/admin/")
    assert_good(page)

    sign_in(page, "not-the-password")

    assert page.get_by_text("Please enter the correct username and password").is_visible()
    assert_good(page)
    context.close()


def test_the_first_page_leads_an_editor_to_what_needs_them(desk):
    desk.goto("/admin/")
    for summary in desk.locator(".due summary").all():
        summary.click()
    assert_good(desk)

    due = desk.locator(".due details", has_text="figure must be looked up again")
    with desk.expect_navigation():
        due.get_by_text("in its list").click()

    assert "look_again=due" in desk.url
    assert desk.locator("#result_list tbody tr").count() == 1
    assert_good(desk)


LISTS = [
    "content/", "content/topic/", "content/page/", "content/pageversion/?due=overdue",
    "content/figure/?look_again=soon", "content/helpline/", "content/source/?was_read__exact=0",
    "content/synonym/", "directory/facility/", "directory/importrun/", "corrections/report/",
    "corrections/correction/", "corrections/phonecheck/", "auth/user/", "password_change/",
]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_every_list_is_accessible(desk, address):
    desk.goto(f"/admin/{address}")

    assert_good(desk)


# Not of accounts: Django's own form for them has labels missing (label, aria-prohibited-attr).
FORMS = [
    "content/topic/", "content/page/", "content/pageversion/?state__exact=draft",
    "content/pageversion/?state__exact=approved", "content/figure/", "content/helpline/",
    "content/source/?was_read__exact=0", "content/synonym/", "directory/facility/",
    "directory/importrun/", "corrections/report/", "corrections/correction/",
]  # fmt: skip


@pytest.mark.parametrize("listed", FORMS)
def test_every_form_is_accessible(desk, listed):
    open_first_of(desk, listed)

    assert_good(desk)


@pytest.mark.parametrize("model", ["pageversion", "figure", "source", "helpline", "page"])
def test_a_new_record_with_nothing_filled_in_is_accessible(desk, model):
    desk.goto(f"/admin/content/{model}/add/")
    assert_good(desk)

    press(desk, "Save")

    assert desk.locator(".errornote").is_visible()
    assert_good(desk)


def test_a_reviewer_reads_what_changed_and_which_sources_to_open(desk):
    open_first_of(desk, "content/pageversion/?state__exact=draft")

    desk.get_by_text("What changed since version 1").click()

    assert desk.locator("ins", has_text="anew").is_visible()
    desk.get_by_role("link", name=re.compile("^Open (it|them) before you approve")).click()
    assert desk.locator("#not-read li").first.is_visible()
    assert_good(desk)


def test_a_password_that_was_refused_is_explained_accessibly(desk):
    desk.goto("/admin/password_change/")
    for label in ("Old password", "New password:", "New password confirmation"):
        desk.get_by_label(label).first.fill("short")

    press(desk, "Change my password")

    assert desk.locator(".errornote").is_visible()
    assert_good(desk)

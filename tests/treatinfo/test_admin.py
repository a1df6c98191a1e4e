"""The admin as an editor uses it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from content.models import PageVersion
from content.models.page import State
from directory import index
from directory.index.question import Question
from directory.models import Facility, ImportRun
from tests.factories import (
    make_draft,
    make_facility,
    make_figure,
    make_helpline,
    make_page,
    make_source,
)
from treatinfo import editors
from treatinfo.admin import ONE_TIME_PASSWORD

pytestmark = pytest.mark.django_db

VERSION = {
    "layout": "page",
    "title": "A better title",
    "summary": "What it gives.",
    "short_version": "",
    "body": "## Heading\n\nWords.",
    "next_steps": "Get naloxone | /naloxone/ | Often free.",
    "concern": "care",
    "read_on": "2026-11-30",
    "review_by": "2100-01-01",
    "reviews-TOTAL_FORMS": "0",
    "reviews-INITIAL_FORMS": "0",
    "transitions-TOTAL_FORMS": "0",
    "transitions-INITIAL_FORMS": "0",
}


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_superuser("ed", password="correct-horse-battery")
    client.force_login(user)
    return user


def change_url(record) -> str:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return reverse(name, args=[record.pk])


def text(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_every_list_and_form_of_ours_opens(client, editor):
    ImportRun.objects.create(
        source="a file",
        problems=[{"line": 3, "name": "Somewhere", "reason": "no ZIP code"}],
        changes=[{"what": "changed", "name": "Elsewhere", "fields": ["phones"]}],
    )
    records = [make_page(), make_facility(), make_figure("price"), make_helpline("line")]
    records += [records[0].page, records[0].page.topic, ImportRun.objects.get()]

    for record in records:
        label = f"{record._meta.app_label}_{record._meta.model_name}"
        text(client, reverse(f"admin:{label}_changelist"))
        text(client, change_url(record))
    assert set(admin.site._registry) >= {type(record) for record in records}


def test_the_admin_runs_under_the_same_policy(client, editor):
    response = client.get("/admin/")

    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_draft_is_changed_and_approved_in_one_go(client, editor):
    draft = make_draft("naloxone/naloxone")

    client.post(change_url(draft), VERSION | {"_move": State.APPROVED})

    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("A better title", State.APPROVED)
    assert draft.next_steps == [
        {"text": "Get naloxone", "href": "/naloxone/", "note": "Often free."}
    ]
    assert draft.transitions.get().by == editor
    assert "A better title" in text(client, "/naloxone/")


@pytest.mark.parametrize("junk", ["junk", "\0", "Approved"])
def test_a_move_that_no_button_sends_is_refused_and_nothing_is_saved(client, editor, junk):
    draft = make_draft("naloxone/naloxone")

    response = client.post(change_url(draft), VERSION | {"_move": junk})

    assert response.status_code == 400
    before = draft.title
    draft.refresh_from_db()
    assert (draft.title, draft.state) == (before, State.DRAFT)


def test_a_draft_with_an_unknown_source_is_kept_and_the_reason_said(client, editor):
    draft = make_draft("naloxone/naloxone")

    response = client.post(
        change_url(draft),
        VERSION | {"body": "So it is.[@nobody]", "_move": State.APPROVED},
        follow=True,
    )

    draft.refresh_from_db()
    assert (draft.body, draft.state) == ("So it is.[@nobody]", State.DRAFT)
    assert "No source has the key “nobody”." in response.content.decode()


@pytest.mark.parametrize("written", ["Get naloxone", "Naloxone | https://x.example/ | Elsewhere"])
def test_a_next_step_that_leads_nowhere_is_explained(client, editor, written):
    draft = make_draft("naloxone/naloxone")

    response = client.post(change_url(draft), VERSION | {"next_steps": written})

    assert "needs three parts" in response.content.decode()


def test_the_text_of_an_approved_version_cannot_be_changed(client, editor):
    version = make_page("naloxone/naloxone", title="As approved")

    client.post(change_url(version), VERSION)

    version.refresh_from_db()
    assert version.title == "As approved"


def test_an_approved_version_is_copied_to_a_new_draft(client, editor):
    version = make_page("naloxone/naloxone", title="As approved")

    response = client.post(change_url(version), VERSION | {"_copy": "1"})

    draft = PageVersion.objects.get(state=State.DRAFT)
    assert response.url == change_url(draft)
    assert (draft.title, draft.author) == ("As approved", editor)


def test_a_new_version_begins_with_what_readers_see(client, editor):
    version = make_page("naloxone/naloxone", title="As approved")

    form = text(client, f"{reverse('admin:content_pageversion_add')}?page={version.page.pk}")

    assert "As approved" in form


def test_a_second_draft_of_a_page_is_refused_with_words(client, editor):
    draft = make_draft("naloxone/naloxone")

    response = client.post(
        reverse("admin:content_pageversion_add"), VERSION | {"page": draft.page.pk}
    )

    assert "has a draft already" in response.content.decode()


def test_a_new_version_is_written_from_scratch(client, editor):
    page = make_page("naloxone/naloxone").page

    client.post(reverse("admin:content_pageversion_add"), VERSION | {"page": page.pk})

    draft = PageVersion.objects.get(state=State.DRAFT)
    assert (draft.page, draft.number, draft.title) == (page, 2, "A better title")


def test_the_preview_leads_to_the_pages_own_address(client, editor):
    draft = make_draft("naloxone/naloxone", title="Not yet public")
    form = text(client, change_url(draft))

    address = form.partition('href="/naloxone/?preview=')[2].partition('"')[0]

    assert "Not yet public" in text(client, f"/naloxone/?preview={address}")


def test_whoever_approves_is_told_which_sources_nobody_here_has_read(client, editor):
    make_source("unread", title="The unread report")
    make_source("read", title="The read report", was_read=True)
    draft = make_draft("naloxone/naloxone")
    written = {"body": "It works.[@read] It lasts an hour.[@unread]"}

    form = client.post(change_url(draft), VERSION | written | {"_continue": "1"}, follow=True)
    words = form.content.decode()

    section = words.partition('id="not-read"')[2].partition("</section>")[0]
    assert "Not read by us yet: open it before you approve." in section
    assert "The unread report" in section
    assert "<li>It lasts an hour.</li>" in section
    assert "The read report" not in section
    before_the_buttons = words.partition("before-moving")[2].partition("</p>")[0]
    assert "1 source of this version has not been read by us." in before_the_buttons


def test_readers_never_see_which_sources_nobody_has_read(client, editor):
    make_source("unread")
    version = make_page("naloxone/naloxone", body="It lasts an hour.[@unread]")
    form = text(client, change_url(version))
    address = form.partition('href="/naloxone/?preview=')[2].partition('"')[0]

    assert "Not read by us yet: open it and check." in form
    assert "before you approve" not in form
    for page in (text(client, "/naloxone/"), text(client, f"/naloxone/?preview={address}")):
        assert "read by us" not in page
        assert "not-read" not in page


def test_a_draft_says_what_it_changes_for_readers(client, editor):
    live = make_page("naloxone/naloxone", title="As approved")
    assert "What changed since" not in text(client, change_url(live))

    response = client.post(change_url(live), VERSION | {"_copy": "1"})
    client.post(response.url, VERSION | {"title": "As it will be"})

    form = text(client, response.url)
    assert "What changed since version 1: 3 parts" in " ".join(form.split())
    assert "approved</del>" in form
    assert "it will be</ins>" in form


def test_a_figure_and_a_source_name_the_live_pages_that_rest_on_them(client, editor):
    source = make_source("study")
    figure = make_figure("price", source=source)
    unused = make_figure("unused", source=source)
    make_page(title="Another page")
    version = make_page(title="The page", body="It costs [[figure:price]].[@study]")
    link = f'<a href="{change_url(version)}{{}}">The page</a>'

    assert link.format("") in text(client, change_url(figure))
    assert link.format("#not-read") in text(client, change_url(source))
    assert "No live page of ours" in text(client, change_url(unused))
    for name in ("figure", "source"):
        assert "No live page of ours" in text(client, reverse(f"admin:content_{name}_add"))


def test_accounts_come_after_what_an_editor_is_here_for(client, editor):
    apps = [app["app_label"] for app in client.get("/admin/").context["app_list"]]

    assert apps[0] == "content"
    assert apps[-1] == "auth"


def test_nothing_that_readers_saw_can_be_deleted(client, editor):
    for record in (make_page(), make_facility()):
        response = client.post(change_url(record).replace("/change/", "/delete/"), {"post": "yes"})
        assert response.status_code == 403


def test_what_an_editor_sets_on_a_center_is_held_and_found_at_once(client, editor):
    facility = make_facility("Old Name", says="methadone")

    response = client.post(
        change_url(facility), form_values(client, facility) | {"name": "New Name", "facts": []}
    )

    assert response.status_code == 302
    facility.refresh_from_db()
    assert (facility.name, facility.held_fields) == ("New Name", ["facts", "name"])
    assert facility.sort_key.startswith("new name")
    answer = index.current().answer(Question())
    assert answer.index.options.get("methadone", 0) == 0


def form_values(client, facility) -> dict:
    """What the form would send if the editor changed nothing."""
    form = client.get(change_url(facility)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_a_center_that_was_opened_and_saved_is_as_it_was(client, editor):
    facility = make_facility(says="methadone", says_no="free", at=(42.3, -71.1), position="zip")
    before = Facility.objects.values().get()

    client.post(change_url(facility), form_values(client, facility))

    after = Facility.objects.values().get()
    assert before | {"changed_at": None} == after | {"changed_at": None}


def test_phones_are_written_as_people_write_them(client, editor):
    facility = make_facility()
    written = "Front desk: (617) 555-0101\nIntake: 1-800-555-0102 ext. 7"

    client.post(change_url(facility), form_values(client, facility) | {"phones": written})

    facility.refresh_from_db()
    assert facility.phones == [
        {"kind": "main", "number": "6175550101", "ext": ""},
        {"kind": "intake", "number": "8005550102", "ext": "7"},
    ]
    assert written in text(client, change_url(facility))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"phones": "Front desk: 12345"}, "is not a telephone number"),
        ({"phones": "Fax: (617) 555-0101"}, "is not one of Front desk"),
        ({"latitude": "42.1", "longitude": ""}, "needs both"),
    ],
)
def test_a_wrong_value_on_a_center_is_explained_and_nothing_is_saved(client, editor, values, says):
    facility = make_facility()

    response = client.post(change_url(facility), form_values(client, facility) | values)

    assert says in response.content.decode()
    assert Facility.objects.get().held_fields == []


def test_a_position_that_an_editor_sets_is_no_longer_approximate(client, editor):
    facility = make_facility(at=(42.3, -71.1), position="zip")

    client.post(change_url(facility), form_values(client, facility) | {"latitude": "42.31"})

    facility.refresh_from_db()
    assert (facility.latitude, facility.position) == (42.31, "listed")


def test_centers_come_from_imports_only(client, editor):
    assert client.get(reverse("admin:directory_facility_add")).status_code == 403


def test_the_first_editors_password_is_good_for_one_sign_in(client):
    password = editors.make_first_editor()
    client.login(username=editors.FIRST_EDITOR, password=password)
    assert client.get("/admin/content/page/").url == "/admin/password_change/"

    chosen = "calm-river-47-stones"
    client.post(
        "/admin/password_change/",
        {"old_password": password, "new_password1": chosen, "new_password2": chosen},
    )

    assert client.get("/admin/content/page/").status_code == 200
    assert not Group.objects.get(name=ONE_TIME_PASSWORD).user_set.exists()


def test_a_password_that_was_refused_leaves_the_editor_where_they_are(client):
    password = editors.make_first_editor()
    client.login(username=editors.FIRST_EDITOR, password=password)

    client.post(
        "/admin/password_change/",
        {"old_password": password, "new_password1": "short", "new_password2": "short"},
    )

    assert client.get("/admin/content/page/").status_code == 302


def test_there_is_one_first_editor_and_none_on_a_public_host(settings):
    settings.SITE_IS_PUBLIC = True
    assert editors.make_first_editor() == ""

    settings.SITE_IS_PUBLIC = False
    assert editors.make_first_editor()
    assert editors.make_first_editor() == ""


def test_an_import_run_shows_what_it_did(client, editor):
    run = ImportRun.objects.create(
        source="a file",
        as_of=date(2026, 11, 1),
        problems=[{"line": 3, "name": "Somewhere", "reason": "no ZIP code"}],
    )

    assert "Line 3: Somewhere: no ZIP code" in text(client, change_url(run))


def test_a_facility_is_listed_with_its_whole_name(client, editor):
    make_facility("Harbor", program="Day Program")

    assert "Harbor: Day Program" in text(client, reverse("admin:directory_facility_changelist"))
    assert Facility.objects.count() == 1

"""The life of a report, in the admin and by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from corrections import answering
from corrections.models import Correction, PhoneCheck, Report, State
from directory.models import Facility
from tests.corrections.walk import PHONE
from tests.factories import make_facility, make_page, make_report

pytestmark = pytest.mark.django_db

QUEUE = "admin:corrections_report_changelist"
NO_ROWS = {
    f"{prefix}-{what}_FORMS": "0"
    for prefix in ("corrections", "moves")
    for what in ("TOTAL", "INITIAL")
}


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_superuser("ed", password="correct-horse-battery")
    client.force_login(user)
    return user


def change_url(record) -> str:
    return reverse(f"admin:corrections_{record._meta.model_name}_change", args=[record.pk])


def save(client, report, **values):
    return client.post(
        change_url(report), {"answer": report.answer} | NO_ROWS | values, follow=True
    ).content.decode()


def text(client, url: str, **query) -> str:
    return client.get(url, query).content.decode()


# Moves


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("to", State)
def test_a_report_moves_only_as_the_table_says(editor, before, to):
    closed = before in ("answered", "not_right")
    report = make_report(
        state=before, answer="So it is.", answered_at=timezone.now() if closed else None
    )

    if (before, to) in answering.MOVES:
        assert answering.move(report, to, by=editor).state == to
    else:
        with pytest.raises(answering.NotReady):
            answering.move(report, to, by=editor)


def test_every_state_can_be_left_again():
    assert {before for before, _ in answering.MOVES} == set(State)


def test_a_move_is_on_record_with_who_and_when(editor):
    report = make_report()

    answering.move(report, State.LOOKING, by=editor)

    row = report.moves.get()
    assert (row.from_state, row.to_state, row.by) == ("new", "looking", editor)
    assert row.at


def test_a_report_is_not_closed_without_an_answer(editor):
    report = make_report(answer="  ")

    with pytest.raises(answering.NotReady, match="Write the answer first"):
        answering.move(report, State.ANSWERED, by=editor)

    assert Report.objects.get().state == "new"


def test_who_may_not_answer_cannot_move_a_report():
    helper = User.objects.create_user("helper", is_staff=True)
    report = make_report(answer="So it is.", phone=PHONE)

    assert answering.moves_open_to(report, helper) == []
    with pytest.raises(PermissionDenied):
        answering.move(report, State.ANSWERED, by=helper)
    with pytest.raises(PermissionDenied):
        answering.note_phone_check(report, works=True, by=helper)

    helper.user_permissions.add(Permission.objects.get(codename="answer_report"))
    answering.move(report, State.ANSWERED, by=User.objects.get(pk=helper.pk))


def test_a_report_that_is_opened_again_is_no_longer_answered(editor):
    report = answering.move(make_report(answer="No."), State.NOT_RIGHT, by=editor)
    assert report.answered_at

    assert answering.move(report, State.LOOKING, by=editor).answered_at is None


def test_a_call_is_noted_only_where_there_is_a_number(editor):
    with pytest.raises(answering.NotReady):
        answering.note_phone_check(make_report(), works=True, by=editor)


# What the database itself holds


@pytest.mark.parametrize(
    "values",
    [
        {"problem": "phone-dead", "phone": ""},
        {"problem": "phone-dead", "phone": PHONE, "facility": None},
        {"state": "answered", "answer": "", "answered_at": timezone.now()},
        {"state": "not_right", "answer": "No.", "answered_at": None},
        {"state": "new", "answered_at": timezone.now()},
    ],
)
def test_a_report_that_contradicts_itself_cannot_be_saved(values):
    facility = values.pop("facility", make_facility())

    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(facility, **values)


def test_made_up_centers_take_their_reports_along():
    make_report(make_facility("Example House", is_sample=True))

    Facility.objects.samples().delete()

    assert not Report.objects.exists()


# What is forgotten


def test_how_to_reach_a_reader_is_deleted_90_days_after_the_answer(editor):
    report = make_report(contact="ann@example.org", answer="Thank you.")
    answering.move(report, State.ANSWERED, by=editor)

    for days, kept in ((89, "ann@example.org"), (91, "")):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            call_command("forget_contacts", verbosity=0)
        assert Report.objects.get().contact == kept


def test_a_report_without_an_answer_keeps_its_contact(capsys):
    make_report(contact="ann@example.org")

    with time_machine.travel(timezone.now() + timedelta(days=300)):
        call_command("forget_contacts")

    assert Report.objects.get().contact == "ann@example.org"
    assert "Contacts deleted: 0." in capsys.readouterr().out


def test_the_hash_of_a_network_is_deleted_after_30_days():
    make_report(network={"1": "abc"})

    for days, kept in ((29, {"1": "abc"}), (31, {})):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            call_command("forget_contacts", verbosity=0)
        assert Report.objects.get().network == kept


# The queue


def test_the_queue_lists_and_filters_by_state(client, editor):
    make_report(title="A new one")
    make_report(title="An old one", state="looking")

    assert "An old one" in text(client, reverse(QUEUE))
    only_new = text(client, reverse(QUEUE), state__exact="new")
    assert "A new one" in only_new
    assert "An old one" not in only_new


def test_every_form_opens_and_leads_to_what_it_is_about(client, editor):
    facility = make_facility("Harbor Clinic")
    report = make_report(facility, problem="phone-dead", phone=PHONE)
    check = answering.note_phone_check(report, works=False, by=editor)
    correction = Correction.objects.create(title="Naloxone", address="/naloxone/", change="It.")

    page = text(client, change_url(report))
    assert f'href="{facility.get_absolute_url()}"' in page
    assert reverse("admin:directory_facility_change", args=[facility.pk]) in page
    assert report.get_absolute_url() in page
    assert "marked “Reported as not working”" in page
    assert 'href="/naloxone/"' in text(client, change_url(correction))
    for record in (report, check, correction):
        assert text(client, change_url(record))
        assert text(client, reverse(f"admin:corrections_{record._meta.model_name}_changelist"))


def test_a_report_on_the_site_opens_too(client, editor):
    page = text(client, change_url(make_report()))

    assert "It is not about a number" in page
    assert "We called" not in page


def test_an_answer_is_written_and_sent_in_one_go(client, editor):
    report = make_report()

    save(client, report, answer="We put it right.", _move="answered")

    report.refresh_from_db()
    assert (report.state, report.answer) == ("answered", "We put it right.")
    assert report.moves.get().by == editor
    assert "We put it right." in text(client, report.get_absolute_url())


def test_what_is_missing_is_said(client, editor):
    report = make_report()

    assert "Write the answer first" in save(client, report, _move="answered")
    assert Report.objects.get().state == "new"


def test_a_closed_report_keeps_its_answer(client, editor):
    report = answering.move(make_report(answer="No."), State.NOT_RIGHT, by=editor)

    assert "keeps its answer" in save(client, report, answer="")
    assert Report.objects.get().answer == "No."


def test_what_the_reader_wrote_cannot_be_changed(client, editor):
    report = make_report(details="As it came")

    save(client, report, details="Otherwise", contact="x@example.org", state="answered")

    report.refresh_from_db()
    assert (report.details, report.contact, report.state) == ("As it came", "", "new")


@pytest.mark.parametrize(("dialed", "works"), [("works", True), ("dead", False)])
def test_an_editor_notes_what_a_call_came_to(client, editor, dialed, works):
    report = make_report(make_facility(), problem="phone-dead", phone=PHONE)

    save(client, report, _dialed=dialed)

    check = PhoneCheck.objects.get()
    assert (check.phone, check.works, check.by) == (PHONE, works, editor)


def test_a_change_goes_from_a_report_to_the_log(client, editor):
    report = make_report(title="Naloxone", address="/naloxone/")
    row = {"made_on": "2026-11-20", "change": "A new price.", "is_public": "on"}

    save(
        client, report,
        **{"corrections-TOTAL_FORMS": "1"} | {f"corrections-0-{k}": v for k, v in row.items()},
    )  # fmt: skip

    correction = Correction.objects.get()
    assert (correction.title, correction.address) == ("Naloxone", "/naloxone/")
    assert correction.by == editor
    assert "A new price." in text(client, "/corrections/")


def test_a_correction_is_written_without_a_report_from_its_address(client, editor):
    make_page("naloxone/naloxone", title="Naloxone")
    add = reverse("admin:corrections_correction_add")
    values = {"made_on": "2026-11-20", "change": "A new price."}

    refused = client.post(add, values | {"address": "/nowhere/at-all/"})
    assert "No center or page of ours" in refused.content.decode()
    client.post(add, values | {"address": "/naloxone/"})

    correction = Correction.objects.get()
    assert (correction.title, correction.by, correction.is_public) == ("Naloxone", editor, False)


def test_nobody_writes_reports_or_calls_by_hand(client, editor):
    for model in ("report", "phonecheck"):
        assert client.get(reverse(f"admin:corrections_{model}_add")).status_code == 403


@pytest.mark.parametrize("sent", [{"_move": "junk"}, {"_move": "\0"}, {"_dialed": "junk"}])
def test_what_no_button_sends_is_refused_and_nothing_is_saved(client, editor, sent):
    report = make_report()

    response = client.post(change_url(report), NO_ROWS | {"answer": "Half an answer."} | sent)

    assert response.status_code == 400
    report.refresh_from_db()
    assert (report.state, report.answer) == ("new", "")

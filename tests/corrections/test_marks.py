"""When a number stands "Reported as not working", and when it no longer does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.template import Context, Template

from corrections import answering, marks
from corrections.models import PhoneCheck, Report, State
from tests.corrections.walk import PHONE, center, send
from tests.factories import make_facility

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
HOME, WORK, LIBRARY = "203.0.113.9", "198.51.100.7", "192.0.2.55"
MARK = "Reported as not working: call to confirm"


def report(client, facility, *, day: float, sent_from: str, problem: str = "phone-dead") -> Report:
    with time_machine.travel(START + timedelta(days=day)):
        send(client, center(facility), sent_from=sent_from, problem=problem)
    return Report.objects.latest("received_at")


def marked(facility, *, day: float) -> bool:
    with time_machine.travel(START + timedelta(days=day)):
        return PHONE in marks.reported_phones(facility)


@pytest.fixture
def facility():
    return make_facility()


@pytest.fixture
def editor():
    return User.objects.create_superuser("ed", password="correct-horse-battery")


def test_one_report_marks_nothing(client, facility):
    report(client, facility, day=0, sent_from=HOME)

    assert not marked(facility, day=0.1)


def test_two_networks_a_day_apart_mark_the_number(client, facility):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=1.01, sent_from=WORK)

    assert marked(facility, day=1.1)


def test_two_reports_from_one_network_mark_nothing(client, facility):
    report(client, facility, day=0, sent_from="203.0.113.9")
    report(client, facility, day=2, sent_from="203.0.113.200")

    assert not marked(facility, day=2.1)


def test_two_reports_from_one_ipv6_site_mark_nothing(client, facility):
    report(client, facility, day=0, sent_from="2001:db8:1:1::5")
    report(client, facility, day=2, sent_from="2001:db8:1:ff::9")
    assert not marked(facility, day=2.1)

    report(client, facility, day=3, sent_from="2001:db8:2::9")
    assert marked(facility, day=3.1)


def test_reports_within_a_day_mark_nothing_however_many_networks(client, facility):
    for day, address in ((0, HOME), (0.3, WORK), (0.99, LIBRARY)):
        report(client, facility, day=day, sent_from=address)

    assert not marked(facility, day=1)


def test_nobody_whose_network_is_unknown_counts_as_a_second_one(client, facility):
    report(client, facility, day=0, sent_from="")
    report(client, facility, day=2, sent_from="")

    assert not marked(facility, day=2.1)


@pytest.mark.parametrize("problem", ["wrong-number", "closed", "moved"])
def test_only_reports_of_a_dead_phone_count(client, facility, problem):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=2, sent_from=WORK, problem=problem)

    assert not marked(facility, day=2.1)


def test_reports_on_two_numbers_do_not_add_up(client):
    phones = [{"kind": "main", "number": n, "ext": ""} for n in ("6175550142", "6175550143")]
    facility = make_facility(phones=phones)

    for day, address, phone in ((0, HOME, "tel:+16175550142"), (2, WORK, "tel:+16175550143")):
        with time_machine.travel(START + timedelta(days=day)):
            send(client, center(facility), sent_from=address, problem="phone-dead", phone=phone)

    with time_machine.travel(START + timedelta(days=2.1)):
        assert marks.reported_phones(facility) == set()


def test_reports_on_one_number_of_two_centers_do_not_add_up(client, facility):
    other = make_facility()

    report(client, facility, day=0, sent_from=HOME)
    report(client, other, day=2, sent_from=WORK)

    assert not marked(facility, day=2.1)
    assert not marked(other, day=2.1)


def test_the_mark_lapses_14_days_after_the_last_report(client, facility):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=2, sent_from=WORK)

    assert marked(facility, day=15.9)
    assert not marked(facility, day=16.1)


def test_a_further_report_bears_out_one_of_another_network_to_stay(client, facility):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=2, sent_from=WORK)
    report(client, facility, day=10, sent_from=HOME)

    assert marked(facility, day=23.9)
    assert not marked(facility, day=24.1)


def test_reports_more_than_14_days_apart_do_not_add_up(client, facility):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=14.5, sent_from=WORK)

    assert not marked(facility, day=14.6)


@pytest.mark.parametrize("start", range(0, 30, 3))
def test_the_rule_holds_across_every_change_of_key(client, facility, start):
    report(client, facility, day=start, sent_from=HOME)
    report(client, facility, day=start + 13.9, sent_from="203.0.113.77")
    assert not marked(facility, day=start + 14)

    report(client, facility, day=start + 13.95, sent_from=WORK)
    assert marked(facility, day=start + 14)


def test_an_editor_who_found_the_number_dead_makes_the_mark_last(client, facility, editor):
    first = report(client, facility, day=0, sent_from=HOME)
    with time_machine.travel(START + timedelta(days=1)):
        answering.note_phone_check(first, works=False, by=editor)

    assert marked(facility, day=300)


def test_an_editor_who_reached_the_center_ends_the_mark_at_once(client, facility, editor):
    report(client, facility, day=0, sent_from=HOME)
    second = report(client, facility, day=2, sent_from=WORK)
    with time_machine.travel(START + timedelta(days=3)):
        answering.note_phone_check(second, works=True, by=editor)

    assert not marked(facility, day=3.1)
    report(client, facility, day=4, sent_from=LIBRARY)
    assert not marked(facility, day=4.1), "what came before the call counts no more"
    report(client, facility, day=6, sent_from=HOME)
    assert marked(facility, day=6.1), "what came after it does"


def test_the_newest_of_two_calls_is_believed(client, facility, editor):
    PhoneCheck.objects.create(facility=facility, phone=PHONE, works=False, at=START)
    PhoneCheck.objects.create(
        facility=facility, phone=PHONE, works=True, at=START + timedelta(days=1)
    )

    assert not marked(facility, day=2)


def test_a_report_that_was_not_right_counts_no_more(client, facility):
    first = report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=2, sent_from=WORK)
    Report.objects.filter(pk=first.pk).update(
        state=State.NOT_RIGHT, answer="We got through.", answered_at=START
    )

    assert not marked(facility, day=2.1)


def test_a_marked_number_stays_and_can_be_dialed(client, facility):
    report(client, facility, day=0, sent_from=HOME)
    report(client, facility, day=2, sent_from=WORK)

    with time_machine.travel(START + timedelta(days=2.1)):
        page = client.get(facility.get_absolute_url()).content.decode()

    assert MARK in page
    assert f'href="{PHONE}"' in page
    assert page.index(f'href="{PHONE}"') < page.index(MARK)


def test_a_number_that_nobody_reported_is_not_marked(client, facility):
    assert MARK not in client.get(facility.get_absolute_url()).content.decode()


def test_a_page_asks_once_for_all_numbers_of_a_center(facility, django_assert_num_queries):
    PhoneCheck.objects.create(facility=facility, phone=PHONE, works=False)
    template = Template(
        "{% load corrections %}{% for href in hrefs %}{% phone_mark facility href %}{% endfor %}"
    )
    context = Context({"facility": facility, "hrefs": [PHONE, "tel:+16175550143", PHONE]})

    with django_assert_num_queries(2):
        assert template.render(context).count(MARK) == 2

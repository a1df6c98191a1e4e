"""Reports, from the link on a page to the reference code and the log."""

from __future__ import annotations

import logging
from datetime import timedelta

import html5lib
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from corrections.models import Correction, Report, RotatingKey
from corrections.models.report import CODE
from corrections.receiving import REPORTS
from tests.corrections.walk import PHONE, center, open_form, send
from tests.factories import make_facility, make_page, make_report

pytestmark = pytest.mark.django_db

SITE = "/report/"
WORDS = {"problem": "other", "details": "The hours are wrong."}


def text(response) -> str:
    return response.content.decode()


# The form


def test_a_page_leads_to_the_form_about_itself(client):
    make_page("naloxone/naloxone", title="Naloxone")

    assert 'href="/report/?page=/naloxone/"' in text(client.get("/naloxone/"))
    form = text(client.get("/report/?page=/naloxone/"))
    assert '<a href="/naloxone/">Naloxone</a>' in form
    assert "Something is hard to understand" in form
    assert "The center has moved" not in form


def test_a_center_leads_to_the_form_about_itself(client):
    facility = make_facility("Harbor Clinic")

    form = text(client.get(center(facility)))

    assert f'<a href="{facility.get_absolute_url()}">Harbor Clinic, Boston, MA</a>' in form
    assert "The center has moved" in form
    assert "Something is hard to understand" not in form


@pytest.mark.parametrize(
    "query",
    [
        "", "?center=nobody", "?center=%00", "?center=abcdefghjk", "?page=/nothing/here/",
        "?page=//elsewhere.example/", "?page=/admin/", "?page=/nowhere/", "?page=%00", "?page=x",
    ],
)  # fmt: skip
def test_a_form_about_something_we_do_not_know_is_about_the_whole_site(client, query):
    response = client.get(f"/report/{query}")

    assert response.status_code == 200
    assert "Something wrong on this site?" in text(response)
    assert 'action="/report/"' in text(response)


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "Home page"), ("/find-treatment/?where=02118", "Find treatment"), ("/shelf/", "Shelf")],
)
def test_pages_without_a_text_of_their_own_can_be_reported_too(client, path, title):
    make_page("shelf/book")

    assert f">{title}</a>" in text(client.get("/report/", {"page": path}))


def test_made_up_centers_are_unknown_on_a_public_site(client, settings):
    facility = make_facility("Example House", is_sample=True)
    settings.SITE_IS_PUBLIC = True

    assert "Something wrong on this site?" in text(client.get(center(facility)))


def test_the_form_needs_no_cookie_and_is_kept_by_nobody(client):
    response = client.get(SITE)

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in text(response)
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_form_asks_little_of_the_database(client, django_assert_num_queries):
    facility = make_facility()

    # The center, the doors and the helplines.
    with django_assert_num_queries(4):
        client.get(center(facility))


# Sending it


def test_a_report_is_kept_as_it_was_written_and_gets_a_code(client):
    facility = make_facility("Harbor Clinic")

    response = send(client, center(facility), contact="ann@example.org", **WORDS)

    report = Report.objects.get()
    assert response.url == f"/report/{report.code}/"
    assert CODE.fullmatch(report.code)
    assert (report.facility, report.problem, report.details) == (facility, *WORDS.values())
    assert (report.contact, report.state) == ("ann@example.org", "new")
    assert not response.cookies


def test_a_report_on_a_page_knows_its_title_and_address(client):
    make_page("naloxone/naloxone", title="Naloxone")

    send(client, "/report/?page=/naloxone/", problem="unclear", details="Which nostril?")

    report = Report.objects.get()
    assert (report.title, report.address, report.facility) == ("Naloxone", "/naloxone/", None)


def test_a_dead_phone_is_the_one_that_was_chosen(client):
    phones = [
        {"kind": "main", "number": "6175550142", "ext": ""},
        {"kind": "intake", "number": "6175550143", "ext": "7"},
    ]
    facility = make_facility(phones=phones)

    send(client, center(facility), problem="phone-dead", phone="tel:+16175550143;ext=7")

    assert Report.objects.get().phone == "tel:+16175550143;ext=7"


def test_the_only_phone_of_a_center_need_not_be_chosen(client):
    facility = make_facility()

    assert "Which number" not in text(client.get(center(facility)))
    send(client, center(facility), problem="wrong-number")

    assert Report.objects.get().phone == PHONE


def test_a_center_without_a_phone_has_none_to_report(client):
    facility = make_facility(phones=[])

    assert "A phone number" not in text(client.get(center(facility)))
    send(client, center(facility), problem="phone-dead")

    assert not Report.objects.exists()


def test_only_a_report_on_a_phone_keeps_a_number(client):
    facility = make_facility()

    send(client, center(facility), problem="closed")

    assert Report.objects.get().phone == ""


# What is not right is explained, and nothing is lost


TWO_PHONES = [
    {"kind": "main", "number": "6175550142", "ext": ""},
    {"kind": "intake", "number": "6175550143", "ext": ""},
]


@pytest.mark.parametrize(
    ("words", "says", "field"),
    [
        ({}, "What is wrong: Choose what fits best.", "id_problem_0"),
        ({"problem": "phone-dead"}, "Choose the number it is about.", "id_phone_0"),
        ({"problem": "other"}, "Say in a few words what is wrong.", "id_details"),
        ({"problem": "does-not-take"}, "Say in a few words what is wrong.", "id_details"),
        ({"problem": "moved", "details": "x" * 2001}, "shorten it to 2,000", "id_details"),
        ({"problem": "moved", "contact": "x" * 201}, "shorten it to 200", "id_contact"),
    ],
)
def test_what_is_missing_is_said_with_a_link_to_its_field(client, words, says, field):
    facility = make_facility(phones=TWO_PHONES)

    page = text(send(client, center(facility), **words))

    assert says in page.replace("\n", " ")
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "mistake", ["nothing chosen", "machine", "too late", "elsewhere", "limit"]
)
def test_nothing_that_was_typed_is_ever_lost(client, mistake):
    facility = make_facility()
    words = {"problem": "moved", "details": "Now on <Elm> Street", "contact": "ann@example.org"}
    mark = open_form(client, center(facility))
    if mistake == "nothing chosen":
        del words["problem"]
    elif mistake == "machine":
        words["homepage"] = "https://spam.example/"
    elif mistake == "elsewhere":
        words["headers"] = {"origin": "https://rival.example"}
    elif mistake == "too late":
        mark = "stale"
    elif mistake == "limit":
        for _ in range(REPORTS.most):
            send(client, SITE, **WORDS)

    page = text(send(client, center(facility), mark=mark, **words))

    assert "Now on &lt;Elm&gt; Street" in page
    assert 'value="ann@example.org"' in page
    assert mistake == "nothing chosen" or "checked" in page
    assert not Report.objects.filter(facility=facility).exists()


def test_a_form_with_errors_is_well_formed(client):
    page = text(send(client, center(make_facility(phones=TWO_PHONES))))

    html5lib.HTMLParser(strict=True).parse(page)
    assert "<title>Please check: " in page


# Who is kept out, and who is not


def test_a_form_sent_faster_than_a_person_can_is_asked_for_again(client):
    mark = open_form(client, SITE)

    page = text(client.post(SITE, {"mark": mark, **WORDS}))

    assert "looked like a machine" in page
    assert not Report.objects.exists()
    assert mark in page
    assert send(client, SITE, mark=mark, **WORDS).status_code == 302


def test_a_form_that_was_open_for_a_day_is_sent_again_with_a_new_mark(client):
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        old = open_form(client, SITE)

    page = send(client, SITE, mark=old, **WORDS)

    assert "open for too long" in text(page)
    assert not Report.objects.exists()
    fresh = page.context["form"]["mark"].value()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert send(client, SITE, mark=fresh, **WORDS).status_code == 302


@pytest.mark.parametrize("mark", ["", "made-up", "WyJhIiwgIiIsIDFd:1abc:def"])
def test_a_mark_that_we_did_not_make_is_no_good(client, mark):
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        client.post(SITE, {"mark": mark, **WORDS})

    assert not Report.objects.exists()


def test_the_mark_of_one_form_is_no_good_for_another(client):
    mark = open_form(client, SITE)

    send(client, center(make_facility()), mark=mark, problem="closed")

    assert not Report.objects.exists()


def test_a_form_filled_in_where_people_see_nothing_is_not_taken(client):
    page = text(client.get(SITE))
    hidden = page.partition("<div hidden>")[2].partition("</div>")[0]
    assert 'name="homepage"' in hidden

    response = send(client, SITE, homepage="https://spam.example/", **WORDS)

    assert "people do not see" in text(response)
    assert "spam.example" not in text(response)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "http://127.0.0.1:8000"}, 302),  # SITE_URL, when a proxy speaks for us
        ({"referer": "http://testserver/report/"}, 302),
        ({"origin": "https://rival.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver.rival.example"}, 403),
        ({"referer": "https://rival.example/report/"}, 403),
        ({"origin": "https://rival.example", "referer": "http://testserver/report/"}, 403),
    ],
)
def test_a_form_sent_from_another_site_is_not_taken(client, headers, status):
    response = send(client, SITE, headers=headers, **WORDS)

    assert response.status_code == status
    assert Report.objects.count() == (status == 302)


def test_the_form_works_where_csrf_protection_is_on(settings):
    client = Client(enforce_csrf_checks=True)

    assert send(client, SITE, **WORDS).status_code == 302


def test_sending_a_form_twice_makes_one_report(client):
    mark = open_form(client, SITE)

    first, second = (send(client, SITE, mark=mark, **WORDS) for _ in range(2))

    assert first.url == second.url
    assert Report.objects.count() == 1


def test_a_form_sent_twice_counts_once(client):
    mark = open_form(client, SITE)
    for _ in range(REPORTS.most + 5):
        send(client, SITE, mark=mark, **WORDS)

    assert send(client, SITE, **WORDS).status_code == 302


@time_machine.travel("2026-11-22 10:20:00+00:00", tick=False)
def test_an_address_that_sent_many_reports_is_told_when_to_go_on(client):
    for _ in range(REPORTS.most):
        assert send(client, SITE, **WORDS).status_code == 302

    refused = send(client, SITE, **WORDS)

    assert refused.status_code == 429
    assert "send this one in 40 minutes" in text(refused)
    assert refused["Retry-After"] == "2390"
    assert WORDS["details"] in text(refused)
    assert Report.objects.count() == REPORTS.most


def test_what_was_refused_can_be_sent_an_hour_later(client):
    with time_machine.travel("2026-11-22 10:20:00+00:00"):
        for _ in range(REPORTS.most):
            send(client, SITE, **WORDS)
        mark = send(client, SITE, **WORDS).context["form"]["mark"].value()

    with time_machine.travel("2026-11-22 11:00:00+00:00"):
        assert send(client, SITE, mark=mark, **WORDS).status_code == 302


@time_machine.travel("2026-11-22 10:20:00+00:00", tick=False)
def test_one_address_does_not_use_up_the_reports_of_another(client):
    for _ in range(REPORTS.most):
        send(client, SITE, sent_from="203.0.113.9", **WORDS)

    assert send(client, SITE, sent_from="203.0.113.9", **WORDS).status_code == 429
    assert send(client, SITE, sent_from="203.0.113.10", **WORDS).status_code == 302


@time_machine.travel("2026-11-22 10:20:00+00:00", tick=False)
def test_a_caller_cannot_make_up_an_address_of_their_own(client):
    for n in range(REPORTS.most):
        send(client, SITE, headers={"x-forwarded-for": f"198.51.100.{n}"}, **WORDS)

    spoofed = send(client, SITE, headers={"x-forwarded-for": "198.51.100.99"}, **WORDS)

    assert spoofed.status_code == 429


def test_no_address_is_stored_or_logged_in_clear(client, caplog):
    caplog.set_level(logging.DEBUG)
    secrets = ("203.0.113", "ann@example.org", "The hours are wrong")

    access_log = logging.getLogger("treatinfo.access")
    access_log.addHandler(caplog.handler)
    try:
        send(client, center(make_facility()), problem="phone-dead", contact="ann@example.org",
             details="The hours are wrong")  # fmt: skip
    finally:
        access_log.removeHandler(caplog.handler)

    kept = str(list(Report.objects.values("network", "form_id", "code", "title", "address")))
    kept += str(list(RotatingKey.objects.values()))
    logged = " ".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    for secret in secrets:
        assert secret not in kept
        assert secret not in logged


def test_only_a_report_on_a_dead_phone_keeps_a_hash_of_the_network(client):
    facility = make_facility()

    send(client, center(facility), problem="closed")
    send(client, center(facility), problem="phone-dead")

    newest, first = Report.objects.all()
    assert first.network == {}
    assert len(newest.network) == 2
    assert all(len(value) == 32 for value in newest.network.values())


def test_sending_asks_a_known_number_of_things(client, django_assert_num_queries):
    facility = make_facility()
    send(client, center(facility), problem="phone-dead")
    mark = open_form(client, center(facility))

    # The center; the form sent before?; the day's key; the count, read and written (six, with
    # their savepoints); the network's keys; the report, looked for and saved (four).
    with django_assert_num_queries(14):
        send(client, center(facility), mark=mark, problem="phone-dead")


# What came of it


def test_the_code_leads_to_what_happens_next_and_to_nothing_personal(client):
    facility = make_facility("Harbor Clinic")
    report = make_report(facility, details="My sister Ann was there", contact="ann@example.org")

    response = client.get(f"/report/{report.code}/")

    page = text(response)
    assert report.code in page
    assert "What happens next" in page
    assert "Waiting to be read" in page
    assert f"http://testserver/report/{report.code}/" in page
    assert 'href="/find-treatment/?where=02118"' in page
    assert "Ann" not in page
    assert "ann@" not in page
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_an_answered_report_shows_its_answer(client):
    report = make_report(
        state="answered", answer="The hours <are> right now.", answered_at=timezone.now()
    )

    page = text(client.get(f"/report/{report.code}/"))

    assert "The hours &lt;are&gt; right now." in page
    assert "What happens next" not in page


def test_a_code_may_be_typed_in_capitals(client):
    report = make_report()

    assert client.get(f"/report/{report.code.upper()}/").status_code == 200


def test_a_code_that_nobody_has_is_not_found(client):
    assert client.get("/report/aaaa-aaaa-aaaa/").status_code == 404
    assert client.get("/report/1/").status_code == 404


def test_codes_do_not_follow_one_another():
    codes = {make_report().code for _ in range(50)}

    assert len({code[:4] for code in codes}) > 45


def test_what_came_of_a_report_is_asked_in_few_queries(client, django_assert_num_queries):
    report = make_report(make_facility())

    # The report with its center, the doors and the helplines.
    with django_assert_num_queries(4):
        client.get(report.get_absolute_url())


# The log


def test_the_log_shows_date_subject_and_change_and_never_a_reporter(client):
    report = make_report(details="My sister Ann was there", contact="ann@example.org")
    Correction.objects.create(
        report=report, title="Naloxone", address="/naloxone/", made_on="2026-11-20",
        change="We took out a price that had changed.", is_public=True,
    )  # fmt: skip

    response = client.get("/corrections/")

    page = text(response)
    assert '<a href="/naloxone/">Naloxone</a>' in page
    assert "November 20, 2026. We took out a price that had changed." in page
    assert "Ann" not in page
    assert "ann@" not in page
    assert report.code not in page
    assert "public" in response["Cache-Control"]


def test_the_log_shows_only_what_an_editor_made_public(client):
    Correction.objects.create(title="Naloxone", change="Not for the public")

    page = text(client.get("/corrections/"))

    assert "Not for the public" not in page
    assert "Nothing stands here yet." in page


def test_a_long_log_has_pages_newest_first(client, django_assert_num_queries):
    for day in range(1, 31):
        for n in (1, 2):
            Correction.objects.create(
                title=f"Page {day}-{n}", change="It.", is_public=True, made_on=f"2026-10-{day:02}"
            )

    # How many, which ones, the doors and the helplines.
    with django_assert_num_queries(5):
        first = text(client.get("/corrections/"))
    assert first.index("Page 30-2") < first.index("Page 29-1")
    assert "Page 1-1" not in first
    assert "Page 1-1" in text(client.get("/corrections/?page=2"))

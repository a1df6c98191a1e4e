"""The directory as visitors use it."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory import index
from directory.models import Facility, ImportRun
from directory.places.geo import miles_between
from tests.factories import make_facility, make_helpline, make_place

pytestmark = pytest.mark.django_db

BOSTON = (42.3362, -71.0729)
CAMBRIDGE = (42.3736, -71.1097)


def get(client: Client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, (url, query)
    return response.content.decode()


def search(client: Client, **query) -> str:
    """What a visitor sees who asks this, without the frame around it."""
    return get(client, "/find-treatment/", **query).partition("<main")[2].partition("</main>")[0]


def link(page: str, text: str) -> str:
    """Where the link with this text leads."""
    for href, inside in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL):
        if text in html.unescape(inside):
            return html.unescape(href)
    raise AssertionError(f"no link says “{text}”")


def step(page: str, text: str) -> tuple[str, int]:
    """Where a way on from a dead end leads, and how many it says it finds."""
    number = re.search(rf">{re.escape(text)}:\s*([\d,]+)", html.unescape(page))
    assert number, text
    return link(page, text), int(number[1])


def card(page: str, name: str) -> str:
    """What stands on the card of a center."""
    assert name in page
    return page.partition(f"{name}</a>")[2].partition("</article>")[0]


def option(page: str, group: str, key: str) -> tuple[str, str]:
    """Whether a filter is ticked, and what stands beside it."""
    found = re.search(
        rf'<input type="checkbox"\s+name="{group}"\s+value="{key}"\s*(checked)?>([^<]*)</label>',
        page,
    )
    assert found, key
    return found[1] or "", found[2].strip()


@pytest.fixture
def boston():
    make_place("02118", "MA", at=BOSTON)
    make_place("Boston", "MA", at=BOSTON)


@pytest.fixture
def springfields():
    make_place("Springfield", "MA", at=(42.1, -72.58), zip_count=15)
    make_place("Springfield", "IL", at=(39.78, -89.65), zip_count=16)


def test_nothing_asked_yet_shows_every_state_with_its_number(client):
    make_facility(state="MA")
    make_facility(state="MA")

    page = search(client)

    assert "/find-treatment/in/ma/" in page
    assert "/find-treatment/in/wy/" in page


def test_a_zip_code_finds_what_is_near_with_its_distance(client, boston):
    make_facility("Near Clinic", at=CAMBRIDGE)
    make_facility("Far Clinic", at=(34.05, -118.24))

    page = search(client, where="02118", miles=10)

    assert "Near Clinic" in page
    assert "3.2 miles" in page
    assert "Far Clinic" not in page


def test_an_approximate_position_says_about(client, boston):
    make_facility("Near Clinic", at=CAMBRIDGE, position="zip")

    assert "about 3.2 miles" in search(client, where="02118")


def test_two_filters_are_both_met_and_can_be_taken_off(client, boston):
    make_facility("Right One", at=BOSTON, says="buprenorphine medicaid")
    make_facility("Wrong One", at=BOSTON, says="buprenorphine self-pay")

    page = search(client, where="02118", medication="buprenorphine", payment="medicaid")

    assert "Right One" in page
    assert "Wrong One" not in page
    assert 'href="/find-treatment/?where=02118&amp;miles=25&amp;payment=medicaid"' in page


def test_a_state_by_name_or_code_has_no_radius(client):
    make_place("California", "CA", at=(36.8, -119.4), kind="state")
    make_facility("Westerly House", state="CA")
    make_facility("Easterly House", state="MA")

    for where in ("California", "ca", "CA"):
        page = search(client, where=where)
        assert "Westerly House" in page
        assert "Easterly House" not in page


def test_a_town_named_as_a_state_is_where_its_state_says(client):
    make_place("Washington", "IN", at=(38.66, -87.17))
    make_facility("In Indiana", at=(38.66, -87.17), state="IN")

    assert "In Indiana" in search(client, where="Washington, IN")


def test_a_name_with_several_places_asks_which_and_keeps_the_filters(client, springfields):
    make_facility(at=(42.1, -72.58), says="medicaid")

    page = search(client, where="Springfield", payment="medicaid")

    assert "where=Springfield%2C+MA" in page
    assert "where=Springfield%2C+IL" in page
    assert "payment=medicaid" in page


def test_a_state_chosen_beside_an_ambiguous_name_settles_it(client, springfields):
    make_facility("Lincoln Clinic", at=(39.78, -89.65), state="IL")

    assert "Lincoln Clinic" in search(client, where="Springfield", state="IL")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"where": "99999"}, "We do not know the ZIP code 99999"),
        ({"where": "Sprngfeld"}, "We could not find “Sprngfeld”"),
        ({"where": "x\x00y"}, "Null characters"),
        ({"where": "é" * 500}, "at most 80 characters"),
        ({"where": "02118", "miles": "7"}, "Choose one of these distances"),
        ({"where": "02118", "miles": "lots"}, "Choose one of these distances"),
        ({"state": "ZZ"}, "Choose a state from the list"),
        ({"where": "02118", "state": "WY"}, "02118 is not in Wyoming"),
    ],
)
def test_a_wrong_value_is_explained_beside_its_field(client, boston, query, says):
    page = search(client, **query)

    name = next(name for name in ("miles", "state", "where") if f"id_{name}_error" in page)
    beside = page.partition(f'id="id_{name}_error"')[2].partition("</")[0]
    assert says in beside


def test_a_zip_code_without_a_point_says_so(client):
    make_place("00001", "AK", at=None)

    assert "We do not know where ZIP code 00001 lies" in search(client, where="00001")


def test_filters_nobody_knows_are_ignored(client, boston):
    make_facility("Kept", at=BOSTON, says="medicaid")

    page = search(client, where="02118", payment=["medicaid", "gold"], color="red", page="x")

    assert "Kept" in page
    assert "gold" not in page


def test_a_page_number_beyond_the_end_shows_the_last_page(client, boston):
    for n in range(21):
        make_facility(f"Clinic {n:02}", at=BOSTON)

    assert "Clinic 20" in search(client, where="02118", page=99)


def test_silence_on_payment_is_not_stated_and_never_no(client, boston):
    make_facility("Silent Clinic", at=BOSTON, says="methadone")

    card = search(client, where="02118").partition("Silent Clinic")[2]

    assert "Not stated" in card or "not stated" in card


def test_what_a_filter_left_out_for_silence_is_counted_and_not_called_no(client, boston):
    make_facility(at=BOSTON, says="methadone medicaid")
    make_facility(at=BOSTON, says="methadone")
    make_facility(at=BOSTON, says="methadone self-pay")

    page = search(client, where="02118", payment="medicaid")

    assert "1 more says nothing about “who pays”, which is not a no." in page


def test_the_silent_are_one_link_away_and_marked_and_the_not_listed_stay_out(client, boston):
    make_facility("Says So", at=BOSTON, says="methadone medicaid")
    make_facility("Silent One", at=BOSTON, says="methadone")
    make_facility("Lists Others", at=BOSTON, says="methadone self-pay")

    url = link(search(client, where="02118", payment="medicaid"), "Include it, marked")
    page = get(client, url)

    assert "not-stated=include" in url
    assert "Not stated: who pays. Ask when you call." in card(page, "Silent One")
    assert "Not stated:" not in card(page, "Says So")
    assert "Lists Others" not in page
    assert "says nothing about" not in page
    assert link(page, "Not stated too") == "/find-treatment/?where=02118&miles=25&payment=medicaid"


def test_who_does_not_treat_opioids_is_left_out_counted_and_one_link_away(client, boston):
    make_facility("For Opioids", at=BOSTON)
    make_facility("For Others", at=BOSTON, says="does-not-treat-opioids")
    make_facility("Torn One", at=BOSTON, says="does-not-treat-opioids methadone")

    page = search(client, where="02118")

    assert "2 centers" in page
    assert "For Others" not in page
    assert "disagree" in card(page, "Torn One")
    assert "1 more says it does not treat opioid addiction" in page
    with_them = get(client, link(page, "Show it too"))
    assert "Says it does not treat opioid addiction" in card(with_them, "For Others")
    assert "1 more says it does" not in with_them


@pytest.mark.parametrize("typed", ["harbor", "(617) 555-0142", "quincy harb"])
def test_a_center_is_found_by_its_name_city_or_number(client, typed):
    make_facility("Harbor Clinic", city="Quincy")
    make_facility("Prairie House", phones=[])

    page = search(client, q=typed)

    assert f"1 center matching “{typed}” in the United States" in page
    assert "Harbor Clinic" in page


def test_every_option_says_what_it_would_leave_here(client, boston):
    make_facility(at=BOSTON, says="methadone spanish smoking-not-allowed")
    make_facility(at=BOSTON, says="methadone")
    make_facility(at=(34.05, -118.24), says="methadone spanish")

    page = search(client, where="02118", medication="methadone")

    assert option(page, "medication", "methadone") == ("checked", "Gives methadone (2)")
    assert option(page, "language", "spanish") == ("", "Spanish (1)")
    assert option(page, "smoking", "smoking-not-allowed") == ("", "Not allowed (1)")
    assert option(page, "payment", "medicaid") == ("", "Medicaid (0)")


def test_a_search_changed_in_the_form_keeps_what_was_asked(client, boston):
    make_facility("Harbor Clinic", at=BOSTON, says="methadone")

    page = search(client, where="02118", miles=10, medication="methadone", q="harbor",
                  state="MA", also="set-aside", **{"not-stated": "include"})  # fmt: skip

    form = page.partition("<form")[2].partition("</form>")[0]
    assert 'value="02118"' in form
    assert 'value="harbor"' in form
    assert '<option value="10" selected' in form
    assert '<input type="hidden" name="state" value="MA">' in form
    for ticked in ("methadone", "include", "set-aside"):
        assert re.search(rf'value="{ticked}"[^>]*\schecked', form), ticked


def test_each_group_explains_itself_and_leads_to_its_page(client):
    page = search(client)

    assert page.count('<p class="hint">') >= 13
    for url in ("/treatment/medications/", "/treatment/levels-of-care/", "/paying/",
                "/treatment/talking-therapies/"):  # fmt: skip
        assert f'href="{url}"' in page


def test_clear_all_keeps_the_place_and_nothing_else(client, boston):
    page = search(client, where="02118", miles=10, medication="methadone", q="x",
                  also="set-aside", **{"not-stated": "include"})  # fmt: skip

    assert link(page, "Clear all") == "/find-treatment/?where=02118&miles=10"


def test_links_that_only_filter_are_no_way_for_robots(client, boston):
    make_facility(at=BOSTON, says="medicaid telehealth")
    make_facility(at=BOSTON)

    for query in ({"payment": "medicaid"}, {"payment": "medicare"}):
        page = search(client, where="02118", **query)
        for tag in re.findall(r'<a [^>]*href="/find-treatment/\?[^>]*>', page):
            assert 'rel="nofollow"' in tag, tag


def test_near_a_place_the_centers_of_its_state_that_list_telehealth_are_offered(client, boston):
    make_facility("Near Clinic", at=BOSTON, says="medicaid")
    make_facility("By Video", at=(42.1, -72.58), says="telehealth medicaid")
    make_facility("By Video Too", at=(42.1, -72.58), says="telehealth")

    page = search(client, where="02118", payment="medicaid")

    url = link(page, "Centers in Massachusetts that list telehealth")
    assert url == "/find-treatment/?state=MA&payment=medicaid&setting=telehealth"
    assert "By Video" in get(client, url)


def test_programs_at_one_address_stand_together_and_are_counted_one_by_one(client, boston):
    here = {"street": "1 Main Street", "zip_code": "02118", "at": BOSTON}
    make_facility("Ash Program", **here)
    make_facility("Birch House", at=BOSTON)
    make_facility("Cedar Program", **here)

    page = search(client, where="02118")

    assert "3 centers" in page
    site = page.partition("2 programs at this address:")[2]
    assert site.strip().startswith("</strong> 1 Main Street, Boston, MA 02118")
    together = site.partition("</ol>")[0]
    assert ("Ash Program" in together, "Cedar Program" in together) == (True, True)
    assert "Birch House" not in together
    assert re.findall(r'class="place-number"[^>]*>(\d)<', page) == ["1", "3", "2"]


def test_across_a_state_line_each_card_names_its_state(client):
    make_place("03801", "NH", at=(43.07, -70.76))
    make_facility("In Maine", at=(43.09, -70.74), city="Kittery", state="ME")

    assert "Kittery, ME" in card(search(client, where="03801"), "In Maine")


class TestNoResults:
    """A dead end never is one."""

    def test_it_says_which_one_filter_to_drop_and_what_that_gives(self, client, boston):
        make_facility(at=BOSTON, says="methadone self-pay")
        make_facility(at=BOSTON, says="methadone self-pay")
        make_facility(at=BOSTON, says="buprenorphine medicaid")

        page = search(client, where="02118", medication="methadone", payment="medicaid")

        assert "No centers within 25 miles of ZIP code 02118" in page
        assert step(page, "Without “Who pays: Medicaid”") == (
            "/find-treatment/?where=02118&miles=25&medication=methadone",
            2,
        )
        assert step(page, "Without “Medication for opioid addiction: Methadone”")[1] == 1

    def test_where_no_one_filter_helps_it_offers_to_drop_all(self, client, boston):
        make_facility(at=BOSTON)

        page = search(client, where="02118", medication="methadone", payment="medicaid")

        assert step(page, "Without any filter") == ("/find-treatment/?where=02118&miles=25", 1)

    def test_it_offers_the_first_larger_circle_that_finds_something(self, client, boston):
        make_facility(at=(42.2626, -71.8023), says="methadone")  # 37 miles on

        page = search(client, where="02118", miles=5, medication="methadone")

        assert step(page, "Within 50 miles")[1] == 1
        assert "Within 25 miles:" not in page

    @pytest.mark.parametrize(("at", "told"), [((34.0, -118.2), True), ((41.5, -71.3), False)])
    def test_it_says_when_the_nearest_are_too_far_to_drive(self, client, boston, at, told):
        make_facility(at=at, says="methadone")

        page = search(client, where="02118", miles=5, medication="methadone")

        assert "The nearest that fit" in page
        miles = f"{miles_between(BOSTON, at):,.0f}"
        assert (f"They are far away: the first is {miles} miles from there." in page) is told

    def test_it_shows_the_three_nearest_that_fit_with_their_distance(self, client, boston):
        for n, at in enumerate([(40.7, -74.0), (39.9, -75.2), (38.9, -77.0), (34.0, -118.2)]):
            make_facility(f"Far {n}", at=at, says="methadone")
        make_facility("Misfit", at=BOSTON)

        page = search(client, where="02118", medication="methadone")

        nearest = page.partition("The nearest that fit")[2]
        assert [name for name in ("Far 0", "Far 1", "Far 2", "Far 3") if name in nearest] == [
            "Far 0", "Far 1", "Far 2",
        ]  # fmt: skip
        assert "189 miles" in card(nearest, "Far 0")
        assert "Misfit" not in nearest

    def test_where_nothing_anywhere_fits_it_shows_what_is_near(self, client, boston):
        make_facility("Near Anyway", at=CAMBRIDGE)

        page = search(client, where="02118", medication="methadone")

        assert "Near Anyway" in page.partition("The nearest, whatever they offer")[2]

    def test_it_leads_to_the_state_its_telehealth_and_a_helpline(self, client, boston):
        make_helpline("samhsa", display="1-800-555-0100")
        make_facility(at=(42.1, -72.58), says="telehealth")

        page = search(client, where="02118", medication="methadone")

        assert 'href="/find-treatment/in/ma/"' in page
        url, count = step(page, "Centers in Massachusetts that list telehealth")
        assert (url, count) == ("/find-treatment/?state=MA&setting=telehealth", 1)
        assert "tel:" in page

    def test_a_name_that_nobody_has_can_be_dropped(self, client, boston):
        make_facility(at=BOSTON)

        assert step(search(client, where="02118", q="nobody"), "Without “nobody”")[1] == 1

    def test_a_place_across_the_line_of_the_state_can_be_had_without_it(self, client, boston):
        make_facility(at=BOSTON, state="RI")

        assert step(search(client, where="02118", state="MA"), "Not only in Massachusetts")[1] == 1

    def test_it_asks_the_database_a_known_number_of_times(
        self, client, boston, django_assert_num_queries
    ):
        make_facility(at=CAMBRIDGE)
        client.get("/find-treatment/")

        # place, stamp, the nearest, doors, footer helplines
        with django_assert_num_queries(6):
            client.get("/find-treatment/", {"where": "02118", "medication": "methadone"})


def test_a_search_is_private_to_the_browser_and_kept_from_search_engines(client, boston):
    response = client.get("/find-treatment/", {"where": "02118"})

    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_what_a_visitor_typed_is_never_markup(client):
    assert "<script>alert" not in search(client, where="<script>alert(1)</script>")


def test_while_centers_are_fetched_the_page_says_so(client):
    ImportRun.objects.create(source="FindTreatment.gov")

    assert "being fetched" in search(client)


def test_a_fetch_that_was_killed_is_not_said_to_go_on(client):
    ImportRun.objects.create(source="x", alive_at=timezone.now() - timedelta(hours=1))

    assert "being fetched" not in search(client)


def test_a_center_has_everything_it_says(client):
    facility = make_facility(
        "Harbor House",
        program="Outpatient",
        says="methadone spanish medicaid",
        phones=[
            {"kind": "main", "number": "6175550142", "ext": ""},
            {"kind": "intake", "number": "8005550199", "ext": "12"},
        ],
        website="https://harbor.example.org/",
        as_of=date(2026, 11, 1),
    )

    page = get(client, facility.get_absolute_url())

    assert 'href="tel:+16175550142"' in page
    assert 'href="tel:+18005550199;ext=12"' in page
    assert "1-800-555-0199 ext. 12" in page
    assert "Uses methadone" in page
    assert "Spanish" in page
    assert "November 1, 2026" in page
    assert 'rel="noreferrer"' in page


def test_what_we_have_no_word_for_stands_as_the_source_wrote_it(client):
    facility = make_facility(unknown_facts=[["Testing", "A brand new test"]])

    assert "A brand new test" in get(client, facility.get_absolute_url())


def test_old_data_says_call_to_confirm(client):
    today = timezone.localdate()
    fresh = make_facility(as_of=today - timedelta(days=180))
    stale = make_facility(as_of=today - timedelta(days=181))

    assert "confirm" not in get(client, fresh.get_absolute_url())
    assert "confirm" in get(client, stale.get_absolute_url())


def test_a_centers_old_name_leads_to_its_new_one(client):
    facility = make_facility("New Name")

    for address in (f"/find-treatment/center/{facility.short_id}/old-name/",
                    f"/find-treatment/center/{facility.short_id}/"):  # fmt: skip
        response = client.get(address)
        assert (response.status_code, response.url) == (301, facility.get_absolute_url())


def test_a_delisted_center_answers_gone_and_leads_on(client):
    facility = make_facility("Closed House", is_listed=False)

    response = client.get(facility.get_absolute_url())

    assert response.status_code == 410
    assert "/find-treatment/in/ma/" in response.content.decode()


def test_programs_at_one_address_name_each_other(client):
    here = {"street": "1 Main Street", "zip_code": "02118"}
    one = make_facility("Day Program", **here)
    make_facility("Night Program", **here)

    assert "Night Program" in get(client, one.get_absolute_url())


def test_contradictions_are_told_before_the_call(client):
    plain = make_facility(says="does-not-treat-opioids")
    torn = make_facility(says="does-not-treat-opioids buprenorphine")

    assert "does not treat opioid addiction" in get(client, plain.get_absolute_url())
    assert "disagree" in get(client, torn.get_absolute_url())


def test_a_state_page_counts_and_lists_its_centers(client):
    make_facility("Prairie House", state="WY", city="Casper", says="medicaid")

    page = get(client, "/find-treatment/in/wy/")

    assert "Prairie House" in page
    assert "Wyoming" in page
    assert "where=Casper%2C+WY" in page


def test_a_state_without_a_center_is_still_a_page(client):
    assert "Guam" in get(client, "/find-treatment/in/gu/")


def test_a_state_that_is_none_is_a_404(client):
    assert client.get("/find-treatment/in/zz/").status_code == 404


def test_made_up_centers_carry_a_banner_and_stay_out_of_search_engines(client):
    facility = make_facility("Example House", is_sample=True)

    for address in ("/find-treatment/", "/find-treatment/in/ma/", facility.get_absolute_url()):
        response = client.get(address)
        assert "not real places" in response.content.decode()
        assert "fetch_facilities" in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex"


def test_a_made_up_center_is_not_served_in_public(client, settings):
    facility = make_facility("Example House", is_sample=True)
    settings.SITE_IS_PUBLIC = True

    assert client.get(facility.get_absolute_url()).status_code == 404


def test_a_search_asks_the_database_a_known_number_of_times(
    client, boston, django_assert_num_queries
):
    make_facility(at=BOSTON)
    client.get("/find-treatment/")

    # place, stamp, index when it changed, facilities, doors, footer helplines
    with django_assert_num_queries(6):
        client.get("/find-treatment/", {"where": "02118"})


def test_a_center_asks_the_database_a_known_number_of_times(client, django_assert_num_queries):
    facility = make_facility()
    client.get(facility.get_absolute_url())

    # the center, stamp, others at its address, its phones' checks and reports, the last dialing,
    # doors, footer helplines
    with django_assert_num_queries(9):
        client.get(facility.get_absolute_url())


def test_facilities_are_found_by_an_order_and_one_that_vanished_is_skipped():
    one, two = make_facility(), make_facility()

    assert Facility.objects.in_order([two.pk, 10**9, one.pk]) == [two, one]


def test_a_search_takes_this_many_queries(
    client, django_assert_num_queries, settings, monkeypatch
):
    make_place("02118", "MA", at=(42.3362, -71.0729))
    make_facility("Harbor Clinic", at=(42.34, -71.08))
    settings.REVISION_SECONDS = 60  # as in production: the frame is kept
    monkeypatch.setattr("web.kept._kept", ((-1, None), {}))
    monkeypatch.setattr("web.revision._held", (float("-inf"), {}))
    client.get("/find-treatment/?state=MA")
    client.get("/find-treatment/?where=02118&miles=10")

    with django_assert_num_queries(1):  # the place; its cards are kept
        client.get("/find-treatment/?where=02118&miles=25")


def test_a_card_that_is_kept_changes_with_its_center(client):
    center = make_facility("Harbor Clinic")
    client.get("/find-treatment/?state=MA")

    Facility.objects.filter(pk=center.pk).update(name="Pier Clinic")
    index.renew()

    page = client.get("/find-treatment/?state=MA").content.decode()
    assert "Pier Clinic" in page
    assert "Harbor Clinic" not in page


def test_a_card_that_is_kept_grows_stale_with_the_day(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    make_facility("Harbor Clinic", as_of=date(2026, 5, 1))
    assert b"Older than 180 days" not in client.get("/find-treatment/?state=MA").content

    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)

    assert b"Older than 180 days" in client.get("/find-treatment/?state=MA").content

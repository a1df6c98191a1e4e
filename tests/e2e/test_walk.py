"""From the home page to a center's telephone, as a visitor walks."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page) -> None:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def assert_fits(page) -> None:
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_home_to_the_overdose_steps_in_one_tap(visit):
    page = visit.page
    page.goto("/")

    page.get_by_role("link", name="Overdose? Act now").first.click()

    assert page.url.endswith("/overdose/")
    assert page.get_by_role("heading", level=1).inner_text() == "Overdose: act now"
    assert page.locator('a[href="tel:911"]').first.is_visible()


def search_with_two_filters(page) -> None:
    page.goto("/")
    page.get_by_label("Find treatment near you").fill("02118")
    page.get_by_role("button", name="Find treatment").click()
    page.get_by_text("Filters and names").click()
    page.locator("summary", has_text="Medication for opioid addiction").click()
    page.get_by_label("Gives buprenorphine").check()
    page.locator("summary", has_text="Who pays").click()
    page.get_by_label("Medicaid").first.check()
    page.get_by_role("button", name="Show centers").click()


def test_a_search_by_zip_code_with_two_filters_leads_to_a_number_to_call(visit):
    page = visit.page

    search_with_two_filters(page)

    assert "medication=buprenorphine" in page.url
    assert "payment=medicaid" in page.url
    page.locator("article h3 a").first.click()
    assert "/find-treatment/center/" in page.url
    assert page.locator('main a[href^="tel:+1"]').first.is_visible()
    assert page.get_by_text("These are not real places").is_visible()


def test_from_a_search_to_comparing_a_call_sheet_and_a_report(visit):
    page = visit.page
    search_with_two_filters(page)

    page.locator("input[name=c]").nth(0).check()
    page.locator("input[name=c]").nth(1).check()
    page.get_by_role("button", name="Compare").first.click()
    assert page.url.count("c=") == 2
    assert page.get_by_role("heading", level=1).inner_text() == "Compare centers"
    page.goto(page.url.replace("/compare/", "/call-sheet/"))
    assert page.get_by_role("heading", level=1).inner_text() == "Call sheet"
    page.go_back()
    page.locator('main a[href^="/find-treatment/center/"]').first.click()
    page.locator('a[href^="/report/"]').first.click()
    page.locator("input[type=radio]").first.check()
    page.locator("textarea").fill("It rings and rings.")
    page.wait_for_timeout(3_500)  # nobody fills in a form faster than that
    page.get_by_role("button", name="Send").click()

    assert "we have your report" in page.get_by_role("heading", level=1).inner_text()


@pytest.fixture
def window(site, chromium):
    context = chromium.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


PLACES = [
    "/", "/overdose/", "/naloxone/", "/understand/withdrawal/", "/treatment/",
    "/treatment/medications/", "/treatment/levels-of-care/", "/paying/", "/families/",
    "/about/privacy/", "/find-treatment/", "/find-treatment/?where=02118&payment=medicaid",
    "/find-treatment/?where=Springfield", "/find-treatment/?where=99999&miles=7",
    "/find-treatment/?where=02118&miles=5&care=hospital&cost=free", "/find-treatment/in/ma/",
    "/find-treatment/today/", "/find-treatment/what-to-ask-for/", "/report/", "/data/", "/glossary/",
    "/search/?q=overdose", "/nothing/here/",
]  # fmt: skip


@pytest.mark.parametrize("address", PLACES)
def test_every_kind_of_page_is_accessible_and_fits_every_width(window, address):
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        for width in (320, 390, 1280):
            window.set_viewport_size({"width": width, "height": 844})
            window.goto(address)
            assert_fits(window)
        assert_accessible(window)


def test_a_center_is_accessible_and_fits_every_width(window):
    window.goto("/find-treatment/in/ma/")
    address = window.locator('a[href^="/find-treatment/center/"]').first.get_attribute("href")

    for width in (320, 390, 1280):
        window.set_viewport_size({"width": width, "height": 844})
        window.goto(address)
        assert_fits(window)
    assert_accessible(window)


def test_the_first_editor_signs_in_once_with_the_printed_password(window, site):
    window.goto("/admin/")
    window.get_by_label("Username").fill("editor")
    window.get_by_label("Password").fill(site.password)
    window.get_by_role("button", name="Log in").click()
    assert window.url.endswith("/admin/password_change/")
    window.goto("/admin/content/page/")
    assert window.url.endswith("/admin/password_change/")

    window.get_by_label("Old password").fill(site.password)
    window.get_by_label("New password:", exact=True).fill("calm-river-47-stones")
    window.get_by_label("New password confirmation").fill("calm-river-47-stones")
    window.get_by_role("button", name="Change my password").click()
    window.goto("/admin/content/page/")

    assert window.get_by_role("link", name="/overdose/overdose/").is_visible()
    assert_accessible(window)


def test_quickstart_says_where_to_go_last_of_all(site):
    steps = [line.split()[0] for line in site.printed.splitlines() if line.strip()]

    assert steps.index("Database") < steps.index("Pages") < steps.index("Server")
    assert steps.index("Server") < steps.index("Centers") < steps.index("Sign")
    assert steps[-1] == "Stop"
    assert "made-up examples" in site.printed

"""The whole site without a mouse: where the focus is, what covers it, and the ways in and out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessible import FULL

RESULTS = "/find-treatment/?where=02118"
REACHABLE = """
() => {
    const groups = new Set()
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
            && e.tabIndex >= 0 && e.type != "hidden" && !e.disabled
            && !(e.type == "radio" && (groups.has(e.name) || !groups.add(e.name))))
        .map((e, i) => (e.dataset.stop = i))
        .length
}"""
# Of what has the focus: its number in reading order, how it is marked, and what lies over it.
FOCUSED = """
() => {
    const e = document.activeElement
    if (e === document.body) return null
    const ringed = ({ outlineStyle, outlineWidth }) =>
        outlineStyle != "none" && parseFloat(outlineWidth) >= 2
    const box = [...e.getClientRects()].find((r) => r.width && r.height)
    const x = box.left + box.width / 2, y = box.top + box.height / 2
    const over = document.elementFromPoint(x, y)
    const same = over && (e.contains(over) || over.contains(e) || over.closest("label")?.contains(e))
    return {
        stop: +e.dataset.stop,
        name: `${e.localName} ${(e.innerText || e.getAttribute("name") || "").trim().slice(0, 40)}`,
        marked: [e, ...e.children].some((each) => ringed(getComputedStyle(each))),
        seen: Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= Math.min(box.height, 24) - 1
            && box.left >= 0 && box.right <= innerWidth + 1,
        covered: !same && over ? over.localName + "." + over.className : null,
    }
}"""


@pytest.fixture
def page(site, chromium) -> Iterator[Any]:
    context = chromium.new_context(base_url=site.url, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def walk(page: Any) -> list[dict[str, Any]]:
    """Every stop from the top of the page to its end; the next press leaves it or starts anew."""
    reachable = page.evaluate(REACHABLE)
    stops = []
    for _ in range(reachable):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    assert [stop and stop["stop"] for stop in stops] == list(range(reachable))
    page.keyboard.press("Tab")
    after = page.evaluate(FOCUSED)
    assert after is None or after["stop"] == 0
    return stops


@pytest.mark.parametrize(
    ("address", "width"),
    [
        ("/", 390), ("/", 1280), ("/overdose/", 390), ("/overdose/", 1280), (RESULTS, 390),
        (RESULTS, 1280), ("FULL", 390), ("FULL", 1280), ("/treatment/medications/", 1280),
        ("/report/", 390), ("/find-treatment/today/", 390),
    ],
)  # fmt: skip
def test_the_focus_goes_through_a_page_in_reading_order_and_is_always_seen(page, address, width):
    page.set_viewport_size({"width": width, "height": 844})
    if address == "FULL":
        page.goto("/find-treatment/in/ma/")
        address = page.locator(FULL).first.get_attribute("href")
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details').forEach((each) => each.open = true)")

    stops = walk(page)

    assert [stop["name"] for stop in stops if not stop["marked"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [(stop["name"], stop["covered"]) for stop in stops if stop["covered"]] == []


@pytest.mark.parametrize("address", ["/", "/overdose/", RESULTS, "/nothing/here/"])
def test_the_first_stop_skips_to_the_page(page, address):
    page.goto(address)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_opens_and_closes_without_a_mouse(page):
    page.goto("/")
    menu, link = page.locator(".menu > summary"), page.get_by_role("link", name="Families")

    menu.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Enter")
    expect(link).not_to_be_visible()
    page.keyboard.press("Space")
    link.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/families/")


def test_a_search_with_a_filter_needs_no_mouse(page):
    page.goto("/find-treatment/")
    page.locator("[name=where]").focus()

    page.keyboard.type("02118")
    page.keyboard.press("Enter")
    page.wait_for_url("**where=02118**")
    page.locator(".filters > summary").press("Enter")
    page.locator(".filters summary", has_text="Who pays").press("Enter")
    page.get_by_label("Medicaid").first.press("Space")
    page.get_by_label("Medicaid").first.press("Enter")

    page.wait_for_url("**payment=medicaid**")


def test_a_form_with_mistakes_leads_to_the_first_of_them(page):
    page.goto("/report/")

    page.get_by_role("button", name="Send").press("Enter")
    page.locator(".error-summary a").first.press("Enter")

    assert page.evaluate("document.activeElement.matches('input[type=radio][name=problem]')")


FRAME = """
- link "Skip to the page"
- complementary "Emergency":
  - link /Overdose\\? Act now/
  - link /Call/
  - link /Crisis/
- banner:
  - link "treatinfo"
  - group:
    - navigation "Main"
  - link /Leave/
- main:
  - heading [level=1]
- contentinfo:
  - region "Talk to someone"
  - region "About this site"
"""


@pytest.mark.parametrize(
    "address",
    ["/", "/understand/withdrawal/", RESULTS, "/find-treatment/in/ma/", "/nothing/here/"],
)
def test_a_screen_reader_finds_the_same_landmarks_on_every_page(page, address):
    page.set_viewport_size({"width": 1280, "height": 844})

    page.goto(address)

    expect(page.locator("body")).to_match_aria_snapshot(FRAME)


def test_a_long_page_reads_as_an_outline(page):
    page.goto("/understand/withdrawal/")

    expect(page.locator("main")).to_match_aria_snapshot("""
        - navigation "Breadcrumb"
        - heading "Withdrawal from heroin and fentanyl" [level=1]
        - region "The short version":
          - heading "The short version" [level=2]
        - navigation "On this page"
        - article:
          - heading [level=2]
        - region "What to do next"
        - region "Review of this page"
        - region "Sources"
    """)


def test_results_read_as_an_outline(page):
    page.goto(RESULTS)

    expect(page.locator("main")).to_match_aria_snapshot("""
        - heading "Find treatment" [level=1]
        - search
        - region /centers within/:
          - heading /centers within/ [level=2]
          - list:
            - listitem:
              - article:
                - heading /Example/ [level=3]
    """)

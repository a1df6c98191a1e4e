"""Leaving fast, keeping a copy, checking oneself: what the scripts do, and that nothing gets out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

AWAY = "https://www.weather.gov/"
KEEP, REMOVE = "Keep on this phone", "Remove from this phone"
SIGNS, ASK = "/understand/how-severe/", "/find-treatment/what-to-ask-for/"
STORED = """async () => [
    ...await caches.keys(), ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map((each) => each.name), document.cookie,
].filter(Boolean)"""
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture
def page(site, chromium, scripts) -> Iterator[Any]:
    context = chromium.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    context.route(AWAY, lambda route: route.fulfill(body="<title>Weather</title>"))
    yield context.new_page()
    context.close()


with_scripts = pytest.mark.parametrize("scripts", [True], indirect=True, ids=["with scripts"])
without_scripts = pytest.mark.parametrize(
    "scripts", [False], indirect=True, ids=["without scripts"]
)


# Leaving


@pytest.mark.parametrize("address", ["/", "/overdose/", "/find-treatment/?where=02118", "/x/y/z/"])
def test_every_page_is_left_with_one_press(page, address):
    page.goto(address)

    page.get_by_role("link", name="Leave").first.click()

    page.wait_for_url(AWAY)


@with_scripts
def test_the_page_that_was_left_is_not_behind_the_back_button(page):
    page.goto("/naloxone/")
    page.goto("/overdose/")

    page.get_by_role("link", name="Leave").first.click()
    page.wait_for_url(AWAY)
    page.go_back()

    assert page.url.endswith("/naloxone/")


@with_scripts
def test_shift_three_times_leaves_and_says_so_before(page):
    page.goto("/naloxone/")
    said = page.locator("quick-exit [role=status]")

    page.keyboard.press("Shift")
    assert said.inner_text() == ""
    page.keyboard.press("Shift")
    assert said.inner_text() == "Press Shift once more to leave"
    page.keyboard.press("Shift")

    page.wait_for_url(AWAY)


@with_scripts
def test_whoever_types_capitals_stays(page):
    page.goto("/search/")
    page.locator("main input[name=q]").first.focus()

    for letter in "USA MAT":
        page.keyboard.press(f"Shift+{letter}" if letter != " " else "Space")

    assert page.url.endswith("/search/")


@with_scripts
def test_shift_held_down_or_pressed_slowly_stays(page):
    page.goto("/naloxone/")

    for _ in range(5):
        page.keyboard.down("Shift")  # without letting go: the keyboard repeats it
    page.keyboard.up("Shift")
    for _ in range(2):
        page.wait_for_timeout(3_100)
        page.keyboard.press("Shift")

    assert page.url.endswith("/naloxone/")


@without_scripts
def test_without_scripts_nothing_promises_the_shift_key(page):
    page.goto("/overdose/")

    assert page.locator("quick-exit a").get_attribute("title") is None
    assert "Shift" not in page.locator("body").inner_text()


def test_leaving_never_stands_above_the_steps(page):
    page.goto("/overdose/")

    first = page.locator(".steps li").first.bounding_box()
    leave = page.locator("quick-exit a").bounding_box()

    assert leave["y"] > first["y"] + first["height"]


# Keeping a copy


def kept(page) -> None:
    page.goto("/offline/")
    page.get_by_role("button", name=KEEP).click()
    page.get_by_role("button", name=REMOVE).wait_for()


@with_scripts
def test_nothing_is_kept_before_the_press_and_nothing_after_removing(page):
    for address in ("/", "/overdose/", "/offline/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert page.evaluate(REGISTERED) == 0
    assert page.evaluate(STORED) == []

    kept(page)
    assert page.evaluate(REGISTERED) == 1
    assert len(page.evaluate("caches.keys()")) == 1
    assert "Saved on" in page.locator("keep-offline [role=status]").inner_text()
    assert page.evaluate("document.activeElement.innerText") == REMOVE

    page.get_by_role("button", name=REMOVE).click()
    page.get_by_role("button", name=KEEP).wait_for()
    assert page.evaluate(REGISTERED) == 0
    assert page.evaluate(STORED) == []
    page.goto("/overdose/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STORED) == []


@with_scripts
def test_only_what_was_promised_is_kept(page):
    kept(page)

    page.goto("/find-treatment/?where=02118")
    page.goto("/understand/withdrawal/")
    page.goto("/overdose/")
    page.wait_for_load_state("networkidle")

    found = page.evaluate(
        "async () => (await (await caches.open((await caches.keys())[0])).keys())"
        ".map((request) => new URL(request.url).pathname + new URL(request.url).search)"
    )
    assert sorted(path for path in found if not path.startswith("/static/")) == [
        "/helplines/", "/naloxone/", "/offline/", "/offline/no-network/", "/overdose/",
    ]  # fmt: skip


@with_scripts
def test_offline_a_copy_says_when_it_was_saved_and_online_there_is_no_such_line(page):
    kept(page)
    page.goto("/overdose/")
    assert page.get_by_text("Saved on").count() == 0

    page.goto("/offline/")
    page.context.set_offline(True)
    page.locator("main a[href='/overdose/']").first.click()

    page.wait_for_url("**/overdose/")
    today = page.evaluate("new Date().toLocaleDateString('en-US', { dateStyle: 'long' })")
    assert page.get_by_text(f"Saved on {today}. You are offline").is_visible()
    assert page.locator(".steps li").count() == 6
    assert page.evaluate("document.styleSheets.length") == 1
    assert page.locator("main").evaluate("(main) => getComputedStyle(main).paddingTop") != "0px"


@with_scripts
def test_offline_any_other_address_leads_to_what_is_kept(page):
    kept(page)

    page.context.set_offline(True)
    page.goto("/paying/")

    assert page.url.endswith("/paying/")
    assert page.get_by_role("heading", level=1).inner_text() == "This page needs a network"
    assert page.locator(".emergency-strip a[href='tel:911']").is_visible()
    assert page.locator("main a[href='sms:988']").is_visible()
    page.locator("main a[href='/naloxone/']").click()
    assert page.get_by_text("Saved on").is_visible()
    page.goto("/offline/")
    page.get_by_role("button", name=REMOVE).click()
    page.get_by_role("button", name=KEEP).wait_for()
    assert page.evaluate("caches.keys()") == []


@with_scripts
def test_a_new_edition_throws_the_older_one_away(page):
    page.goto("/offline/")
    page.evaluate("caches.open('treatinfo-1')")

    page.get_by_role("button", name=KEEP).click()
    page.get_by_role("button", name=REMOVE).wait_for()

    found = page.evaluate("caches.keys()")
    assert len(found) == 1
    assert found != ["treatinfo-1"]


@with_scripts
def test_where_it_cannot_be_kept_the_page_says_so_and_keeps_nothing(page):
    page.context.route("**/sw.js", lambda route: route.abort())
    page.goto("/offline/")

    page.get_by_role("button", name=KEEP).click()

    page.get_by_text("This did not work, and nothing is kept.").wait_for()
    assert page.evaluate(STORED) == []


@without_scripts
def test_without_scripts_there_is_no_button_but_the_file_and_the_card(page):
    page.goto("/offline/")

    assert page.get_by_role("button", name=KEEP).count() == 0
    assert page.get_by_text("This browser cannot keep pages this way.").is_visible()
    assert page.get_by_role("link", name="Save the steps as one file").is_visible()


def test_the_file_needs_nothing_but_itself(page, tmp_path):
    page.goto("/offline/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the steps as one file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.context.set_offline(True)
    page.goto(file.as_uri())

    assert file.name == "overdose-steps.html"
    assert asked == [file.as_uri()]
    assert page.locator("ol li").count() == 6
    assert page.locator("a[href='tel:911']").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@with_scripts
@pytest.mark.parametrize("address", ["/overdose/card/", "/overdose/card/letter/"])
def test_the_card_is_one_sheet_of_paper(page, address):
    page.goto(address)

    paper = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")

    assert paper.count(b"/Type /Page\n") == 1
    for panel in page.locator(".panel").all():
        assert round(panel.bounding_box()["height"] / 96 * 25.4) == 54  # mm, as a bank card


# Checking oneself


@pytest.fixture
def asked(page) -> list[str]:
    """What the page asks the network for, from the first answer on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def tick(page, *signs: int) -> None:
    for sign in signs:
        page.locator("self-check ol input").nth(sign - 1).check()


@with_scripts
@pytest.mark.parametrize(
    ("signs", "says"),
    [
        ([1], "1. What clinicians call it: Too few"),
        ([1, 4], "2. What clinicians call it: Mild"),
        ([1, 2, 4], "3. What clinicians call it: Mild"),
        ([1, 2, 3, 11], "4. What clinicians call it: Moderate"),
        ([1, 2, 3, 4, 5], "5. What clinicians call it: Moderate"),
        ([1, 2, 3, 4, 5, 6], "6. What clinicians call it: Severe"),
        (range(1, 12), "11. What clinicians call it: Severe"),
    ],
)
def test_the_page_counts_the_signs(page, signs, says):
    page.goto(SIGNS)

    tick(page, *signs)

    said = page.locator("self-check [role=status]")
    assert said.inner_text().startswith(f"Number of signs marked: {says}")


@with_scripts
def test_tolerance_and_withdrawal_do_not_count_with_a_prescription(page):
    page.goto(SIGNS)
    tick(page, 1, 2, 10, 11)

    page.locator("self-check ul input").check()

    said = page.locator("self-check [role=status]")
    assert "marked: 2. What clinicians call it: Mild" in said.inner_text()


@with_scripts
def test_what_was_ticked_is_neither_sent_nor_stored_nor_there_again(page, asked):
    page.goto(SIGNS)
    page.wait_for_load_state("networkidle")
    asked.clear()

    tick(page, 1, 2, 3)
    assert asked == []
    assert page.evaluate(STORED) == []
    page.goto("/naloxone/")
    page.go_back()

    assert page.locator("self-check input:checked").count() == 0
    assert page.locator("self-check [role=status]").inner_text() == "Number of signs marked: ____"


@without_scripts
def test_without_scripts_the_signs_are_a_list_for_paper(page):
    page.goto(SIGNS)

    assert page.locator("self-check input").count() == 0
    assert page.locator("self-check ol li").count() == 11
    assert page.get_by_text("☐ I had cravings").is_visible()
    assert page.get_by_text("Number of signs marked: ____").is_visible()


@with_scripts
def test_what_to_ask_for_is_answered_in_the_page(page, asked):
    page.goto(ASK)
    page.wait_for_load_state("networkidle")
    asked.clear()
    assert page.get_by_label("Where are you?").count() == 0

    page.get_by_label("I am pregnant").check()
    page.get_by_role("button", name="Show what to ask for").click()

    assert asked == []
    assert page.evaluate(STORED) == []
    assert page.url.endswith(ASK)
    assert page.get_by_role("heading", name="Care in pregnancy").is_visible()
    assert page.get_by_role("heading", name="Medicine for opioid use disorder").is_visible()
    assert not page.get_by_role("heading", name="Recovery housing").is_visible()
    assert page.evaluate("document.activeElement.innerText") == "What to ask for"
    page.goto("/naloxone/")
    page.go_back()
    assert page.locator("input:checked").count() == 0


@with_scripts
def test_danger_comes_before_anything_to_ask_for(page):
    page.goto(ASK)

    page.get_by_label("Someone hurts or threatens me").check()
    page.get_by_role("button", name="Show what to ask for").click()

    assert page.evaluate("document.activeElement.innerText") == "In danger right now?"
    assert page.locator("[data-for]:visible").count() == 0


@without_scripts
def test_without_scripts_all_there_is_to_ask_for_stands_there(page):
    page.goto(ASK)

    assert page.locator("[data-for]:visible").count() == page.locator("[data-for]").count() > 10
    page.get_by_label("Where are you?").fill("02118")
    page.get_by_role("button", name="Show what to ask for").click()
    assert "where=02118" in page.url


@with_scripts
def test_the_new_pages_are_accessible_in_each_state(page):
    states = {
        "/offline/": lambda: kept(page),
        "/offline/no-network/": lambda: None,
        "/overdose/card/": lambda: None,
        "/overdose/card/letter/": lambda: None,
        SIGNS: lambda: tick(page, 1, 2),
        ASK: lambda: page.get_by_role("button", name="Show what to ask for").click(),
    }
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            for address, reach in states.items():
                page.goto(address)
                if page.get_by_role("button", name=REMOVE).count() == 0:
                    reach()
                found = Axe().run(page)
                assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address

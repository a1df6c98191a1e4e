"""Every kind of page, in every state, for every reader: contrast, size, shape and names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.e2e import measures
from tests.e2e.measures import found

# What quickstart's centers do not show: a center that is gone, one with nothing to say, a report.
MORE = """
import json
from django.template.loader import render_to_string
from django.test import Client
from tests.factories import make_facility, make_report
from treatinfo import failures
gone = make_facility("Example Closed House", is_sample=True, is_listed=False)
bare = make_facility("Example Silent House", is_sample=True, state="VT", city="Barre", phones=[])
print(json.dumps({
    "GONE": gone.get_absolute_url(),
    "BARE": bare.get_absolute_url(),
    "SENT": make_report(bare).get_absolute_url(),
    "FILE": Client().get("/overdose/steps.html", headers={"host": "127.0.0.1"}).content.decode(),
    "500": failures.server_error(None).content.decode(),
    "400": failures.bad_request(None, None).content.decode(),
    "429": render_to_string("429.html", {"seconds": 60}),
}))
"""
FULL = 'a[href^="/find-treatment/center/"]'


def open_filters(page: Any) -> None:
    if page.locator(".filters > summary").is_visible():
        page.locator(".filters > summary").click()
    for group in page.locator(".filters details > summary").all():
        group.click()


def open_menu(page: Any) -> None:
    if page.locator(".menu > summary").is_visible():  # a wide window shows its links at once
        page.locator(".menu > summary").click()


def send_nothing(page: Any) -> None:
    page.get_by_role("button", name="Send").click()
    page.locator(".error-summary").wait_for()
    page.wait_for_load_state()  # its style sheet too


def check_all(page: Any) -> None:
    for box in page.locator("main input[type=checkbox]").all():
        box.check()


def choose_first(page: Any) -> None:
    page.locator("main input[type=radio]").first.check()


NEAR = "/find-treatment/?where=02118"
# Its address and what is done there; the first of each family is also looked at in forced colors.
STATES: dict[str, tuple[str, Callable[[Any], None] | None]] = {
    "home": ("/", None),
    "home, menu open": ("/", open_menu),
    "overdose": ("/overdose/", None),
    "naloxone": ("/naloxone/", None),
    "withdrawal": ("/understand/withdrawal/", None),
    "medications": ("/treatment/medications/", None),
    "levels of care": ("/treatment/levels-of-care/", None),
    "topic": ("/treatment/", None),
    "paying": ("/paying/", None),
    "families": ("/families/", None),
    "helplines": ("/helplines/", None),
    "about": ("/about/", None),
    "privacy": ("/about/privacy/", None),
    "self-check": ("/understand/how-severe/", None),
    "self-check, answered": ("/understand/how-severe/", check_all),
    "questions": ("/questions/", None),
    "answers": ("/questions/life/", None),
    "glossary": ("/glossary/", None),
    "terms": ("/glossary/a-to-f/", None),
    "A to Z": ("/a-to-z/", None),
    "search": ("/search/", None),
    "search, found": ("/search/?q=methadone", None),
    "search, nothing": ("/search/?q=qqqq", None),
    "search, emergency": ("/search/?q=overdose", None),
    "directory": ("/find-treatment/", None),
    "results": (NEAR, None),
    "results, filters open": (f"{NEAR}&payment=medicaid", open_filters),
    "results, last page": (f"{NEAR}&miles=100&page=99", None),
    "no results": (f"{NEAR}&miles=5&care=hospital&cost=free", None),
    "ambiguous": ("/find-treatment/?where=Springfield", None),
    "unknown": ("/find-treatment/?where=99999&miles=7", None),
    "state": ("/find-treatment/in/ma/", None),
    "empty state": ("/find-treatment/in/gu/", None),
    "city": ("/find-treatment/in/ma/boston/", None),
    "center": ("FULL", None),
    "center, bare": ("BARE", None),
    "center, gone": ("GONE", None),
    "compare": ("/find-treatment/compare/?CHOSEN", None),
    "compare, nothing": ("/find-treatment/compare/", None),
    "call sheet": ("/find-treatment/call-sheet/?CHOSEN", None),
    "call sheet, discreet": ("/find-treatment/call-sheet/?CHOSEN&discreet=on", None),
    "today": ("/find-treatment/today/", None),
    "today, answered": ("/find-treatment/today/?danger=no&where=02118&pregnant=on", None),
    "today, in danger": ("/find-treatment/today/?danger=overdose", None),
    "what to ask": ("/find-treatment/what-to-ask-for/", None),
    "what to ask, answered": ("/find-treatment/what-to-ask-for/?where=02118&needs=home", None),
    "report": ("/report/", None),
    "report on a center": ("/report/?center=ID", choose_first),
    "report, mistakes": ("/report/?page=/naloxone/", send_nothing),
    "report, sent": ("SENT", None),
    "corrections": ("/corrections/", None),
    "data": ("/data/", None),
    "API": ("/data/api/", None),
    "offline": ("/offline/", None),
    "no network": ("/offline/no-network/", None),
    "card": ("/overdose/card/", None),
    "card, letter": ("/overdose/card/letter/", None),
    "file": ("FILE", None),
    "not found": ("/nothing/here/", None),
    "400": ("400", None),
    "429": ("429", None),
    "500": ("500", None),
}
FORCED = [
    "home", "overdose", "withdrawal", "medications", "self-check", "results, filters open",
    "state", "center", "compare", "call sheet", "today, answered", "report, mistakes", "offline",
]  # fmt: skip


@pytest.fixture(scope="module")
def window(site, chromium) -> Iterator[Any]:
    """One window for all, since a new one for each state costs more than looking at it."""
    context = chromium.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def words(site, window) -> dict[str, str]:
    """What stands for the addresses and pages that only the running site knows."""
    folder = re.search(r"ready \((.+)/treatinfo\.sqlite3\)", site.printed)
    assert folder, site.printed
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", MORE],
        cwd=settings.BASE_DIR,
        env=environment | {"VAR_DIR": folder[1]},
        check=True,
        capture_output=True,
        text=True,
    )
    window.goto("/find-treatment/in/ma/boston/")
    centers = [each.get_attribute("href") for each in window.locator(FULL).all()]
    ids = list(dict.fromkeys(each.split("/")[3] for each in centers))
    chosen = "&".join(f"c={each}" for each in ids[:2])
    return json.loads(made.stdout) | {"FULL": centers[0], "CHOSEN": chosen, "ID": ids[0]}


@pytest.fixture
def visit(window, words) -> Callable[..., Any]:
    def visit(state: str, *, width: int, **media: str) -> Any:
        address, act = STATES[state]
        window.set_viewport_size({"width": width, "height": 844})
        window.emulate_media(**{"color_scheme": "light", "forced_colors": "none"} | media)
        if words.get(address, "").startswith(("<", "\n")):
            window.route("**/broken/", lambda route: answer(route, words[address]))
            window.goto("/broken/")
            window.unroute("**/broken/")
        else:
            window.goto(re.sub("[A-Z]{2,}", lambda word: words[word[0]], address))
        if act:
            act(window)
        return window

    return visit


def answer(route: Any, html: str) -> None:
    route.fulfill(status=200, content_type="text/html", body=html)


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_on_a_phone_in_daylight(visit, state):
    page = visit(state, width=390)

    assert measures.violations(page) == []
    assert found(page, measures.UNNAMED) == []
    assert found(page, measures.HEADINGS) == []
    assert found(page, measures.MOVING) == []


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_on_a_wide_screen_at_night(visit, state):
    page = visit(state, width=1280, color_scheme="dark")

    assert measures.violations(page) == []


@pytest.mark.parametrize("state", STATES)
def test_a_page_fits_every_width_and_twice_the_text(visit, state):
    page = visit(state, width=320)  # as 1280 enlarged to 400 %
    narrow = found(page, measures.CLIPPED)
    page.set_viewport_size({"width": 768, "height": 1024})
    middle = found(page, measures.CLIPPED)
    measures.enlarge_text(page, 200)
    enlarged = found(page, measures.CLIPPED)
    measures.enlarge_text(page, 100)

    assert (narrow, middle, enlarged) == ([], [], [])


@pytest.mark.parametrize("state", STATES)
def test_what_is_tapped_is_as_large_as_a_finger(visit, state):
    page = visit(state, width=390)
    on_a_phone = found(page, measures.SMALL_TARGETS)
    page.set_viewport_size({"width": 1280, "height": 844})

    assert (on_a_phone, found(page, measures.SMALL_TARGETS)) == ([], [])


@pytest.mark.parametrize("state", FORCED)
def test_a_page_stands_in_forced_colors(visit, state):
    page = visit(state, width=390, forced_colors="active")

    assert found(page, measures.UNSEEN_CONTROLS) == []
    # Chromium tells scripts the colors as written, not as it forces them.
    assert measures.violations(page, without=measures.CONTRAST) == []

"""The site as `quickstart` serves it, and a real browser that keeps watch."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

playwright = pytest.importorskip("playwright.sync_api", reason="requirements/e2e.txt is not here")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FAILURES = settings.BASE_DIR / "var" / "e2e"  # screenshots of what failed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on PATH"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """A failure says where the picture of what was on the screen is kept."""
    report = yield
    if report.when == "call" and report.failed and Path(__file__).parent in item.path.parents:
        given = getattr(item, "funcargs", {})
        windows = [given.get("page"), given.get("window"), given.get("desk")]
        windows.append(getattr(given.get("visit"), "page", None))
        for window in filter(None, windows):
            report.sections.append(("Picture of the page", str(keep_picture(window, item.name))))
    return report


def keep_picture(page: Any, name: str) -> Path:
    FAILURES.mkdir(parents=True, exist_ok=True)
    file = FAILURES / (re.sub(r"[^\w-]+", "-", name)[:120] + ".png")
    page.screenshot(path=file, full_page=True)
    return file


@dataclass(frozen=True)
class Site:
    """A running site: its address, what quickstart printed, and the first editor's way in."""

    url: str
    printed: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SITE_URL")}
    environment |= {"VAR_DIR": str(tmp_path_factory.mktemp("var")), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", "--offline", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Stop"):
            break
    printed = "".join(lines)
    password = re.search(r"^ +(\w{5}(?:-\w{5}){3})", printed, re.MULTILINE)
    try:
        assert password, printed
        yield Site(f"http://127.0.0.1:{port}", printed, password[1])
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser window at the site, and all that went wrong in it."""

    page: Any
    troubles: list[str]


@pytest.fixture(params=["with scripts", "without scripts"])
def visit(request, site: Site, chromium: Any) -> Iterator[Visit]:
    """A phone-size window; leaving it with troubles fails the test and keeps a picture."""
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param == "with scripts",
    )
    page = context.new_page()
    visit = Visit(page, [])
    page.on("console", lambda message: note_console(visit, message))
    page.on("pageerror", lambda error: visit.troubles.append(f"error: {error}"))
    page.on("request", lambda asked: note_request(visit, site, asked.url))
    yield visit
    cookies = context.cookies()
    picture = keep_picture(page, request.node.name) if visit.troubles or cookies else None
    context.close()
    assert visit.troubles == [], f"Picture of the page: {picture}"
    assert cookies == [], f"Picture of the page: {picture}"


def note_console(visit: Visit, message: Any) -> None:
    if message.type in ("error", "warning"):
        visit.troubles.append(f"console: {message.text}")


def note_request(visit: Visit, site: Site, url: str) -> None:
    if not url.startswith((site.url, "data:")):
        visit.troubles.append(f"asked {url}")

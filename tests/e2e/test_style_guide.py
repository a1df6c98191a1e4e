"""The style guide in a real browser: each piece in each state is accessible and fits."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.e2e.test_walk import RULES, assert_fits
from treatinfo.serving import server

# A piece in several states gives the page several landmarks of one name, as no real page has.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"landmark-unique": {"enabled": False}},
}


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address on a site of its own, with DEBUG on and nothing in the database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEBUG", "1")
        patch.setenv("VAR_DIR", str(tmp_path_factory.mktemp("var")))
        patch.delenv("DATABASE_URL", raising=False)
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=settings.BASE_DIR, env=os.environ, check=True)
        process = server.start("127.0.0.1", port, site_url=address)
    yield f"{address}/style-guide/"
    server.stop(process)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_piece_is_accessible_and_fits_every_width(chromium, guide, scheme):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()

    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(guide)
        assert_fits(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page, options=OPTIONS)
        assert found.violations_count == 0, found.generate_report()
    context.close()


def test_what_people_press_is_as_large_as_a_finger(chromium, guide):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(guide)

    small = page.eval_on_selector_all(
        ".button, .choices label, summary, .chips a, .pagination a, .links a, .emergency-strip a, "
        "input:not([type=checkbox], [type=radio]), select, textarea",
        """pieces => pieces.filter(piece => {
            const box = piece.getBoundingClientRect();
            return box.height && box.height < 44;
        }).map(piece => piece.outerHTML.slice(0, 120))""",
    )

    assert small == []
    page.close()

"""What a first view weighs."""

import brotli
from django.conf import settings

from treatinfo.lean import minified

CSS_AT_MOST = 6_000  # bytes in brotli
SCRIPTS_AT_MOST = 4_096  # all of them together
QUICK_EXIT_AT_MOST = 600  # the one that every page has


def test_the_style_sheet_stays_small():
    css = (settings.BASE_DIR / "static" / "css" / "site.css").read_text()

    assert len(brotli.compress(minified(css).encode())) <= CSS_AT_MOST


def test_the_scripts_stay_small():
    scripts = (settings.BASE_DIR / "static" / "js").glob("*.js")

    weights = {path.name: len(brotli.compress(path.read_bytes())) for path in scripts}

    assert weights["quick-exit.js"] <= QUICK_EXIT_AT_MOST
    assert sum(weights.values()) <= SCRIPTS_AT_MOST

"""What a first view weighs."""

import brotli
from django.conf import settings

CSS_AT_MOST = 6_000  # bytes in brotli


def test_the_style_sheet_stays_small():
    css = (settings.BASE_DIR / "static" / "css" / "site.css").read_bytes()

    assert len(brotli.compress(css)) <= CSS_AT_MOST

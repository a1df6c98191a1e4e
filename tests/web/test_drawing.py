"""Pieces that are filled look as if they were drawn."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from web.drawing import draw, filled

WAY = {"url": "/?a=1&b=%C3%A9", "label": "50% <b>off</b> %(1)s", "text": "Not “no”"}
FOUND = {
    "heading": "1 center",
    "by_distance": True,
    "chips": [],
    "clear_url": "",
    "left_out": [],
    "map_url": "",
    "results": mark_safe("<ol></ol>"),
    "compare_form": mark_safe("<form></form>"),
    "pagination": "",
    "telehealth": None,
    "download_url": "/data/centers.csv",
}


@pytest.mark.parametrize(
    "differing",
    [
        {},
        {"heading": "1,204 centers matching “<i>” & more", "by_distance": False},
        {"chips": [WAY], "clear_url": "/?x&y", "left_out": [WAY, WAY], "map_url": "/map/"},
        {"chips": [WAY, {**WAY, "label": "\x0e1\x0f"}], "telehealth": {**WAY, "count": 12_345}},
        {"telehealth": {**WAY, "count": 1}, "pagination": mark_safe("<nav>%s</nav>")},
        {"chips": [WAY] * 300},
    ],
)
def test_a_filled_piece_is_the_one_its_template_draws(differing):
    context = {**FOUND, **differing}

    first, again = (filled("directory/_found.jinja", **context) for _ in range(2))

    assert first == again == draw("directory/_found.jinja", **context)

"""The style guide: every piece, drawn and well formed, for nobody but developers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import html5lib
import pytest
from django.conf import settings

from treatinfo.style_guide import pieces

pytestmark = pytest.mark.django_db

TEMPLATES = settings.TEMPLATES_DIR
# Not pieces to look at: texts of one page, parts of a piece that is there, and what no eye sees.
NOT_SHOWN = (
    "components/open_graph.html",
    "content/blocks/helplines.html",
    "directory/_card_body.jinja",
    "directory/_found.jinja",
    "directory/_search_form.jinja",
)
TEXTS = ("directory/_ask_", "directory/_guide_", "directory/_paying_", "directory/_today_")


@pytest.fixture
def guide(client, settings):
    settings.DEBUG = True
    return client.get("/style-guide/")


def test_readers_never_see_it(client):
    assert client.get("/style-guide/").status_code == 404


def test_it_is_drawn_and_kept_out_of_search_engines(guide):
    assert guide.status_code == 200
    assert guide["X-Robots-Tag"] == "noindex"


def test_it_is_well_formed_as_pages_are(guide):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(guide.content.decode())

    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, number in ids.items() if number > 1] == []
    tags = [element.tag for element in tree.iter() if isinstance(element.tag, str)]
    levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_saves_nothing(client, settings, django_assert_num_queries):
    settings.DEBUG = True
    with django_assert_num_queries(3) as asked:  # the doors and the helplines of the frame
        client.get("/style-guide/")

    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_every_piece_is_on_it():
    shown = {template for _, template, _ in pieces.PIECES}
    templates = [
        path.relative_to(TEMPLATES).as_posix()
        for pattern in ("components/*", "content/_*", "content/blocks/*", "directory/_*")
        for path in TEMPLATES.glob(pattern)
    ]

    for piece in templates:
        assert piece in shown or piece in NOT_SHOWN or piece.startswith(TEXTS), piece
    assert set(NOT_SHOWN) <= set(templates)


def test_every_piece_names_its_template_and_shows_a_state(guide):
    page = guide.content.decode()

    for piece in pieces.pieces():
        assert piece.states
        assert f"<code>{piece.template}</code>" in page
        assert piece.template.endswith("/") or (TEMPLATES / piece.template).exists()


def test_a_field_shows_its_hint_and_what_is_wrong_with_it(guide):
    page = guide.content.decode()

    assert 'id="id_sent-where_helptext"' in page
    assert 'id="id_sent-where_error"' in page
    assert 'href="#id_sent-where"' in page
    assert 'href="#id_sent-problem_0"' in page

"""A database of the release before the figures of today, brought up to date."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from content.models import Figure, FigureUse
from content.models.from_library import digest

BEFORE = [("content", "0004_offline_is_reserved")]


@pytest.fixture
def before(transactional_db):
    """The models as they were; afterwards all is as it is today again."""
    executor = MigrationExecutor(connection)
    today = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "content"]
    yield executor.migrate(BEFORE).apps, lambda: MigrationExecutor(connection).migrate(today)
    MigrationExecutor(connection).migrate(today)


def test_figures_keep_their_words_and_what_an_editor_changed_is_still_known(before):
    apps, upgrade = before
    source = apps.get_model("content", "Source").objects.create(
        key="who", organization="WHO", title="A study", url="https://www.who.int/"
    )
    held = {
        "label": "A price", "text": "about $20", "as_of": date(2026, 1, 1), "expires": date(2027, 1, 1)
    }  # fmt: skip
    figures = apps.get_model("content", "Figure").objects
    of_library = digest({**held, "source": source.pk})
    figures.create(key="untouched", source=source, library_digest=of_library, **held)
    figures.create(key="touched", source=source, library_digest="another", **held)
    topic = apps.get_model("content", "Topic").objects.create(slug="a", title="A", summary="A.")
    page = apps.get_model("content", "Page").objects.create(topic=topic, slug="a")
    apps.get_model("content", "PageVersion").objects.create(
        page=page, number=1, title="A", summary="A.", body="It costs [[figure:touched]].",
        review_by=date(2027, 1, 1),
    )  # fmt: skip

    upgrade()

    untouched, touched = Figure.objects.get(key="untouched"), Figure.objects.get(key="touched")
    assert (untouched.text, untouched.look_again) == ("about $20", date(2027, 1, 1))
    assert untouched.library_digest not in ("", of_library)
    assert touched.library_digest == ""
    assert [use.figure for use in FigureUse.objects.all()] == [touched]

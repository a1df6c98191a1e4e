"""The bench asks its peers about the rows that the site's own searches show."""

import pytest
from django.db import connection

from directory import index
from directory.index.question import Question
from tests.bench.peers import rows
from tests.factories import make_facility

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="peers read the file of SQLite"),
]


def test_peers_get_those_whom_searches_show_in_their_order():
    make_facility("Zeta Harbor", says="outpatient medicaid")
    make_facility("Alpha House", state="WY", says="methadone alcohol-only")
    make_facility("Set Aside", says="alcohol-only")
    make_facility("Gone", is_listed=False)

    given = [rows._row(values) for values in rows._shown(connection.connection)]

    assert [row.name for row in given] == ["Alpha House", "Zeta Harbor"]
    assert [row.pk for row in given] == [
        each.pk for each in index.current().answer(Question()).found
    ]

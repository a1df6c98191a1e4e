"""Around the tests of the open data: nobody has asked anything yet this minute."""

from __future__ import annotations

import pytest

from directory.opendata.limits import counts


@pytest.fixture(autouse=True)
def fresh_minute():
    counts.clear()

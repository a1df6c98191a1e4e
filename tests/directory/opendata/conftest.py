"""Around the tests of the open data: nobody has asked anything yet this minute."""

from __future__ import annotations

import pytest

from directory.opendata.for_programs import REQUESTS


@pytest.fixture(autouse=True)
def fresh_minute():
    REQUESTS.counts.clear()

"""Pieces made once for a revision, and places in them."""

from __future__ import annotations

import pytest

from tests.factories import make_topic
from web import revision
from web.kept import filled, kept, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings, monkeypatch):
    """Pieces are kept, and the revision asked when a test says so."""
    settings.REVISION_SECONDS = 60
    monkeypatch.setattr("web.kept._kept", ((-1, None), {}))
    ask_again(monkeypatch)


def ask_again(monkeypatch) -> None:
    monkeypatch.setattr(revision, "_held", (float("-inf"), {}))


def test_a_piece_is_made_once_for_a_revision_and_a_day(production, monkeypatch, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept("piece", make), kept("piece", make)] == [1, 1]

    make_topic("rights")
    ask_again(monkeypatch)
    assert kept("piece", make) == 2

    time_machine.move_to("2026-06-02T12:00:00Z", tick=False)
    assert kept("piece", make) == 3


@pytest.mark.parametrize("typed", ["%s", "place--results-", "\x0eresults\x0f", "“wide” 50% <b>"])
def test_parts_stand_in_their_places_whatever_they_hold(production, typed):
    def frame() -> str:
        return f"<title>{place('heading')}</title>{place('found')}!"

    assert filled("frame", frame, {"heading": typed, "found": "list"}) == (
        f"<title>{typed}</title>list!".encode()
    )


def test_nobody_outside_can_write_a_place():
    assert place("found") != "place-found-"
    assert len(place("found")) > 20

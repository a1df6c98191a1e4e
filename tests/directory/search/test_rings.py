"""The tile map of the states and the rings map of results."""

from __future__ import annotations

import html
import re
from math import dist
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.areas.tiles import TILES
from directory.places.geo import miles_between
from directory.places.states import STATES
from directory.search import rings
from tests.factories import make_facility, make_place

CENTER = (42.3362, -71.0729)


def covers(one: rings.Box, other: rings.Box) -> bool:
    return (
        abs(one.x - other.x) * 2 < one.width + other.width + 2
        and abs(one.y - other.y) * 2 < one.height + other.height + 2
    )


def hit(number: int, point: tuple[float, float], position: str = "listed"):
    facility = SimpleNamespace(
        latitude=point[0], longitude=point[1], position=position, full_name=f"Center {number}"
    )
    return SimpleNamespace(card=facility, number=number, miles=miles_between(CENTER, point))


def test_every_state_and_territory_has_one_tile_of_its_own():
    codes = [code for code in TILES.split() if code != ".."]

    assert sorted(codes) == sorted(STATES)


@pytest.mark.django_db
def test_the_national_page_shows_each_state_with_its_number_as_tile_and_in_the_list(client):
    make_facility(state="MA")
    make_facility(state="MA")

    page = client.get("/find-treatment/").content.decode()

    assert page.count('href="/find-treatment/in/ma/"') == 2
    assert "<title>Massachusetts: 2</title>" in page
    assert "<title>Guam: 0</title>" in page


def test_a_dot_stands_at_its_distance_and_in_its_direction():
    north, east = (CENTER[0] + 5 / 69.1, CENTER[1]), (CENTER[0], CENTER[1] + 0.19)
    drawn = rings.rings(CENTER, [hit(1, north), hit(2, east)], 25)

    first, second = drawn.dots
    scale = rings.REACH / drawn.rings[-1].miles
    assert (first.x, first.y) == pytest.approx((rings.MIDDLE, rings.MIDDLE - 5 * scale), abs=1)
    assert second.x > rings.MIDDLE
    assert second.y == pytest.approx(rings.MIDDLE, abs=1)
    assert (first.direction, second.direction) == ("north", "east")


@given(
    st.lists(st.tuples(st.floats(42.0, 42.7), st.floats(-71.5, -70.6)), min_size=1, max_size=20)
)
def test_every_dot_is_to_scale_and_no_number_covers_another(points):
    drawn = rings.rings(CENTER, [hit(n, point) for n, point in enumerate(points, 1)], 100)

    scale = rings.REACH / drawn.rings[-1].miles
    for dot in drawn.dots:
        away = dist((dot.x, dot.y), (rings.MIDDLE, rings.MIDDLE))
        assert away == pytest.approx(dot.miles * scale, abs=1)
    boxes = [dot.box for dot in drawn.dots]
    assert not any(covers(a, b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert sorted(n for dot in drawn.dots for n in dot.numbers) == list(range(1, len(points) + 1))


def test_the_rings_reach_as_far_as_what_was_found():
    near, far = hit(1, (42.34, -71.08)), hit(2, (42.6, -71.07))

    assert [ring.miles for ring in rings.rings(CENTER, [near], 100).rings] == [0.5, 1]
    assert [ring.miles for ring in rings.rings(CENTER, [near, far], 100).rings] == [5, 10, 25]


@pytest.mark.parametrize(
    ("numbers", "label"),
    [((4,), "4"), ((3, 4, 5), "3–5"), ((2, 6), "2, 6"), ((2, 5, 6, 9), "2 +3")],
)
def test_centers_at_one_place_share_a_label(numbers, label):
    (dot,) = rings.rings(CENTER, [hit(n, (42.35, -71.05)) for n in numbers], 25).dots

    assert dot.label == label


def test_a_number_that_would_cover_another_moves_and_keeps_its_true_place():
    hits = [hit(1, (42.34, -71.00)), hit(2, (42.34, -70.99))]

    first, second = rings.rings(CENTER, hits, 25).dots

    assert not first.moved
    assert second.moved
    assert dist((second.x, second.y), (second.box.x, second.box.y)) < 40


def test_there_is_no_map_without_a_middle_or_a_hit():
    assert rings.rings(None, [hit(1, CENTER)], 25) is None
    assert rings.rings(CENTER, [], 25) is None


@pytest.mark.django_db
def test_each_number_of_the_map_leads_to_its_center_in_the_list(client):
    make_place("02118", "MA", at=CENTER)
    make_facility("Near Clinic", at=(42.34, -71.08))
    make_facility("Vague Clinic", at=(42.39, -71.02), position="zip")

    page = client.get("/find-treatment/map/", {"where": "02118"}).content.decode()

    links = re.findall(r'href="#(center-\d+)"', page)
    assert links == ["center-1", "center-2"]
    assert all(f'id="{name}"' in page for name in links)
    assert "1: Near Clinic, 0.4 miles northwest" in " ".join(page.split())
    assert "2: Vague Clinic, about" in " ".join(page.split())
    assert "A hollow number" in page
    assert "Drawn to scale" in page


@pytest.mark.django_db
def test_a_search_around_a_place_leads_to_its_map_and_back(client):
    make_place("02118", "MA", at=CENTER)
    for n in range(21):
        make_facility(f"Clinic {n:02}", at=(42.34, -71.08), says="medicaid")

    search = "/find-treatment/?where=02118&miles=10&payment=medicaid&page=2"
    listed = client.get(search).content.decode()
    map_url = html.unescape(re.search(r'href="(/find-treatment/map/[^"]*)"', listed)[1])
    drawn = client.get(map_url)

    assert map_url == search.replace("/find-treatment/", "/find-treatment/map/")
    assert "21. Clinic 20" in drawn.content.decode()
    assert f'href="{search}"' in html.unescape(drawn.content.decode())
    assert "private" in drawn["Cache-Control"]
    assert drawn["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["?where=MA", "?where=99999", "", "?where=02118&care=residential"]
)
def test_what_has_no_map_leads_to_the_search(client, query):
    make_place("Massachusetts", "MA", at=CENTER, kind="state")
    make_place("02118", "MA", at=CENTER)
    make_facility(at=CENTER)

    assert client.get(f"/find-treatment/map/{query}").url.startswith("/find-treatment/")
    assert "/map/" not in client.get(f"/find-treatment/{query}").content.decode()

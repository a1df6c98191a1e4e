import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.geo import EARTH_RADIUS_MILES, MILES_A_DEGREE, miles_between

BOSTON = (42.3601, -71.0589)
NEW_YORK = (40.7128, -74.0060)
ANCHORAGE = (61.2181, -149.9003)

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("a", "b", "miles"),
    [(BOSTON, NEW_YORK, 190), (BOSTON, ANCHORAGE, 3377), (NEW_YORK, ANCHORAGE, 3370)],
)
def test_known_distances_are_right_to_one_in_two_hundred(a, b, miles):
    assert miles_between(a, b) == pytest.approx(miles, rel=0.005)


def test_a_point_is_no_distance_from_itself():
    assert miles_between(BOSTON, BOSTON) == 0


def test_the_shorter_way_leads_across_the_date_line():
    assert miles_between((52.0, 179.5), (52.0, -179.5)) == pytest.approx(42.5, abs=0.5)


def test_the_far_side_of_the_globe_is_half_of_its_girth_away():
    assert miles_between((0, 0), (0, 180)) == pytest.approx(3.14159 * EARTH_RADIUS_MILES, rel=1e-4)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_globe(a, b):
    there, back = miles_between(a, b), miles_between(b, a)

    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 3.1416 * EARTH_RADIUS_MILES


@given(st.floats(-89, 88))
def test_a_box_drawn_by_miles_a_degree_never_cuts_off_its_circle(latitude):
    one_degree_north = miles_between((latitude, -71), (latitude + 1, -71))

    assert MILES_A_DEGREE <= one_degree_north < MILES_A_DEGREE + 0.02

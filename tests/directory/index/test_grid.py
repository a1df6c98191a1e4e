"""Circles on the grid, against plain measuring of every center."""

from __future__ import annotations

from array import array

from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.index.answer import Index
from directory.index.bits import rows_of
from directory.index.question import Question
from directory.places.geo import miles_between

# Crowds around a few middles, so that cells hold many; one beyond 180 degrees.
MIDDLES = [
    (42.3, -71.1),
    (42.5, -71.3),
    (40.7, -74.0),
    (51.9, 179.95),
    (51.9, -179.95),
    (71.3, -156.8),
]
near_a_middle = st.builds(
    lambda middle, up, right: (
        middle[0] + up,
        (middle[1] + right + 180) % 360 - 180,
    ),
    st.sampled_from(MIDDLES),
    st.floats(-0.3, 0.3),
    st.floats(-0.3, 0.3),
)


def index_of(points: list[tuple[float, float]]) -> Index:
    count = len(points)
    return Index(
        pks=array("q", range(100, 100 + count)),
        latitudes=array("d", [point[0] for point in points]),
        longitudes=array("d", [point[1] for point in points]),
        name_ranks=array("I", [count - 1 - row for row in range(count)]),
        states={"MA": (0, count)},
    )


@settings(max_examples=60)
@given(
    points=st.lists(near_a_middle, min_size=1, max_size=30),
    copies=st.integers(1, 6),
    middle=near_a_middle,
    miles=st.sampled_from([5, 10, 25, 50, 100, 1500, 12_500]),
)
@example(points=[(42.3, -71.1)], copies=40, middle=(42.3, -71.1), miles=5)
def test_a_circle_holds_and_orders_what_plain_measuring_does(points, copies, middle, miles):
    points = points * copies
    index = index_of(points)
    away = {row: miles_between(middle, point) for row, point in enumerate(points)}
    inside = [row for row in away if away[row] <= miles]
    inside.sort(key=lambda row: (round(away[row], 1), index.name_ranks[row]))

    answer = index.answer(Question(point=middle, miles=miles))

    assert sorted(rows_of(answer.mask)) == sorted(inside)
    assert [(found.pk - 100, found.miles) for found in answer.found] == [
        (row, away[row]) for row in inside
    ]
    assert answer[3:9] == answer.found[3:9]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=80), st.integers(0, 40))
def test_names_are_in_order_whether_sorted_or_walked(names, start):
    order = sorted(range(len(names)), key=lambda row: (names[row], row))
    index = index_of([(42.3, -71.1)] * len(names))
    for rank, row in enumerate(order):
        index.name_ranks[row] = rank

    sorted_few = index.answer(Question()).found
    walked = [index.pks[row] for row in index.by_name]

    assert [found.pk for found in sorted_few] == walked == [100 + row for row in order]
    assert index.answer(Question())[start : start + 5] == sorted_few[start : start + 5]

"""Whether two reports come from the same neighborhood."""

import pytest

from corrections.network import network


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("2001:db8:1:1::5", "2001:db8:1:2::6", True),
        ("2001:db8:1::5", "2001:db8:2::5", False),
        ("", "203.0.113.9", False),
    ],
)
def test_a_network_is_what_neighbors_share(one, other, same):
    assert (network(one) == network(other)) is same

"""Where a request comes from, and whom we believe."""

import pytest
from django.test import RequestFactory

from web.callers import client_address, same_caller, scrambled


@pytest.mark.parametrize(
    ("proxies", "passed_on", "nearest", "address"),
    [
        (0, "", "203.0.113.9", "203.0.113.9"),
        (0, "198.51.100.1", "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9", "203.0.113.9"),
        (1, "", "203.0.113.9", "203.0.113.9"),
        (1, "gibberish", "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1:5533", "10.0.0.1", "198.51.100.1"),
        (1, "[2001:db8::1]:5533", "10.0.0.1", "2001:db8::1"),
        (0, "", "::ffff:203.0.113.9", "203.0.113.9"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (0, "", "", ""),
    ],
)
def test_exactly_our_own_proxies_are_believed(settings, proxies, passed_on, nearest, address):
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": passed_on} if passed_on else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=nearest)

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.10", False),
        ("2001:db8:1:1::5", "2001:db8:1:1::6", True),
        ("2001:db8:1:1::5", "2001:db8:1:2::5", False),
        ("", "203.0.113.9", False),
    ],
)
def test_a_caller_cannot_go_through_the_addresses_of_one_connection(one, other, same):
    assert (same_caller(one) == same_caller(other)) is same


def test_what_is_scrambled_needs_both_keys_to_be_found_again(settings):
    ours = scrambled("203.0.113.9", "the key of a day")

    assert "203.0.113.9" not in ours
    assert ours == scrambled("203.0.113.9", "the key of a day")
    assert ours != scrambled("203.0.113.9", "the key of another day")
    settings.SECRET_KEY = "another site's"
    assert ours != scrambled("203.0.113.9", "the key of a day")

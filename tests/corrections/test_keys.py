"""Keys come, are shared for a while, and are gone for good."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from corrections import keys
from corrections.models import RotatingKey
from web.callers import UNKNOWN

pytestmark = pytest.mark.django_db

NETWORK = "203.0.113.0/24"


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time))


def test_what_is_scrambled_cannot_be_read_and_is_the_same_each_time():
    once, again = keys.scrambled(NETWORK), keys.scrambled(NETWORK)

    assert once == again
    assert NETWORK not in str(once)
    assert once != keys.scrambled("203.0.114.0/24")


def test_an_unknown_network_has_a_hash_too():
    assert keys.scrambled(UNKNOWN) == keys.scrambled(UNKNOWN)


def test_a_copy_of_the_database_alone_gives_no_network_away(settings):
    before = keys.scrambled(NETWORK)
    settings.SECRET_KEY = "another site's"

    assert keys.scrambled(NETWORK) != before


@pytest.mark.parametrize("days", [1, 7, 14])
def test_networks_can_be_compared_for_two_weeks(days):
    before = keys.scrambled(NETWORK)

    with later(days=days):
        after = keys.scrambled(NETWORK)

    shared = before.keys() & after.keys()
    assert shared
    assert all(before[key] == after[key] for key in shared)


def test_networks_can_no_longer_be_compared_after_thirty_days():
    before = keys.scrambled(NETWORK)

    with later(days=30):
        after = keys.scrambled(NETWORK)

    assert not before.keys() & after.keys()
    assert not set(before.values()) & set(after.values())


def test_old_keys_are_deleted():
    keys.scrambled(NETWORK)
    assert RotatingKey.objects.count() == 2

    with later(days=31):
        keys.forget()

    assert not RotatingKey.objects.exists()


def test_keys_of_the_limit_that_an_earlier_release_kept_here_are_deleted():
    keys.scrambled(NETWORK)
    RotatingKey.objects.create(purpose="limit", number=99_999, secret="of a day")

    keys.forget()

    assert set(RotatingKey.objects.values_list("purpose", flat=True)) == {"network"}


def test_a_new_key_makes_the_old_one_go():
    keys.scrambled(NETWORK)
    oldest = RotatingKey.objects.earliest("number").secret

    with later(days=15):
        keys.scrambled(NETWORK)

    assert RotatingKey.objects.count() == 2
    assert oldest not in RotatingKey.objects.values_list("secret", flat=True)

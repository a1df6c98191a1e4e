"""What else there is: at the same address, close by, and in place of a center that is gone."""

from __future__ import annotations

from itertools import islice

from directory.index.answer import Found, Index
from directory.index.question import Question
from directory.models import Facility

ALTERNATIVES = 3
FARTHER_AND_FARTHER = (25, 100, 250)  # miles


def at_its_address(facility: Facility) -> list[Facility]:
    """Other programs there. Sites are grouped on screen and never merged."""
    if not facility.street:
        return []
    same = Facility.objects.listed().filter(street=facility.street, zip_code=facility.zip_code)
    return list(same.exclude(pk=facility.pk))


def nearest(directory: Index, facility: Facility, *, besides: set[int]) -> list[Found]:
    """The centers closest to it, in the published order; none when we do not know where it is."""
    if facility.latitude is None or facility.longitude is None:
        return []
    here, found = (facility.latitude, facility.longitude), []
    for miles in FARTHER_AND_FARTHER:
        answer = directory.answer(Question(point=here, miles=miles))
        nearest = answer[: ALTERNATIVES + len(besides)]
        found = [each for each in nearest if each.pk not in besides][:ALTERNATIVES]
        if len(found) == ALTERNATIVES:
            break
    return found


def may_be_it(gone: Facility) -> list[Facility]:
    """Listed centers that answer a delisted one's phone: it may go on under another name."""
    numbers = {phone["number"] for phone in gone.phones}
    around = Facility.objects.listed().filter(
        state=gone.state, zip_code__startswith=gone.zip_code[:3]
    )
    same = (other for other in around if numbers & {phone["number"] for phone in other.phones})
    return list(islice(same, ALTERNATIVES))  # a switchboard may ring for thirty of them

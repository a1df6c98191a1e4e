"""Which signs of danger a text holds, and when its calm words outweigh them.

A plain sign says that it is happening ("not breathing") and counts whatever stands beside it. A name
("overdose", "suicide") counts unless a calm word makes it a matter of learning ("training") or of
mourning. In doubt it counts.
"""

from __future__ import annotations

from content.crisis.calm import LEARNING, REMEMBERING, SAFE, URGENT
from content.crisis.meant import MEANT, NAMES_SUICIDAL, NAMES_SUICIDE
from content.crisis.swallowed import NAMES_POISON, YOUNG, swallowed
from content.crisis.under import (
    ASKED_ELSEWHERE,
    DYING,
    GOING_UNDER,
    NAMES_OVERDOSE,
    NARCAN_FAILS,
    OVERDOSING,
    RESPONDS,
    TOO_MUCH,
)


def of(said: str) -> set[str]:
    """The kinds of danger that a text speaks of, read as words and classes."""
    learning = bool(LEARNING.search(said))
    calm = learning or (bool(REMEMBERING.search(said)) and not URGENT.search(said))
    found = set()
    # Who means to is not yet under: "I want to overdose".
    rest = MEANT.sub(" MEANT ", said)
    if rest != said or (NAMES_SUICIDAL.search(said) and not learning):
        found.add("suicide")
    if NAMES_SUICIDE.search(said) and not calm:
        found.add("suicide")
    if _is_poisoned(said, calm=calm):
        found.add("poison")
    poisoned = "poison" in found
    took_too_much = TOO_MUCH.search(said) and not YOUNG.search(said)
    if took_too_much or _is_under(rest, learning=learning, calm=calm or poisoned):
        found.add("overdose")
    return found


def _is_under(said: str, *, learning: bool, calm: bool) -> bool:
    if GOING_UNDER.search(said) or (RESPONDS.search(said) and not ASKED_ELSEWHERE.search(said)):
        return True
    if DYING.search(said) and not (calm and YOUNG.search(said)):
        return True
    if not learning and (NARCAN_FAILS.search(said) or OVERDOSING.search(said)):
        return True
    return bool(NAMES_OVERDOSE.search(said)) and not calm


def _is_poisoned(said: str, *, calm: bool) -> bool:
    if NAMES_POISON.search(said) and not calm:
        return True
    return swallowed(said) and not SAFE.search(said)

"""Which states had not adopted Medicaid expansion, with the day it was true.

KFF's page of January 14, 2026 was read for its count (41 with Washington, DC, have; 10 have not);
the list of the ten stands in our fact base as known, so the page tells the reader to check. What is
said carries its day, so no later day makes it false. The islands are not part of the count, so
nothing is said about them.
"""

from __future__ import annotations

from datetime import date

from directory.places.states import STATES

SOURCE = "kff-status-state-medicaid-expansion-2026"
AS_OF = date(2026, 1, 14)

ISLANDS = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"})
NOT_EXPANDED = frozenset({"AL", "FL", "GA", "KS", "MS", "SC", "TN", "TX", "WI", "WY"})
COUNTED = frozenset(STATES) - ISLANDS


def expansion(state: str) -> str:
    """ "adopted", "not adopted", or "" where we can't say."""
    if state not in COUNTED:
        return ""
    return "not adopted" if state in NOT_EXPANDED else "adopted"

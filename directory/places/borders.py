"""Which states share a land border. Four Corners touch in a point, which is no border; a line in
the middle of a lake or a sound is none either."""

from __future__ import annotations

_BORDERS = """
AL FL GA MS TN
AR LA MO MS OK TN TX
AZ CA NM NV UT
CA NV OR
CO KS NE NM OK UT WY
CT MA NY RI
DC MD VA
DE MD NJ PA
FL GA
GA NC SC TN
IA IL MN MO NE SD WI
ID MT NV OR UT WA WY
IL IN KY MO WI
IN KY MI OH
KS MO NE OK
KY MO OH TN VA WV
LA MS TX
MA NH NY RI VT
MD PA VA WV
ME NH
MI OH WI
MN ND SD WI
MO NE OK TN
MS TN
MT ND SD WY
NC SC TN VA
ND SD
NE SD WY
NH VT
NJ NY PA
NM OK TX
NV OR UT
NY PA VT
OH PA WV
OK TX
OR WA
PA WV
SD WY
TN VA
UT WY
VA WV
"""  # a state, then its neighbors that stand after it in the alphabet


def _both_ways() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _BORDERS.split("\n"):
        state, *others = line.split() or [""]
        for other in others:
            found.setdefault(state, set()).add(other)
            found.setdefault(other, set()).add(state)
    return {state: frozenset(others) for state, others in found.items()}


NEIGHBORS = _both_ways()


def of(state: str) -> list[str]:
    """Codes of the states next door, none for Alaska, Hawaii and the islands."""
    return sorted(NEIGHBORS.get(state, ()))

"""The tables of the searches: times, ratios, growth."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median

from tests.bench import goals
from tests.bench.questions import KINDS
from tests.bench.search import COMPRESSED, Timed
from tests.bench.tables import table

FLOORS = ("sqlite", "postgres")


def searches(found: list[Timed]) -> list[str]:
    if not found:
        return []
    parts = ["### Searches: milliseconds (CPU milliseconds) of a request, median"]
    for size in sorted({timed.size for timed in found}):
        here = [timed for timed in found if timed.size == size]
        sides = {timed.side: timed.name for timed in here}
        rows = [
            [KINDS[kind], *(_cell(_one(here, kind, side)) for side in sides)]
            for kind in KINDS
            if any(timed.kind == kind for timed in here)
        ]
        parts.append(f"**{size:,} centers**")
        parts.append(table(["question", *sides.values()], rows))
    return [*parts, *_ratios(found), *_growth(found)]


def _one(found: list[Timed], kind: str, side: str) -> Timed | None:
    return next((timed for timed in found if (timed.kind, timed.side) == (kind, side)), None)


def _cell(timed: Timed | None) -> str:
    if timed is None or not timed.seconds:
        return "–"
    few = f", {len(timed.seconds)} asked" if len(timed.seconds) < 10 else ""
    return f"{_ms(median(timed.seconds))} ({_ms(median(timed.cpu))}){few}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """Of the medians over the questions that both answered: the slower side may have stopped."""
    both = min(len(theirs), len(ours))
    return median(theirs[:both]) / median(ours[:both])


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def _ratios(found: list[Timed]) -> list[str]:
    sizes = sorted({timed.size for timed in found})
    rows = []
    for peers, label, goal in (
        (("datasette",), "Datasette, times our time", goals.DATASETTE),
        (FLOORS, "the faster SQL floor, times our time", goals.FLOOR),
        (("packed",), "SQLite floor with packed sums, times our time", {}),
    ):
        for size in sizes:
            here = [timed for timed in found if timed.size == size]
            by_clock = _by_kind(here, peers, lambda timed: timed.seconds)
            by_cpu = _by_kind(here, peers, lambda timed: timed.cpu)
            if by_clock:
                means = (geometric_mean(list(each.values())) for each in (by_clock, by_cpu))
                clock, cpu = (f"{mean:.2f}" for mean in means)
                each = ", ".join(f"{KINDS[kind]} {value:.1f}" for kind, value in by_clock.items())
                asked = f"{goal[size]:g}" if size in goal else "–"
                rows.append([label, f"{size:,}", f"**{clock}**", cpu, asked, each])
    if not rows:
        return []
    header = ["against", "centers", "geometric mean", "by CPU", "goal", "each kind"]
    return ["### Searches: ratios", table(header, rows)]


def _by_kind(
    here: list[Timed], peers: Sequence[str], of: Callable[[Timed], list[float]]
) -> dict[str, float]:
    """For each kind, the ratio to the fastest of these peers."""
    found = {}
    for kind in KINDS:
        ours = _one(here, kind, "site")
        theirs = [timed for peer in peers if (timed := _one(here, kind, peer))]
        if ours and theirs:
            found[kind] = min(ratio(of(timed), of(ours)) for timed in theirs)
    return found


def _growth(found: list[Timed]) -> list[str]:
    """From the smallest to the largest directory, each side."""
    sizes = sorted({timed.size for timed in found})
    if len(sizes) < 2:
        return []
    rows = []
    for side in dict.fromkeys(timed.side for timed in found if timed.side != COMPRESSED):
        grown = []
        for kind in KINDS:
            small, large = (
                _one([timed for timed in found if timed.size == size], kind, side)
                for size in (sizes[0], sizes[-1])
            )
            if small and large:
                grown.append(median(large.seconds) / median(small.seconds))
        if grown:
            goal = f"{goals.GROWTH:g}" if side == "site" else "–"
            rows.append([side, f"{geometric_mean(grown):.1f}", goal])
    header = ["side", f"time at {sizes[-1]:,} over time at {sizes[0]:,}", "goal, at most"]
    return ["### Searches: growth", table(header, rows)]

"""Searches: time and CPU of each kind of question, side by side, every answer checked.

Each side answers the same questions, one at a time. A slow one stops when its time is up.
"""

import gc
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter

from tests.bench.floor import Question
from tests.bench.machine import say
from tests.bench.questions import KINDS, questions
from tests.bench.sides import COMPRESSED, SITE, Counted, Side, all_sides

CHECKED = 2  # questions a kind before any is timed
AGAINST = {  # the fastest of which sides, and the goal at each size
    "Datasette": (("datasette",), {12_176: 25, 200_000: 150, 1_000_000: 400}),
    "the faster SQL floor": (("sqlite", "postgres"), {12_176: 1.3, 200_000: 4, 1_000_000: 7}),
    "SQLite floor with packed sums": (("packed",), {}),
}
GROWTH = 4  # the goal of the site, from the smallest directory to the largest
RATIOS = "against | centers | geometric mean | by CPU | goal | each kind"
RATIO = "{against}, times our time | {size:,} | **{clock:.2f}** | {cpu:.2f} | {goal} | {each}"
Times = dict[str, dict[str, dict]]  # by side and kind


class Wrong(Exception):
    """Two sides counted differently: nothing that was timed is worth anything."""


def searches(bench: Namespace) -> list[tuple]:
    found: dict[int, Times] = {}
    title, tables = "### Searches: milliseconds (CPU milliseconds) of a request, median\n\n", []
    for size, directory in bench.made.items():
        with all_sides(directory, bench.against) as sides:
            times = found[size] = _timed(bench, size, directory, sides)
        header = " | ".join(["question", *(side.name for side in sides)])
        row = " | ".join(["{kind}", *(f"{{{side.key}[shown]}}" for side in sides)])
        rows = [{key: of[kind] for key, of in times.items()} | {"kind": kind} for kind in KINDS]
        tables.append((f"{title}**{size:,} centers**", header, row, rows))
        title = ""
    if ratios := list(_ratios(found)):
        tables.append(("### Searches: ratios", RATIOS, RATIO, ratios))
    if len(found) > 1:
        small, large = min(found), max(found)
        header = f"side | time at {large:,} over time at {small:,} | goal, at most"
        growth = list(_growth(found[small], found[large]))
        tables.append(("### Searches: growth", header, "{side} | {grown:.1f} | {goal}", growth))
    return tables


def _timed(bench: Namespace, size: int, directory: Path, sides: list[Side]) -> Times:
    """By side and kind."""
    last = CHECKED + (10 if bench.quick else 30)
    found: Times = {side.key: {} for side in sides}
    truth: dict[str, Counted] = {}
    for kind, asked in questions(directory, each=last + last // 3).items():
        say(f"{size:,} centers, {kind}")
        for side in sides:
            _ask(side, asked[:CHECKED], bench.seconds, truth)
        for side in sides:
            # The compressed side asks what the site was not asked before.
            mine = asked[last:] if side.key == COMPRESSED else asked[CHECKED:last]
            found[side.key][kind] = _ask(side, mine, bench.seconds, truth)
    return found


def _ask(side: Side, asked: list[Question], most_seconds: float, truth: dict) -> dict:
    """Times of each, or of as many as the time allows. Then all answers are checked."""
    answers, seconds, cpu = [], [], []
    side.take_in_helpers()
    gc.collect()
    gc.disable()
    started = perf_counter()
    for question in asked:
        before = side.server.cpu()
        took, bodies = side.ask(question)
        seconds.append(took)
        cpu.append(side.server.cpu() - before)
        answers.append((question.site_path, bodies))
        if perf_counter() - started > most_seconds:
            break
    gc.enable()
    for path, bodies in answers if side.key != COMPRESSED else ():
        total, counts = side.read(bodies)
        first = truth.setdefault(path, (total, counts))
        if (total, counts) != first:
            differing = dict(counts.items() ^ first[1].items())
            raise Wrong(f"{side.name} counts {path}: {total}, not {first[0]}; {differing}")
    clock, used = (1000 * median(each or [0]) for each in (seconds, cpu))
    few = f", {len(seconds)} asked" if len(seconds) < 10 else ""
    shown = f"{clock:,.{2 * (clock < 100)}f} ({used:,.{2 * (used < 100)}f}){few}"
    return {"seconds": seconds, "cpu": cpu, "shown": shown if seconds else "–"}


def _ratios(found: dict[int, Times]) -> Iterator[dict]:
    """The site against the fastest of some sides, where any is there, for each kind."""
    for against, (peers, goals) in AGAINST.items():
        for size, times in found.items():
            if there := [times[peer] for peer in peers if peer in times]:
                clock, cpu = (_of_fastest(there, times[SITE], of) for of in ("seconds", "cpu"))
                each = ", ".join(f"{kind} {ratio:.1f}" for kind, ratio in clock.items())
                means = [geometric_mean(ratios.values()) for ratios in (clock, cpu)]
                row = {"against": against, "size": size, "goal": goals.get(size, "–")}
                yield row | {"clock": means[0], "cpu": means[1], "each": each}


def _of_fastest(peers: list[dict], site: dict, of: str) -> dict[str, float]:
    """Of the medians over the questions that both answered: the slower side may have stopped."""
    found = {}
    for kind in KINDS:
        ours, theirs = site[kind][of], [peer[kind][of] for peer in peers]
        ratios = [median(each[: len(ours)]) / median(ours[: len(each)]) for each in theirs]
        found[kind] = min(ratios)
    return found


def _growth(small: Times, large: Times) -> Iterator[dict]:
    for side in [side for side in small if side in large and side != COMPRESSED]:
        before, after = (
            geometric_mean(median(times[side][kind]["seconds"]) for kind in KINDS)
            for times in (small, large)
        )
        yield {"side": side, "grown": after / before, "goal": GROWTH if side == SITE else "–"}

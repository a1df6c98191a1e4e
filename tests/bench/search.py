"""Searches: time and CPU of each kind of question, side by side, every answer checked.

Each side answers the same questions in the same order, one at a time over one connection; no
question comes twice. A side that is slow stops when its time for the kind is up, after one at
least. What each answered is compared, all totals and all counts, before the timing for some and
after it for every one that was timed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from tests.bench.directories import Say, database
from tests.bench.peers import rows
from tests.bench.questions import KINDS, Question, questions
from tests.bench.sides import Counted, Side, all_sides

EXAMPLES = 6_000  # rows that questions are made of
CHECKED = 2  # questions a kind that are checked, and warm the side up, before any is timed
COMPRESSED = "site-br"


@dataclass
class Timed:
    """What one side took for the questions of one kind."""

    size: int
    kind: str
    side: str
    name: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Wrong(Exception):
    """Two sides counted differently: nothing that was timed is worth anything."""


@dataclass
class Plan:
    """How long to look."""

    each: int = 30  # questions a kind
    seconds: float = 20.0  # a kind and side


def run(directory: Path, size: int, wanted: Sequence[str], plan: Plan, say: Say) -> list[Timed]:
    """All kinds at this size."""
    found: list[Timed] = []
    center_rows = rows.count(database(directory))
    examples = rows.examples(database(directory), every=max(1, center_rows // EXAMPLES))
    asked = questions(examples, each=plan.each + CHECKED + plan.each // 3)
    with all_sides(directory, wanted, say) as sides:
        truth: dict[str, Counted] = {}
        for kind, label in KINDS.items():
            of_kind = [question for question in asked if question.kind == kind]
            say(f"{size:,} centers, {label}: checking")
            for side in sides:
                _check(side, _asked(side, of_kind[:CHECKED], plan.seconds), truth)
            for side in sides:
                say(f"{size:,} centers, {label}: timing {side.name}")
                found.append(_timed(side, size, kind, of_kind, plan, truth))
    return found


def _timed(
    side: Side,
    size: int,
    kind: str,
    of_kind: list[Question],
    plan: Plan,
    truth: dict[str, Counted],
) -> Timed:
    timed = Timed(size, kind, side.key, side.name)
    last = CHECKED + plan.each
    # The compressed side asks what the site was not asked before.
    mine = of_kind[last:] if side.key == COMPRESSED else of_kind[CHECKED:last]
    side.before_timing()
    answers = []
    gc.collect()
    gc.disable()
    started = perf_counter()
    for question in mine:
        cpu = side.server.cpu()
        seconds, bodies = side.ask(question)
        timed.seconds.append(seconds)
        timed.cpu.append(side.server.cpu() - cpu)
        answers.append((question, bodies))
        if perf_counter() - started > plan.seconds:
            break
    gc.enable()
    _check(side, answers, truth)
    return timed


def _asked(
    side: Side, some: list[Question], most_seconds: float
) -> Iterator[tuple[Question, list[bytes]]]:
    """What it answers to these, or to as many as the time allows."""
    started = perf_counter()
    for question in some:
        yield question, side.ask(question)[1]
        if perf_counter() - started > most_seconds:
            break


def _check(
    side: Side, answers: Iterable[tuple[Question, list[bytes]]], truth: dict[str, Counted]
) -> None:
    if side.key == COMPRESSED:
        return
    for question, bodies in answers:
        found = side.read(bodies)
        first = truth.setdefault(question.site_path, found)
        if found == first:
            continue
        differing = {
            key: (count, first[1].get(key))
            for key, count in found[1].items()
            if first[1].get(key) != count
        } or f"{len(found[1])} options against {len(first[1])}"
        raise Wrong(
            f"{side.name} counts {question.site_path} differently from the side before it: total "
            f"{found[0]:,} against {first[0]:,}; {differing}"
        )

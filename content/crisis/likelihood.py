"""How likely words speak of a danger, learned from lists of what people say in danger and otherwise.

The lists stand in `said/`, one phrase a line: whoever finds a way of saying it that is not heard adds
it there. A phrase is seen as its words and classes, as pairs of them near each other, and as pieces of
five letters, so that glued and misspelled words tell something too. Each of these has a place among
PLACES by its checksum: no list of them is held. What each tells is learned when it is first asked for,
in about a second, by logistic regression; nothing of a search is ever added.
"""

from __future__ import annotations

import random
import re
from array import array
from collections.abc import Iterator
from functools import cache
from math import exp, sqrt
from pathlib import Path
from threading import Lock
from zlib import crc32

from content.crisis.as_typed import read

SAID = Path(__file__).with_name("said")
CALM = "calm"
KINDS = (CALM, "overdose", "poison", "suicide")
PLACES = 1 << 17
ROUNDS = 6  # over all phrases
PACE = 4.0  # of the first round; later ones go slower
CALM_AT_FIRST = 3.0  # how much more likely calm is, before a word is read: e to this power
SURE = 0.01  # a phrase that is judged right within this teaches nothing more
NOT_LETTERS = re.compile(r"[^\w ]|_")

LEARNING = Lock()
Weights = list["array[float]"]  # of each kind, what each place tells


def likely(text: str) -> dict[str, float]:
    """From 0 to 1 for each kind, calm among them; together 1."""
    with LEARNING:  # ten who ask at once learn once
        weights = _learned()
    return dict(zip(KINDS, _shares(places(text), weights), strict=True))


def places(text: str) -> array[int]:
    return array("I", sorted(crc32(one.encode()) % PLACES for one in features(text)))


def features(text: str) -> set[str]:
    words = read(text).split()
    found = set(words)
    if words:
        found.update(f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True))
    for place, word in enumerate(words):
        found.update(f"{word} ~ {later}" for later in words[place + 2 : place + 5])
    letters = NOT_LETTERS.sub("", text.lower())
    found.update(f"={word}" for word in letters.split())
    padded = f" {' '.join(letters.split())} "
    found.update(f"…{padded[at : at + 5]}" for at in range(len(padded) - 4))
    return found


def _shares(found: array[int], weights: Weights) -> list[float]:
    """What nobody has said before counts for calm: it makes the text longer and tells nothing."""
    scale = sqrt(len(found) or 1)
    sums = [sum(map(told.__getitem__, found)) / scale for told in weights]
    sums[0] += CALM_AT_FIRST
    most = max(sums)
    raised = [exp(one - most) for one in sums]
    return [one / sum(raised) for one in raised]


def phrases() -> Iterator[tuple[int, str]]:
    """Each phrase with the place of its kind in KINDS."""
    for kind, name in enumerate(KINDS):
        for line in (SAID / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield kind, line


@cache
def _learned() -> Weights:
    seen = [(kind, places(text)) for kind, text in phrases()]
    weights = [array("f", bytes(4 * PLACES)) for _ in KINDS]
    shuffle = random.Random(1).shuffle  # the same weights in every process
    for done in range(ROUNDS):
        shuffle(seen)
        for kind, found in seen:
            _learn(kind, found, weights, pace=PACE / (1 + done))
    return weights


def _learn(kind: int, found: array[int], weights: Weights, *, pace: float) -> None:
    for other, share in enumerate(_shares(found, weights)):
        missed = (other == kind) - share
        if abs(missed) > SURE:
            step = pace * missed / sqrt(len(found) or 1)
            told = weights[other]
            for place in found:
                told[place] += step

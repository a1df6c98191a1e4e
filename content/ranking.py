"""Which of the documents that hold some of the words answers them best; the same over both databases.

A word tells the more, the fewer pages hold it, and weighs most in a title (as in Robertson's BM25F). A
document that has something of all that was asked for beats one that has much of a part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from content.models import SearchDocument
from content.query import Stems, Wanted

Kind = SearchDocument.Kind
Speaks = Callable[[str], float]  # from 0 to 1: how much a document speaks of a stem

# Title, near the title, the rest: what a word weighs there, and a usual length in words.
WEIGHTS = (12.0, 3.0, 1.0)
USUAL = (6, 60, 800)
LENGTH_MATTERS = 0.5  # from 0, not at all, to 1, fully
HALF = 5.0  # at this weight a document speaks of a word half as much as it can
ENOUGH = 0.4  # from here on, what was asked for is there
# The whole site speaks of it: it tells pages little apart.
SUBJECT = frozenset(["addict", "drug", "heroin", "opioid", "someon", "use"])
LEAST_RARITY = 0.3
# A page says more than an answer of two sentences, and that more than a line of the glossary.
KINDS = {Kind.PAGE: 1.3, Kind.QUESTION: 1.0, Kind.TERM: 0.6}
FAR_BEHIND = 0.2  # of the best; what fits worse is not shown


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling a stem is: in how many pages it stands, of how many. 0 pages: elsewhere only."""

    frequencies: Mapping[str, int]
    pages: int

    def knows(self, stems: Stems) -> bool:
        return all(stem in self.frequencies for stem in stems)

    def of(self, stem: str) -> float:
        held = self.frequencies.get(stem, 0)
        rarity = max(LEAST_RARITY, math.log(1 + (self.pages - held + 0.5) / (held + 0.5)))
        return rarity / 3 if stem in SUBJECT else rarity


def best_first(
    found: Iterable[SearchDocument], wanted: list[Wanted], rarity: Rarity
) -> list[SearchDocument]:
    scored = [(score(document, wanted, rarity), document) for document in found]
    scored.sort(key=lambda pair: (-pair[0], pair[1].url))
    best = scored[0][0] if scored else 0
    return [document for worth, document in scored if worth > best * FAR_BEHIND]


def score(document: SearchDocument, wanted: list[Wanted], rarity: Rarity) -> float:
    speaks = speaks_of(document)
    total = covered = asked = 0.0
    for one in wanted:
        ways = [way for way in one.ways if rarity.knows(way)]
        if ways:
            # Slang tells as much as what it means, be the word itself ever so rare.
            weight = min(sum(map(rarity.of, way)) / len(way) for way in ways)
            met = max(_met(way, speaks, rarity) for way in ways)
            total += weight * met
            covered += weight * min(1, met / ENOUGH)
            asked += weight
    return total * (covered / asked if asked else 0) * KINDS[Kind(document.kind)]


def _met(way: Stems, speaks: Speaks, rarity: Rarity) -> float:
    """From 0 to 1: how much of it is there, its rare words above all."""
    return sum(rarity.of(stem) * speaks(stem) for stem in way) / sum(map(rarity.of, way))


def speaks_of(document: SearchDocument) -> Speaks:
    fields = []
    texts = (document.title_stems, document.near_stems, document.body_stems)
    for text, weight, usual in zip(texts, WEIGHTS, USUAL, strict=True):
        stems = text.split()
        length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(stems) / usual
        fields.append((stems, weight / length))

    def speaks(stem: str) -> float:
        often = sum(stems.count(stem) * weight for stems, weight in fields)
        return often / (often + HALF)

    return speaks

"""Which documents answer best what was asked.

A word tells the more, the fewer pages hold it, and weighs most in a title (as in Robertson's BM25F). A
document that has something of all that was asked for beats one that has much of a part. Above that, a
page is found by the ways in which people ask for it: its title, its headings, the list that its
editors keep.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from content.models import SearchDocument
from content.search.postings import Postings
from content.search.query import Stems, Wanted

Kind = SearchDocument.Kind

ENOUGH = 0.4  # from here on, what was asked for is there
# The whole site speaks of it: it tells pages little apart.
SUBJECT = frozenset(["addict", "drug", "heroin", "opioid", "someon", "use"])
LEAST_RARITY = 0.3
OF_A_TITLE, OF_A_TERM, FEW_TITLES = 1.0, 1.4, 3
# Nobody asks for a page with it: "fast" and "explain" are rare here, and tell little.
OF_A_HEADING, OF_A_TEXT = 1.3, 1.0
# A page says more than an answer of two sentences, and that more than a line of the glossary.
KINDS = {Kind.PAGE: 1.3, Kind.QUESTION: 1.0, Kind.TERM: 0.6}
# Pages about this site, and lists of words, are seldom looked for.
ASIDE, ON_ITSELF = ("/about/", "/glossary/"), 0.6
ASKED_SO = 1.2  # what it is worth that people ask for a page in just these words
MEANT = 0.9  # what was meant tells a little less than what was typed
HALF_TYPED = 0.6  # "bring", of "what to bring"
FAR_BEHIND = 0.12  # of the best; what fits worse is not shown


class Rarity:
    """How telling a stem is: in how many pages it stands, of how many; and whether people ask for pages
    with it. One that stands in no page is known from elsewhere, such as the glossary."""

    def __init__(self, frequencies: Mapping[str, int], pages: int, postings: Postings) -> None:
        self._of = {
            stem: _rarity(stem, held, pages, postings) for stem, held in frequencies.items()
        }
        self._unheard = math.log(1 + (pages + 0.5) / 0.5)

    def known(self, stems: Stems) -> Stems:
        return tuple(stem for stem in stems if stem in self._of)

    def of(self, stem: str) -> float:
        return self._of.get(stem, self._unheard)


def _rarity(stem: str, held: int, pages: int, postings: Postings) -> float:
    rarity = max(LEAST_RARITY, math.log(1 + (pages - held + 0.5) / (held + 0.5)))
    if stem in SUBJECT:
        return rarity / 3
    if 0 < postings.titles[stem] <= FEW_TITLES:
        # Many pages speak of naloxone, and one is about it.
        return max(rarity, OF_A_TERM if stem in postings.terms else OF_A_TITLE)
    if stem in postings.asked_with:
        return rarity
    return min(rarity, OF_A_HEADING if stem in postings.ways_with else OF_A_TEXT)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of what was asked: what it weighs, and each way to say it with what it is worth."""

    weight: float
    ways: list[tuple[Stems, float]]


def best_first(postings: Postings, wanted: list[Wanted], rarity: Rarity) -> list[int]:
    """Documents by their place in the postings."""
    parts = parts_of(wanted, rarity)
    asked = sum(part.weight for part in parts)
    if not asked:
        return []
    worth = _by_words(postings, parts, rarity, asked)
    best = max(worth.values(), default=0)
    for document, likeness in _by_ways(postings, parts, rarity, asked).items():
        worth[document] += ASKED_SO * likeness
    for document in worth:
        worth[document] *= KINDS[Kind(postings.kinds[document])]
        if postings.urls[document].startswith(ASIDE) and postings.kinds[document] == Kind.PAGE:
            worth[document] *= ON_ITSELF
    fit = (n for n, value in worth.items() if value > best * FAR_BEHIND)
    return sorted(fit, key=lambda n: (-worth[n], postings.urls[n]))


def parts_of(wanted: list[Wanted], rarity: Rarity) -> list[Part]:
    return [part for one in wanted if (part := part_of(one, rarity))]


def part_of(one: Wanted, rarity: Rarity) -> Part | None:
    """Slang tells as much as what it means, be the word itself ever so rare."""
    ways = []
    if rarity.known(one.typed) == one.typed:
        ways.append((one.typed, 1.0 if one.is_whole else HALF_TYPED))
    if means := rarity.known(one.means):
        ways.append((means, MEANT))
    if not ways:
        return None
    stems, _ = ways[-1]
    return Part(sum(map(rarity.of, stems)) / len(stems), ways)


def _by_words(
    postings: Postings, parts: list[Part], rarity: Rarity, asked: float
) -> dict[int, float]:
    """From 0 to 1: how much a document has of each part, and of how many parts it has enough."""
    total: defaultdict[int, float] = defaultdict(float)
    covered: defaultdict[int, float] = defaultdict(float)
    for part in parts:
        for document, met in _met(postings, part, rarity).items():
            total[document] += part.weight * met
            covered[document] += part.weight * min(1, met / ENOUGH)
    return defaultdict(float, {n: total[n] * covered[n] / asked**2 for n in total})


def _met(postings: Postings, part: Part, rarity: Rarity) -> dict[int, float]:
    """Of each document, from 0 to 1: how much of a part is there, its rare words above all."""
    best: dict[int, float] = {}
    for way, worth in part.ways:
        whole = sum(map(rarity.of, way))
        here: defaultdict[int, float] = defaultdict(float)
        for stem in way:
            share = worth * rarity.of(stem) / whole
            for document, speaks in postings.speaks.get(stem, {}).items():
                here[document] += share * speaks
        for document, met in here.items():
            best[document] = max(met, best.get(document, 0))
    return best


def _by_ways(
    postings: Postings, parts: list[Part], rarity: Rarity, asked: float
) -> dict[int, float]:
    """Of each document, from 0 to 1: how like what was asked is the likest way of asking for it."""
    matched: defaultdict[int, float] = defaultdict(float)  # what of the question a way has
    used: defaultdict[int, set[str]] = defaultdict(set)  # which of its own stems that took
    for part in parts:
        for n, share in _shares(postings, part, rarity, used).items():
            matched[n] += part.weight * share
    likest: defaultdict[int, float] = defaultdict(float)
    for n, of_question in matched.items():
        stems, below, document, worth = postings.ways[n]
        recall, own = of_question / asked, _used(stems, below, used[n], rarity)
        if own:
            likeness = worth * (2 * own * recall / (own + recall)) ** 2
            likest[document] = max(likest[document], likeness)
    return likest


def _shares(
    postings: Postings, part: Part, rarity: Rarity, used: dict[int, set[str]]
) -> dict[int, float]:
    """Of each way of asking, from 0 to 1: how much of a part it has. Notes in `used` what that took."""
    best: dict[int, float] = {}
    for way, worth in part.ways:
        whole = sum(map(rarity.of, way))
        here: defaultdict[int, float] = defaultdict(float)
        for stem in way:
            for n in postings.ways_with.get(stem, ()):
                here[n] += worth * rarity.of(stem) / whole
                used[n].add(stem)
        for n, share in here.items():
            best[n] = max(share, best.get(n, 0))
    return best


def _used(stems: Stems, below: Stems, used: set[str], rarity: Rarity) -> float:
    """From 0 to 1: how much of a way the question has. What a heading stands below is half of it."""
    weights = {stem: rarity.of(stem) / 2 for stem in below} | {s: rarity.of(s) for s in stems}
    if used.isdisjoint(stems):
        return 0
    return sum(weight for stem, weight in weights.items() if stem in used) / sum(weights.values())

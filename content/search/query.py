"""What a visitor's words ask for: their stems, and what they also mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from content.plain_language import wording
from content.plain_language.folding import fold

# Words that say nothing about what is looked for.
# fmt: off
IDLE = frozenset([
    "a", "about", "am", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can",
    "do", "does", "for", "from", "get", "had", "has", "have", "he", "her", "him", "his", "how", "i",
    "if", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our", "she", "should", "so",
    "that", "the", "their", "them", "there", "they", "this", "to", "too", "was", "we", "what",
    "when", "where", "which", "who", "why", "will", "with", "would", "you", "your", "any", "anyone",
    "because", "could", "did", "doing", "else", "going", "gonna", "got", "ill", "im", "into", "ive",
    "just", "like", "may", "much", "now", "ok", "please", "really", "some", "than", "then", "these",
    "those", "u", "up", "us", "very", "wanna", "were", "while", "whats", "hes", "shes", "theyre",
    "youre", "isnt", "arent", "doesnt", "dont", "didnt", "wasnt", "thats", "theres", "hows",
    "wheres", "whos", "id", "cuz", "also", "even", "night", "tonight", "yesterday", "ever", "every",
    "know", "let", "lets", "maybe", "must", "only", "such", "tell", "thing", "things",
])
# fmt: on
# In phrases too: "my daughter" is "daughter".
ARTICLES = frozenset(
    ["a", "an", "her", "his", "my", "our", "that", "the", "their", "this", "your"]
)

Stems = tuple[str, ...]


class Phrasebook:
    """What people type, and the words of ours that it means; by its first stem, the longest first."""

    def __init__(self, phrases: Mapping[Stems, Stems] | None = None) -> None:
        self.beginning: defaultdict[str, list[tuple[Stems, Stems]]] = defaultdict(list)
        for typed, means in sorted((phrases or {}).items(), key=lambda pair: -len(pair[0])):
            if typed:
                self.beginning[typed[0]].append((typed, means))

    def longest(self, wanted: list[Wanted]) -> tuple[int, Stems]:
        """How many of these, from the first on, are a phrase as typed or as meant; what it means."""
        found: tuple[int, Stems] = (0, ())
        for first in {way[0] for way in wanted[0].ways if len(way) == 1}:
            for typed, means in self.beginning.get(first, ()):
                if len(typed) <= found[0]:
                    break
                ones = wanted[: len(typed)]
                if len(ones) == len(typed) and all(map(_is, ones, typed)):
                    found = (len(typed), means)
                    break
        return found


def _is(one: Wanted, stem: str) -> bool:
    """As typed or as meant; what is a phrase already is no word of another."""
    return (stem,) in (one.typed, one.means)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is looked for: what was typed, and what else that means."""

    typed: Stems
    means: Stems = ()
    is_whole: bool = True  # nothing of what was typed is left out here

    @property
    def ways(self) -> list[Stems]:
        return [self.typed, self.means] if self.means else [self.typed]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(self.typed + self.means)

    @property
    def is_idle(self) -> bool:
        return not self.means and all(stem in IDLE_STEMS for stem in self.typed)

    def without_idle(self) -> Wanted:
        """Of a phrase such as "my son", the words that tell something."""
        typed = tuple(stem for stem in self.typed if stem not in IDLE_STEMS)
        return Wanted(typed or self.typed, self.means, is_whole=len(typed) == len(self.typed))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return snowballstemmer.stemmer("english").stemWord(word)


IDLE_STEMS = frozenset(map(stem, IDLE))


def tokens(text: str) -> list[str]:
    """Stems of the words of a text, in order; accents, case and punctuation gone."""
    return [stem(word) for word in fold(text).split()]


def phrase(text: str) -> Stems:
    return tuple(stem(word) for word in fold(text).split() if word not in ARTICLES)


def read(words: list[str], phrases: Phrasebook) -> list[Wanted]:
    """What the words ask for. Phrases build on each other: where "daughter" means someone, "is my
    daughter using" is "is someone using". Idle words count within a phrase alone."""
    wanted = [Wanted((stem(word),)) for word in words if word not in ARTICLES]
    for _ in range(2):
        wanted = _with_meanings(wanted, phrases)
    return [one.without_idle() for one in wanted if not one.is_idle] or [
        Wanted((stem(word),)) for word in words
    ]


def _with_meanings(wanted: list[Wanted], phrases: Phrasebook) -> list[Wanted]:
    """The longest phrases first, from the left."""
    found, at = [], 0
    while at < len(wanted):
        length, means = phrases.longest(wanted[at:])
        run = wanted[at : at + max(1, length)]
        typed = tuple(stem for one in run for stem in one.typed)
        found.append(Wanted(typed, means or run[0].means))
        at += len(run)
    return found


def may_be_shown(text: str) -> bool:
    """Whether we may say these words ourselves: what stigmatizes is understood, never repeated."""
    return not any(word.pattern.search(text) for word in wording.STIGMA)

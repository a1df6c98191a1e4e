"""What a visitor's words ask for: their stems, what they also mean, how they were meant to be spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz, process

from content import wording

ALIKE = 75  # of 100: how near a known word must be to a misspelled one
WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about what is looked for.
# fmt: off
IDLE = frozenset([
    "a", "about", "am", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "do",
    "does", "for", "from", "get", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in",
    "is", "it", "its", "me", "my", "of", "on", "or", "our", "she", "should", "so", "that", "the", "their",
    "them", "there", "they", "this", "to", "too", "was", "we", "what", "when", "where", "which", "who",
    "why", "will", "with", "would", "you", "your",
])
# fmt: on
# In phrases too: "my daughter" is "daughter".
ARTICLES = frozenset(
    ["a", "an", "her", "his", "my", "our", "that", "the", "their", "this", "your"]
)

Stems = tuple[str, ...]
Phrases = Mapping[Stems, Stems]  # what people type, and the words of ours that it means


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is looked for: what was typed, and what else that means."""

    said: Stems
    means: Stems = ()

    @property
    def ways(self) -> list[Stems]:
        return [self.said, self.means] if self.means else [self.said]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(self.said + self.means)

    @property
    def is_idle(self) -> bool:
        return not self.means and all(stem in IDLE_STEMS for stem in self.said)

    def telling(self) -> Wanted:
        """Of a phrase such as "my son", the words that tell something."""
        said = tuple(stem for stem in self.said if stem not in IDLE_STEMS)
        return Wanted(said or self.said, self.means)


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(WORD.findall(kept.replace("'", "").replace("’", "")))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return snowballstemmer.stemmer("english").stemWord(word)


IDLE_STEMS = frozenset(map(stem, IDLE))


def tokens(text: str) -> list[str]:
    """Stems of the words of a text, in order; accents, case and punctuation gone."""
    return [stem(word) for word in fold(text).split()]


def phrase(text: str) -> Stems:
    return tuple(stem(word) for word in fold(text).split() if word not in ARTICLES)


def read(words: list[str], phrases: Phrases) -> list[Wanted]:
    """What the words ask for. Phrases build on each other: where "daughter" means someone, "is my
    daughter using" is "is someone using". Idle words count within a phrase alone."""
    wanted = [Wanted((stem(word),)) for word in words if word not in ARTICLES]
    for _ in range(2):
        wanted = _with_meanings(wanted, phrases)
    return [one.telling() for one in wanted if not one.is_idle] or [
        Wanted((stem(word),)) for word in words
    ]


def _with_meanings(wanted: list[Wanted], phrases: Phrases) -> list[Wanted]:
    """The longest phrases first, from the left."""
    longest = max(map(len, phrases), default=1)
    found, at = [], 0
    while at < len(wanted):
        for length in range(min(longest, len(wanted) - at), 0, -1):
            run = wanted[at : at + length]
            if means := _meaning(run, phrases):
                break
        said = tuple(stem for one in run for stem in one.said)
        found.append(Wanted(said, means or run[0].means))
        at += len(run)
    return found


def _meaning(run: list[Wanted], phrases: Phrases) -> Stems:
    """That of the phrase which these are, as typed or as meant."""
    if len(run) == 1:
        return phrases.get(run[0].said, ())
    for phrase, means in phrases.items():
        if len(phrase) == len(run) and all(
            stem in one.stems for stem, one in zip(phrase, run, strict=True)
        ):
            return means
    return ()


def correct(words: list[str], known: frozenset[str]) -> list[str]:
    """Each word that we do not know, as the nearest one that we do."""
    return [word if _is_known(word, known) else _nearest(word, known) for word in words]


def _is_known(word: str, known: frozenset[str]) -> bool:
    short = len(word) < 4 or word.isdigit()
    return not known or short or word in IDLE or word in known or stem(word) in known


def _nearest(word: str, known: frozenset[str]) -> str:
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return near[0] if near else word


def may_be_shown(text: str) -> bool:
    """Whether we may say these words ourselves: what stigmatizes is understood, never repeated."""
    return not any(word.pattern.search(text) for word in wording.STIGMA)

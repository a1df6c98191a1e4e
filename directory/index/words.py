"""Centers by the words of their names, their cities and the numbers of their phones.

Each word is kept once, in order, with the rows it stands in: a word typed halfway finds all that
begin with it. `directory.index.gathering` makes this. A phone number is kept as one word, its last seven digits first, so that a number
typed without its area code is the beginning of it. The same in both databases: neither is asked.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from directory.index.bits import mask_of
from directory.vocabulary.names import fold
from directory.vocabulary.phones import NotAPhone, parse

LOCAL = 7  # digits of a number without its area code
# Ten digits, or seven, in any shape: (617) 555-0142, 617.555.0142, +1 617 555 0142, 555 0142.
_NUMBER = re.compile(
    r"(?<!\d)(?:\+?1[\s.-]*)?\(?(?P<area>\d{3})?\)?[\s.-]*(?P<line>\d{3}[\s.-]*\d{4})(?!\d)"
)


def words_of(text: str) -> list[str]:
    """What a visitor typed, as words to look for; none when there is no letter or digit in it."""
    if sum(map(str.isdigit, text)) >= LOCAL - 1:
        try:
            return [as_word(parse(text).number)]  # letters that spell a number, an extension
        except NotAPhone:
            pass
    numbers = [
        re.sub(r"\D", "", found["line"]) + (found["area"] or "")
        for found in _NUMBER.finditer(text)
    ]
    return numbers + fold(_NUMBER.sub(" ", text)).split()


def as_word(number: str) -> str:
    """A phone number of our records as a word: 5550142617."""
    digits = re.sub(r"\D", "", number)
    return digits[-LOCAL:] + digits[:-LOCAL]


def words_in(names: Iterable[str], phones: Iterable[dict[str, Any]]) -> set[str]:
    """The words that a center is found by."""
    return {*fold(" ".join(names)).split(), *(as_word(phone["number"]) for phone in phones)}


@dataclass
class Words:
    """All words, one after the other: no object for each, which would take ten times the memory.

    Word n is `text[begins[n] : begins[n + 1]]`, and stands in `rows[starts[n] : starts[n + 1]]`. They
    are in order from `runs[k]` to `runs[k + 1]`: those of many thousand rows at a time.
    """

    text: bytes = b""
    begins: array[int] = field(default_factory=lambda: array("I", [0]))
    starts: array[int] = field(default_factory=lambda: array("I", [0]))
    rows: array[int] = field(default_factory=lambda: array("I"))
    runs: array[int] = field(default_factory=lambda: array("I", [0]))

    def __len__(self) -> int:
        return len(self.begins) - 1

    def __getitem__(self, n: int) -> bytes:
        return self.text[self.begins[n] : self.begins[n + 1]]

    def holds(self, word: str) -> bool:
        """Whether a center has this very word, not only begun."""
        encoded = word.encode()
        return any(
            (here := bisect_left(self, encoded, first, end)) < end and self[here] == encoded
            for first, end in pairwise(self.runs)
        )

    def matching(self, text: str) -> int:
        """The rows that hold every word of `text`, each perhaps only begun."""
        masks = [self._beginning(word.encode()) for word in words_of(text)]
        found = masks.pop() if masks else 0
        for mask in masks:
            found &= mask
        return found

    def _beginning(self, word: bytes) -> int:
        rows = array("I")
        for first, end in pairwise(self.runs):
            here = bisect_left(self, word, first, end)
            # The highest byte: what begins with the word stands before it.
            there = bisect_left(self, word + b"\xff", here, end)
            rows += self.rows[self.starts[here] : self.starts[there]]
        return mask_of(rows)

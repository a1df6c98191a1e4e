"""What the index is made of, gathered row by row and kept small: options as bits, words in runs."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from heapq import merge
from operator import or_

from directory.index.words import Words

RUN = 16_384  # rows whose words are put in order together: a search looks into each run


class Masks:
    """For each attribute the rows that say yes to it, and those that say no: a bit a row."""

    def __init__(self, rows: int) -> None:
        self._length = (rows + 7) // 8
        self._yes: defaultdict[str, bytearray] = defaultdict(self._nobody)
        self._no: defaultdict[str, bytearray] = defaultdict(self._nobody)

    def add(self, row: int, facts: Mapping[str, bool]) -> None:
        byte, bit = row >> 3, 1 << (row & 7)
        yes, no = self._yes, self._no
        for key, says_yes in facts.items():
            (yes if says_yes else no)[key][byte] |= bit

    def saying_yes(self, *keys: str) -> int:
        """The rows that say yes to any of these."""
        return reduce(or_, (_bits(self._yes, key) for key in keys), 0)

    def saying_anything(self, keys: Iterable[str]) -> int:
        return reduce(or_, (_bits(self._yes, key) | _bits(self._no, key) for key in keys), 0)

    def _nobody(self) -> bytearray:
        return bytearray(self._length)


def _bits(said: Mapping[str, bytearray], key: str) -> int:
    return int.from_bytes(said[key], "little") if key in said else 0


class Names:
    """Names and days of rows that come state by state, in each in their order."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("I")
        self._days = array("i")

    def add(self, name: str, day: date) -> None:
        self._text += name.encode()
        self._ends.append(len(self._text))
        self._days.append(-day.toordinal())

    @property
    def last_day(self) -> date | None:
        return date.fromordinal(-min(self._days)) if self._days else None

    def ranks(self, states: Iterable[tuple[int, int]]) -> array[int]:
        """The place of each row when all are ordered by name, then the most recently updated."""
        ranks = array("I", bytes(4 * len(self._ends)))
        in_order = merge(*(self._rows(first, end) for first, end in states))
        for rank, (_, _, row) in enumerate(in_order):
            ranks[row] = rank
        return ranks

    def _rows(self, first: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        start = self._ends[first - 1] if first else 0
        for row in range(first, end):
            yield bytes(self._text[start : self._ends[row]]), self._days[row], row
            start = self._ends[row]


class WordsGathered:
    """The words of many rows, put in order a run at a time."""

    def __init__(self) -> None:
        self._words = Words()
        self._text = bytearray()
        self._rows_of_word: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, row: int, words: Iterable[str]) -> None:
        if row % RUN == 0:
            self._end_run()
        for word in words:
            self._rows_of_word[word].append(row)

    def finish(self) -> Words:
        self._end_run()
        self._words.text = bytes(self._text)
        return self._words

    def _end_run(self) -> None:
        made, found = self._words, self._rows_of_word
        if not found:
            return
        for word in sorted(found):
            self._text += word.encode()
            made.begins.append(len(self._text))
            made.rows.extend(found[word])
            made.starts.append(len(made.rows))
        made.runs.append(len(made))
        self._rows_of_word = defaultdict(list)

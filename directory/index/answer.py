"""Which facilities answer a question, in what order, and what each further choice would leave."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from directory.index.bits import first_of, rows_of
from directory.index.question import Needs, Question
from directory.index.rows import Rows
from directory.vocabulary.attributes import Facet

FEW_TO_SORT = 2000  # more are found faster by going through all names in order


class Found(NamedTuple):
    """A facility that answers, and how far away it is when the question names a place."""

    pk: int
    miles: float | None


class Index(Rows):
    """The rows, to be asked."""

    def answer(self, question: Question) -> Answer:
        return Answer(self, question)


class Answer:
    """What the index says to one question."""

    def __init__(self, index: Rows, question: Question) -> None:
        self.index = index
        self.question = question
        self.circle = index.grid.circle(question.near, question.radius) if question.near else None
        self.area = index.all if self.circle is None else self.circle.mask
        if question.in_state:
            self.area &= index.in_state(question.in_state)
        if question.text:
            self.area &= index.words.matching(question.text)
        self.shown = index.all if question.with_set_aside else index.for_opioids
        self.mask = self._meeting(question.needs) & self.shown

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __getitem__(self, part: slice) -> list[Found]:
        """A part of those found; the rest is neither measured nor put in order."""
        return list(islice(self._in_order(), part.start, part.stop))

    @cached_property
    def found(self) -> list[Found]:
        """By distance, then by name, then the most recently updated (`name_ranks` hold both)."""
        return list(self._in_order())

    def _in_order(self) -> Iterator[Found]:
        pks = self.index.pks
        if self.circle is None:
            return (Found(pks[row], None) for row in self._by_name())
        near = self.circle.nearest_first(self.mask, self.index.name_ranks)
        return (Found(pks[row], miles) for row, miles in near)

    def _by_name(self) -> Iterator[int]:
        first, _ = self.index.states.get(self.question.in_state, (0, 0))
        if self.question.in_state:  # in a state, rows stand in the order of their names
            return (first + row for row in rows_of(self.mask >> first))
        if len(self) <= FEW_TO_SORT:
            return iter(sorted(rows_of(self.mask), key=self.index.name_ranks.__getitem__))
        bits = self.mask.to_bytes(len(self.index.pks) // 8 + 1, "little")
        return (row for row in self.index.by_name if bits[row >> 3] >> (row & 7) & 1)

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many facilities each option of the facet would leave, if it alone were chosen."""
        others, masks = self._without(facet), self.index.masks_of(facet)
        if self.question.with_not_stated:
            silent = self.index.silent_on(facet)
            masks = [(key, mask | silent) for key, mask in masks]
        start = self._start if others is self.mask else first_of(others)
        if start * 2 < others.bit_length():
            return {key: (others & mask).bit_count() for key, mask in masks}
        # All that are left stand far up and close together, as those of a state do: to look at their
        # run of bits alone takes a fifth of the time.
        others >>= start
        return {key: (mask >> start & others).bit_count() for key, mask in masks}

    @cached_property
    def _start(self) -> int:
        return first_of(self.mask)

    def not_stated(self, facet: Facet) -> int:
        """How many that meet every other facet say nothing at all about this one."""
        return (self._without(facet) & self.index.silent_on(facet)).bit_count()

    @property
    def set_aside(self) -> int:
        """How many were left out only because they do not treat opioid addiction."""
        return (self._meeting(self.question.needs) & ~self.shown).bit_count()

    @property
    def left_out_as_not_stated(self) -> int:
        """How many more there would be with those silent on some facet asked."""
        silent_too = self._meeting(self.question.needs, with_silent=True) & self.shown
        return (silent_too & ~self.mask).bit_count()

    def _without(self, facet: Facet) -> int:
        if facet not in self.question.needs:
            return self.mask
        return self._meeting(self.question.without(facet.value).needs) & self.shown

    def _meeting(self, needs: Needs, *, with_silent: bool = False) -> int:
        mask = self.area
        for facet, keys in needs.items():
            met = self.index.with_any(keys)
            if with_silent or self.question.with_not_stated:
                met |= self.index.silent_on(facet)
            mask &= met
        return mask

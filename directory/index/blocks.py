"""Masks cut where states begin, so that to count in a few states no other is looked at.

Of a directory of a million centers, one within ten miles of a ZIP code has neighbors in a state or
three: a thirtieth of the bits of each option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

Piece = tuple[int, int]  # the number of a block, and the bits of a mask in it

MANY = 50_000  # rows; with fewer, to cut takes longer than it saves
WORTH_IT = 2  # when at most one in so many bits is left to look at


class Blocks:
    """Whole bytes of a mask, from the first center of a state on. Every bit is in just one of them."""

    def __init__(self, starts: Iterable[int], rows: int) -> None:
        self._size = (rows + 7) // 8
        self._edges = sorted({*(start // 8 for start in starts), 0, self._size})
        self._cut: dict[tuple[str, int], list[int]] = {}

    def pieces(self, mask: int) -> list[Piece] | None:
        """The blocks in which the mask has any bit; None when it is all over the country."""
        data = mask.to_bytes(self._size, "little")
        found, looked_at = [], 0
        for number, (first, end) in enumerate(pairwise(self._edges)):
            if bits := int.from_bytes(data[first:end], "little"):
                found.append((number, bits))
                looked_at += end - first
        return found if looked_at * WORTH_IT <= self._size else None

    def counts(
        self, pieces: Iterable[Piece], name: str, masks: Callable[[], Sequence[int]]
    ) -> list[int]:
        """How many bits each of some masks shares with the pieces. `name` is that of the masks: each
        block of them is cut once, when it is asked for."""
        totals: list[int] = []
        for number, bits in pieces:
            if (cut := self._cut.get((name, number))) is None:
                cut = self._cut[name, number] = [self._block(mask, number) for mask in masks()]
            here = [(bits & mask).bit_count() for mask in cut]
            totals = [a + b for a, b in zip(totals, here, strict=True)] if totals else here
        return totals

    def _block(self, mask: int, number: int) -> int:
        first, end = self._edges[number], self._edges[number + 1]
        return mask >> 8 * first & (1 << 8 * (end - first)) - 1

"""Options as bits of two integers, and their counts as sums.

The plain way is a sum an option: `sum(mask >> n & 1)`. Packed, `sum(mask >> n & LANES)` adds up
bits n, n + 21 and n + 42 at once, each in a lane of its own of 21 bits, which a million rows do not
overflow: 37 sums in place of 110. Few would write that by hand; it shows how far SQL can go.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from tests.bench.peers.options import NUMBERS, OPTIONS

WIDTH = 63  # bits used of each integer
PACKED = "BENCH_PACKED"  # set in the environment: three counts to a sum
LANE = WIDTH // 3 if PACKED in os.environ else WIDTH
LANES = sum(1 << start for start in range(0, WIDTH, LANE))
MASKS = -(-len(OPTIONS) // WIDTH)
NAMES = [f"m{n}" for n in range(MASKS)]


def masks_of(options: Iterable[int]) -> list[int]:
    """The integers of a row that says yes to these options."""
    found = [0] * MASKS
    for number in options:
        found[number // WIDTH] |= 1 << number % WIDTH
    return found


def any_of(keys: Iterable[str]) -> str:
    """SQL: whether a row says yes to any of these."""
    masks = masks_of(NUMBERS[key] for key in keys)
    said = [f"{name} & {mask} != 0" for name, mask in zip(NAMES, masks, strict=True) if mask]
    return f"({' OR '.join(said)})"


def lanes_for(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Which sums (mask, shift) hold the counts of these options."""
    return sorted({(number // WIDTH, number % WIDTH % LANE) for number in numbers})


def sum_of(lane: tuple[int, int]) -> str:
    mask, shift = lane
    return f"sum({NAMES[mask]} >> {shift} & {LANES})"


def counts(
    lanes: Sequence[tuple[int, int]], sums: Sequence[int | None], numbers: Iterable[int]
) -> dict[str, int]:
    """The count at each of these options. A sum over no rows is null."""
    held = dict(zip(lanes, sums, strict=True))
    found = {}
    for number in numbers:
        mask, bit = divmod(number, WIDTH)
        lane, shift = divmod(bit, LANE)
        found[OPTIONS[number][1]] = int(held[mask, shift] or 0) >> LANE * lane & (1 << LANE) - 1
    return found

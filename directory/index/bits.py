"""A set of rows as one integer: row n is the bit 1 << n."""

import re
from collections.abc import Iterable, Iterator

_SET = re.compile(rb"[^\0]", re.DOTALL)  # leaps over empty bytes, of which there are most
_PLACES = [[place for place in range(8) if byte >> place & 1] for byte in range(256)]


def mask_of(rows: Iterable[int]) -> int:
    """Set all bits at once: adding them one by one would copy the integer for each."""
    rows = list(rows)
    bits = bytearray(max(rows, default=-1) // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def rows_of(mask: int) -> Iterator[int]:
    """The numbers of the set bits, lowest first."""
    for found in _SET.finditer(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        (byte,), first = found[0], found.start() * 8
        for place in _PLACES[byte]:
            yield first + place


def first_of(mask: int) -> int:
    """The number of the lowest set bit; 0 when none is."""
    return max((mask & -mask).bit_length() - 1, 0)

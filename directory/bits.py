"""A set of rows as one integer: row n is the bit 1 << n."""

from collections.abc import Iterable, Iterator


def mask_of(rows: Iterable[int]) -> int:
    """Set all bits at once: adding them one by one would copy the integer for each."""
    rows = list(rows)
    bits = bytearray(max(rows, default=-1) // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def rows_of(mask: int) -> Iterator[int]:
    """The numbers of the set bits, lowest first."""
    for place, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low

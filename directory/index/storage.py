"""The index as the database keeps it: a line of JSON, then its parts as memory holds them, cut into
pieces of a megabyte.

Nothing in it is spelled out or packed: a process that loads it copies each part to its place, which
takes a millisecond and hardly more memory than the index itself.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from directory.index.answer import Index
from directory.index.words import Words
from directory.vocabulary.attributes import ATTRIBUTES, Facet, answers_to

LAYOUT = 6  # goes up when this form changes
PIECE = 1_000_000  # bytes; one that ends a part may be twice as long
ARRAYS = {"pks": "q", "latitudes": "d", "longitudes": "d", "name_ranks": "I"}
WORD_ARRAYS = ("begins", "starts", "rows", "runs")
MASKS = ("options", "answered")


def edition() -> int:
    """Of layout and vocabulary. An index stored by another edition of the site is made anew."""
    answers = [(facet.value, sorted(answers_to(facet))) for facet in Facet]
    filters = [key for key, attribute in ATTRIBUTES.items() if attribute.is_filter]
    return zlib.crc32(repr((LAYOUT, sys.byteorder, filters, answers)).encode())


def to_pieces(index: Index) -> Iterator[bytes]:
    """Piece by piece: the whole is never there beside the index."""
    parts = list(_parts(index))
    head = {
        "edition": edition(),
        "states": index.states,
        "has_samples": index.has_samples,
        "as_of": index.as_of.isoformat() if index.as_of else None,
        "parts": {name: part.nbytes for name, part in parts},
    }
    held = bytearray(json.dumps(head).encode() + b"\n")
    for _, part in parts:
        for start in range(0, part.nbytes, PIECE):
            held += part.cast("B")[start : start + PIECE]
            if len(held) >= PIECE:
                yield bytes(held)
                held.clear()
    yield bytes(held)


def from_pieces(pieces: Iterable[bytes]) -> Index | None:
    """The index that was stored; None when another edition of the site stored it, or not all of it."""
    rest = iter(pieces)
    line, _, first = next(rest, b"").partition(b"\n")
    head = _head(line)
    if head.get("edition") != edition():
        return None
    stream = Stream(chain([first], rest))
    try:
        parts = {name: _part(name, stream.read(size)) for name, size in head["parts"].items()}
    except EOFError:
        return None
    numbers: dict[str, Any] = {name: parts[name] for name in ARRAYS}
    masks: dict[str, Any] = {group: _of_group(parts, group) for group in MASKS}
    return Index(
        **numbers,
        **masks,
        set_aside=parts["set_aside"],
        words=Words(parts["words"], *(parts[f"words {name}"] for name in WORD_ARRAYS)),
        states={state: (first, end) for state, (first, end) in head["states"].items()},
        has_samples=head["has_samples"],
        as_of=date.fromisoformat(head["as_of"]) if head["as_of"] else None,
    )


class Stream:
    """Bytes to be read, so many at a time, from pieces of other sizes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")

    def read(self, size: int) -> bytes:
        taken = bytearray()
        while left := size - len(taken):
            if not self._held:
                self._held = memoryview(next(self._pieces, b""))
            if not self._held:
                raise EOFError
            taken += self._held[:left]
            self._held = self._held[left:]
        return bytes(taken)


def _parts(index: Index) -> Iterator[tuple[str, memoryview]]:
    """Views: the large ones are not copied before they are joined."""
    for name in ARRAYS:
        yield name, memoryview(getattr(index, name))
    for group in MASKS:
        for key, mask in getattr(index, group).items():
            yield f"{group} {key}", memoryview(_bits(mask))
    yield "set_aside", memoryview(_bits(index.set_aside))
    yield "words", memoryview(index.words.text)
    for name in WORD_ARRAYS:
        yield f"words {name}", memoryview(getattr(index.words, name))


def _bits(mask: int) -> bytes:
    return mask.to_bytes((mask.bit_length() + 7) // 8, "little")


def _head(line: bytes) -> dict[str, Any]:
    """The first line. What another edition stored may hold none."""
    try:
        head = json.loads(line)
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}


def _part(name: str, data: bytes) -> Any:
    """As memory holds it: numbers, a mask, or the text of the words."""
    if name == "words":
        return data
    if kind := ARRAYS.get(name) or ("I" if name.startswith("words ") else ""):
        return array(kind, data)
    return int.from_bytes(data, "little")


def _of_group(parts: dict[str, Any], group: str) -> dict[str, int]:
    start = f"{group} "
    return {
        name.removeprefix(start): part for name, part in parts.items() if name.startswith(start)
    }

"""The index as bytes, as the database keeps it: a line of JSON, then its parts as memory holds them.

Nothing in it is spelled out or packed: a process that loads it copies each part to its place, which
takes a millisecond and no more memory than the index itself.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterator
from datetime import date
from typing import Any

from directory.answers import Index
from directory.models import ATTRIBUTES, Facet
from directory.models.attribute import answers_to
from directory.words import Words

LAYOUT = 5  # goes up when this form changes
ARRAYS = {"pks": "q", "latitudes": "d", "longitudes": "d", "name_ranks": "I"}
WORD_ARRAYS = ("begins", "starts", "rows", "runs")
MASKS = ("options", "answered")


def edition() -> int:
    """Of layout and vocabulary. An index stored by another edition of the site is made anew."""
    answers = [(facet.value, sorted(answers_to(facet))) for facet in Facet]
    filters = [key for key, attribute in ATTRIBUTES.items() if attribute.is_filter]
    return zlib.crc32(repr((LAYOUT, sys.byteorder, filters, answers)).encode())


def to_bytes(index: Index) -> bytes:
    parts = dict(_parts(index))
    head = {
        "edition": edition(),
        "states": index.states,
        "has_samples": index.has_samples,
        "as_of": index.as_of.isoformat() if index.as_of else None,
        "parts": {name: part.nbytes for name, part in parts.items()},
    }
    return b"".join([json.dumps(head).encode(), b"\n", *parts.values()])


def from_bytes(blob: bytes) -> Index | None:
    """The index that was stored; None when another edition of the site stored it."""
    head = _head(blob)
    if head.get("edition") != edition():
        return None
    parts = dict(_cut(blob, head["parts"]))
    numbers = {name: _array(kind, parts[name]) for name, kind in ARRAYS.items()}
    words = (_array("I", parts[f"words {name}"]) for name in WORD_ARRAYS)
    return Index(
        pks=numbers["pks"],
        latitudes=numbers["latitudes"],
        longitudes=numbers["longitudes"],
        name_ranks=numbers["name_ranks"],
        options=_masks(parts, "options"),
        answered=_masks(parts, "answered"),
        set_aside=int.from_bytes(parts["set_aside"], "little"),
        words=Words(bytes(parts["words"]), *words),
        states={state: (first, end) for state, (first, end) in head["states"].items()},
        has_samples=head["has_samples"],
        as_of=date.fromisoformat(head["as_of"]) if head["as_of"] else None,
    )


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


def _head(blob: bytes) -> dict[str, Any]:
    """Its first line. What another edition stored may hold none."""
    try:
        head = json.loads(blob[: blob.find(b"\n")])
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}


def _cut(blob: bytes, sizes: dict[str, int]) -> Iterator[tuple[str, memoryview]]:
    rest = memoryview(blob)[blob.find(b"\n") + 1 :]
    for name, size in sizes.items():
        yield name, rest[:size]
        rest = rest[size:]


def _array(kind: str, part: memoryview) -> array[Any]:
    numbers: array[Any] = array(kind)
    numbers.frombytes(part)
    return numbers


def _masks(parts: dict[str, memoryview], group: str) -> dict[str, int]:
    return {
        name.removeprefix(f"{group} "): int.from_bytes(part, "little")
        for name, part in parts.items()
        if name.startswith(f"{group} ")
    }

"""The index as the database keeps it: a line of JSON, then its parts as memory holds them.

Nothing in it is spelled out or packed: a process that loads it copies each part to its place, which
takes a millisecond.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterator
from datetime import date
from typing import Any

from directory.index.answer import Index
from directory.index.words import Words
from directory.vocabulary.attributes import ATTRIBUTES, Facet, answers_to

LAYOUT = 7  # goes up when this form changes
ARRAYS = {"pks": "q", "latitudes": "d", "longitudes": "d", "name_ranks": "I"}
WORD_ARRAYS = ("begins", "starts", "rows", "runs")
MASKS = ("options", "answered")


def layout() -> int:
    """Of this form and of the vocabulary. What was stored by code with another one is made anew."""
    answers = [(facet.value, sorted(answers_to(facet))) for facet in Facet]
    filters = [key for key, attribute in ATTRIBUTES.items() if attribute.is_filter]
    return zlib.crc32(repr((LAYOUT, sys.byteorder, filters, answers)).encode())


def to_bytes(index: Index) -> bytes:
    parts = list(_parts(index))
    head = {
        "layout": layout(),
        "states": index.states,
        "has_samples": index.has_samples,
        "as_of": index.as_of.isoformat() if index.as_of else None,
        "parts": {name: part.nbytes for name, part in parts},
    }
    return b"".join([json.dumps(head).encode(), b"\n", *(part.cast("B") for _, part in parts)])


def from_bytes(data: bytes) -> Index | None:
    """The index that was stored; None when code of another layout stored it, or not all of it."""
    end_of_head = data.find(b"\n")
    head = _head(data[:end_of_head])
    if head.get("layout") != layout():
        return None
    parts: dict[str, Any] = {}
    rest, at = memoryview(data), end_of_head + 1
    for name, size in head["parts"].items():
        parts[name] = _part(name, bytes(rest[at : at + size]))
        at += size
    if at != len(data):
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
    """The first line. What other code stored may hold none."""
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
        whole = len(data) - len(data) % array(kind).itemsize  # less was stored than the head says
        return array(kind, data[:whole])
    return int.from_bytes(data, "little")


def _of_group(parts: dict[str, Any], group: str) -> dict[str, int]:
    start = f"{group} "
    return {
        name.removeprefix(start): part for name, part in parts.items() if name.startswith(start)
    }

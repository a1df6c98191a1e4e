"""What danger a search speaks of: text in, kinds out. Pure; nothing of it is kept or counted."""

from __future__ import annotations

from enum import StrEnum

from content.crisis import languages, reading, signs


class Kind(StrEnum):
    """The gravest first: so they are shown."""

    OVERDOSE = "overdose"  # not breathing, not waking, blue, too much taken
    POISON = "poison"  # a child, a pet or anybody swallowed what they should not have
    SUICIDE = "suicide"  # suicide and self-harm


def kinds(text: str) -> tuple[Kind, ...]:
    """All that the words plainly say, or may well say; nothing where they are calm."""
    said = reading.read(text)
    found = signs.of(said) | languages.of(text)
    return tuple(kind for kind in Kind if kind.value in found)

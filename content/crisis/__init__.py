"""What danger a search speaks of: text in, kinds out. Pure; nothing of it is kept or counted.

Two ways hear it. Grammars (`signs`, `languages`) know what is said plainly. What they do not know,
`likelihood` judges by what people say in danger and otherwise; it also keeps the grammars from taking
"wake up early" for a danger.
"""

from __future__ import annotations

from enum import StrEnum

from content.crisis import as_typed, languages, likelihood, signs

CALM_ENOUGH = 0.6  # from here on what was learned alone shows no box
SURELY_CALM = 0.9  # from here on not even what a grammar found does
ALSO = 0.25  # of this likelihood on, a further kind has its box too
FIRST = 0.5  # and from here on it stands first


class Kind(StrEnum):
    """The gravest first: so they are shown, but where the words point to one above all."""

    OVERDOSE = "overdose"  # not breathing, not waking, blue, too much taken
    POISON = "poison"  # a child, a pet or anybody swallowed what they should not have
    SUICIDE = "suicide"  # suicide and self-harm


def kinds(text: str) -> tuple[Kind, ...]:
    """All that the words plainly say, or may well say; nothing where they are calm."""
    if not text.strip():
        return ()
    found = signs.of(as_typed.read(text)) | languages.of(text)
    likely = likelihood.likely(text)
    calm = likely[likelihood.CALM]
    if calm >= (SURELY_CALM if found else CALM_ENOUGH):
        return ()
    if calm < CALM_ENOUGH:
        found.add(max(Kind, key=likely.__getitem__).value)
    shown = [kind for kind in Kind if kind in found or likely[kind] > ALSO]
    return tuple(sorted(shown, key=lambda kind: likely[kind] < FIRST))

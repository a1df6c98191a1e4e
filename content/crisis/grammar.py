"""What the grammars are made of: signs joined to one pattern over words and classes."""

from __future__ import annotations

import re

SOMEBODY = "(?:I|HE|KIN|CHILD)"
OTHER = "(?:HE|KIN|CHILD)"
THING = "(?:DRUG|PILL)"
MUCH = "(?:(?:way )?(?:too|to|2) (?:much|many|mutch|meny))"
WHOSE = "(?:my|his|HE|their|your|the|own|our)"


def gap(most: int) -> str:
    """Any words, at most so many, between two that count."""
    return rf"(?:\w+ ){{0,{most}}}"


def gap_but(words: str, most: int) -> str:
    """The same, none of them one of these."""
    return rf"(?:(?!(?:{words}) )\w+ ){{0,{most}}}"


def any_of(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(f" (?:{sign})" for sign in signs))

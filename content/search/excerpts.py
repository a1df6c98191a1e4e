"""The sentence of a page that answers what was asked; it stands below the page's title in a list of
what was found.

Alone on a page of results a sentence has no neighbors. So only those of plain paragraphs are shown: an
item of a list may be what not to do, and "it" would be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.plain_language import linter, readability
from content.search.query import Stems, tokens
from content.search.ranking import Part, Rarity

SHORTEST, LONGEST = 6, 28  # words
ENOUGH = 0.7  # of what was asked, for a sentence to stand in place of the summary
SHORT_STEM = 3
LITTLE = 0.3  # a sentence that says hardly more than the summary does not
BLOCK = re.compile(r"^:::.*?^:::\s*$", re.MULTILINE | re.DOTALL)
NO_PARAGRAPH = re.compile(r"^\s*(?:#|\||[-*>]\s|\d+\.\s|\[\[(?:picture|helplines|summary)|☐)")
# What leans on the sentence before, or is what somebody else says.
LEANS = re.compile(
    r"(?:it|its|this|that|these|those|they|their|them|he|she|his|her|him|then|there|so|but|and|or|nor"
    r"|also|both|yes|no|not|some|such|neither|either|another|others?|the same|in that|if so|if not"
    r"|after that|before that|for that|do so|truth|myth|even so|instead|still|one|each|most|if|until|when|do|never"
    r"|stay|see|read|in such|of such|in a \d+|all|ask|call|here|the page|a page|to do so|as in)\b",
    re.IGNORECASE,
)
QUOTE = re.compile(r"[“”\"]")


def sentences(markdown: str) -> Iterator[str]:
    """Those that can stand alone, with their slots."""
    for paragraph in re.split(r"\n\s*\n", BLOCK.sub("", markdown)):
        if not NO_PARAGRAPH.match(paragraph):
            for sentence in readability.sentences(_plain(paragraph)):
                if stands_alone(sentence):
                    yield sentence


def _plain(paragraph: str) -> str:
    text = linter.LINK.sub(r"\1", linter.CITATION.sub("", paragraph))
    return " ".join(linter.MARKS.sub("", text).split())


def stands_alone(sentence: str) -> bool:
    words = len(sentence.split())
    return (
        SHORTEST <= words <= LONGEST
        and sentence.endswith(".")
        and sentence[0].isupper()
        and not LEANS.match(sentence)
        and not QUOTE.search(sentence)
        and "[[helpline" not in sentence  # whom to call depends on what stands around it
    )


def best(text: str, parts: list[Part], rarity: Rarity, *, title: str, than: str) -> str:
    """Of a page's sentences, one a line, that which says most of what is wanted below its title (in
    stems), if that is nearly all and more than the summary says."""
    asked = sum(part.weight for part in parts)
    above = set(title.split())
    most = max(ENOUGH * asked, _coverage(above | set(tokens(than)), parts, rarity) + LITTLE)
    found = than
    at_hand = [(_coverage(above, [part], rarity), part.weight, _starts(part)) for part in parts]
    for sentence in text.splitlines():
        small = sentence.lower()
        # To stem every word of a site takes longer than all else, and few sentences can win.
        hope = sum(
            weight if any(start in small for start in starts) else here
            for here, weight, starts in at_hand
        )
        if hope > most:
            covered = _coverage(above | set(tokens(sentence)), parts, rarity)
            if covered > most:
                most, found = covered, sentence
    return found


def _starts(part: Part) -> set[str]:
    """How its words begin, whatever their endings: a stem ends in i where the word ends in y."""
    return {stem[:-1] if len(stem) > SHORT_STEM else stem for way, _ in part.ways for stem in way}


def _coverage(stems: set[str], parts: list[Part], rarity: Rarity) -> float:
    """How much of what is wanted these stems say, each part by its weight."""
    return sum(
        part.weight * max(worth * _share(way, stems, rarity) for way, worth in part.ways)
        for part in parts
    )


def _share(way: Stems, stems: set[str], rarity: Rarity) -> float:
    return sum(rarity.of(stem) for stem in way if stem in stems) / sum(map(rarity.of, way))

"""A text as the grammars read it: words as their classes, spelling, texting and glue undone."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from content.crisis.word_classes import CLASSES, DROPPED, GLUED, KEY, REAL
from content.plain_language.folding import fold

MOST_WORDS = 60  # of a text; who writes more has said it by then
SHORTEST = 6  # letters of a word that others may be misspelled from
CLASS_OF = {word: name for name, words in CLASSES.items() for word in words.split()}
LIKELY = [word for word, name in CLASS_OF.items() if name in KEY and len(word) >= SHORTEST]

# Before words are words: an apostrophe or a dot that tells "OD'd" from "odd".
DOTTED = re.compile(r"\bo\.\s?d\b\.?(?=[\s'’a-z]|$)", re.IGNORECASE)
ODED = re.compile(r"\bo\.?d\.?\s?['’]\s?(?:d|ed)\b|\bod-ed\b", re.IGNORECASE)
ODING = re.compile(r"\bo\.?d\.?\s?['’-]\s?(?:ing|in)\b|\bod ing\b", re.IGNORECASE)
# "can t", "won t", as some keyboards and sites leave it.
SPLIT = re.compile(
    r"\b(can|won|isn|don|doesn|didn|ain|aren|couldn|wasn|hasn|haven|wouldn) (?:t|not)\b"
)
NUMBER = "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]|1[0-2]|eighteen|fifteen)"

# After words are classes: what several words say together.
TOGETHER = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\b(?:my|HE|his|him|your|ur|their|them|there|our) (?:self|selves)\b", "SELF"),
        (r"\bover (?:dosed|doesed)\b", "ODED"),
        (r"\bover (?:dose|dosing|doses)\b(?! limit)|\bo d\b", "OD"),
        (r"\b(?:HE|KIN|I) odd\b(?! jobs?)|\bodd on\b", "HE ODED"),
        (r"\bself (?:KILL|HURT|CUT|injury|injuring|injure|mutilation)\b", "SUICIDAL"),
        (r"\b(?:can|could|will|does|do|would|has|have) NOT\b", "NOT"),
        (r"\bcome (?:to|around|back|round)\b(?= (?:[a-z]*$|and|$))", "WAKE"),
        (rf"\b{NUMBER} ?(?:year|yr|yrs|years|month|months|mos|week|weeks|mth|y|m) ?(?:old|olds|o)\b", "CHILD"),
        (rf"\bHE (?:only )?(?:{NUMBER}|[1-9][0-9](?= (?:months|mos)))(?: (?:months|weeks|month|mos))?\b(?! (?:DRUG|PILL|days|times|mg))", "HE CHILD"),
        (rf"\b(?:KIN|HE) {NUMBER} (?=and|HE|$)", "CHILD "),
        (r"\b(?:little|lil|lil|youngest|small|tiny) (?:HE|KIN|one|man|guy)\b", "CHILD"),
        (r"\b[0-9]{1,2}(?:yo|mo|yr|m|y|yrold)\b", "CHILD"),
        (r"\btake homes?(?: (?:dose|doses|bottle|bottles))?\b|\bTAK(?:E|ING) homes?(?: (?:dose|doses|bottle|bottles))?\b", "DRUG"),
        (r"\bpain (?:PILL|DRUG)\b", "PILL"),
        (r"\bHE in laws?\b", "HE"),
        (rf"\b(?:age|aged) {NUMBER}\b", "CHILD"),
        (r"\bsewer ?slide\b|\bcommit sui\b", "SUICIDAL"),
        (r"\bNOT longer\b", "NOT"),
    )
]  # fmt: skip


def read(text: str) -> str:
    """Words and classes, one blank between two and one at each end."""
    text = ODING.sub("oding", ODED.sub("oded", DOTTED.sub("od", text)))
    folded = SPLIT.sub(r"\1t", fold(text))
    said = " ".join(filter(None, map(_class_of, folded.split()[:MOST_WORDS])))
    for pattern, together in TOGETHER:
        said = pattern.sub(together, said)
    return f" {said} "


@lru_cache(maxsize=20_000)
def _class_of(word: str) -> str:
    """The class of a word or of the word it is misspelled from; a word of no class is itself."""
    if word in GLUED:
        return GLUED[word]
    if word in DROPPED:
        return ""
    return CLASS_OF.get(word) or CLASS_OF.get(_meant(word), word)


def _meant(word: str) -> str:
    """The telling word that lies one slip away, begun with the same letter; of a long one, two."""
    if word in REAL or len(word) < SHORTEST - 1 or not word.isalpha():
        return word
    slips = 2 if len(word) > 9 else 1
    near = [
        (distance, other)
        for other in LIKELY
        if other[0] == word[0]
        and (distance := OSA.distance(word, other, score_cutoff=slips)) <= slips
    ]
    return min(near)[1] if near else word

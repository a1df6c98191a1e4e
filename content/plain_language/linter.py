"""What a page must not say or lack. The same rules for shipped files and for the admin.

Errors hold a version back; warnings inform. Each finding says what to write instead. The words are
in `content.plain_language.wording`, the claims in `content.plain_language.claims`; how hard a text is to read is in `content.plain_language.readability`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.plain_language import claims as never_say
from content.plain_language import readability, wording

HARDEST_GRADE = 8.0
HARDEST_EMERGENCY_GRADE = 6.0

CITATION = re.compile(r"\[@[^\]]*\]")
SLOT = re.compile(r"\[\[[^\]]*\]\]")
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)]*)\)")
FENCE = re.compile(r"^:::[ \t]*\w*[ \t]*", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
STEPS = re.compile(r"^::: steps\n(.*?)^:::", re.MULTILINE | re.DOTALL)
CHECK = re.compile(r"^::: check\n(.*?)^:::", re.MULTILINE | re.DOTALL)
# What a list that counts itself is made of; what to write where it is missing.
CHECK_PARTS = (
    (
        re.compile(r"^1\. ☐ ", re.MULTILINE),
        "Begin each of its items with ☐: “1. ☐ I had cravings.”",
    ),
    (re.compile(r"____\s*$", re.MULTILINE), "Leave a blank for the count: “Signs marked: ____”."),
    (re.compile(r"^\| 0\b", re.MULTILINE), "End it with a table of what counts mean, from 0 up."),
)
MARKS = re.compile(r"^\s*(?:[-*>]|\d+\.)\s+|[*_`|]|^[\s|:-]+$", re.MULTILINE)
QUOTED = re.compile(r"[“\"][^”\"\n]*[”\"]")
PHONE = re.compile(r"(?<![\d.$])(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)|\b988\b")
VAGUE_LINKS = {"here", "click here", "link", "this", "this link", "this page", "more", "read more"}
# A count or a share; years, doses, hours and ages are none of them.
STATISTIC = re.compile(r"\b\d[\d,.]*\s?(?:%|percent\b)|\b\d{1,3}(?:,\d{3})+\b(?! (?:miles|hours))")
AGEING = re.compile(
    r"\b(?:currently|recently|nowadays|lately|this year|last year|next year|the latest|the newest)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, with the words it was found in."""

    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.message} In: “{self.excerpt}”" if self.excerpt else self.message


@dataclass(frozen=True, slots=True)
class Text:
    """What of a version is linted."""

    body: str
    summary: str = ""
    short_version: str = ""

    @property
    def written(self) -> str:
        return "\n\n".join(filter(None, [self.summary, self.short_version, self.body]))


def errors(text: Text) -> list[Finding]:
    """What holds a version back."""
    read = prose(text.written)
    return [
        *stigma(read),
        *claims(read),
        *phones(text.written),
        *links(text.written),
        *checks(text.body),
    ]


def warnings(text: Text) -> list[Finding]:
    """What an editor should know; the reading grade needs a dictionary, so this takes a second."""
    read = prose(text.written)
    found = [
        *statistics(read),
        *ageing(read),
        *long_sentences(read),
        *too_hard(read, hardest=HARDEST_GRADE, what="The page"),
    ]
    for steps in STEPS.findall(text.body):
        found += too_hard(prose(steps), hardest=HARDEST_EMERGENCY_GRADE, what="The steps")
    return found


def prose(markdown: str) -> str:
    """The words a reader reads, a paragraph, item or cell a line."""
    text = SLOT.sub("1", CITATION.sub("", markdown))
    text = LINK.sub(r"\1", text)
    text = HEADING.sub(r"\1\n", text)
    text = FENCE.sub("", text).replace("|", "\n")
    return re.sub(r"\n\s*\n+", "\n", MARKS.sub("", text)).strip()


def stigma(text: str) -> Iterator[Finding]:
    """Words that keep people from care; what somebody is quoted as saying is not ours."""
    for sentence in readability.sentences(text):
        ours = QUOTED.sub("", wording.PROPER_NAMES.sub("", sentence))
        for word in wording.STIGMA:
            if match := word.pattern.search(ours):
                yield Finding(f"“{match[0]}” stigmatizes. Say {word.instead}.", sentence)


def claims(text: str) -> Iterator[Finding]:
    """Claims that are unsafe, outdated or unfair. To deny one or to ask about it is to name it."""
    for sentence in readability.sentences(text):
        if sentence.rstrip("”\"’'").endswith("?"):
            continue
        is_denied = never_say.DENIAL.search(sentence)
        for claim in never_say.NEVER_SAY:
            if (claim.even_denied or not is_denied) and claim.pattern.search(sentence):
                yield Finding(f"Never say this. {claim.instead}", sentence)


def phones(markdown: str) -> Iterator[Finding]:
    for match in PHONE.finditer(SLOT.sub("", CITATION.sub("", markdown))):
        yield Finding(
            "A phone number stands in the registry only: use [[helpline:key]].",
            match[0],
        )


def links(markdown: str) -> Iterator[Finding]:
    for match in LINK.finditer(SLOT.sub("", markdown)):
        words = match[1].strip()
        if match[0].startswith("!"):
            yield Finding("Pictures come by [[picture:key]], with their text.", match[0])
        elif words.lower().rstrip(".") in VAGUE_LINKS:
            yield Finding("A link says where it goes.", match[0])


def checks(markdown: str) -> Iterator[Finding]:
    """A list to tick has all that its script and a reader with a pen need."""
    for check in CHECK.findall(markdown):
        for part, advice in CHECK_PARTS:
            if not part.search(check):
                yield Finding(advice, check.partition("\n")[0])


def statistics(text: str) -> Iterator[Finding]:
    """A count or share says of which year it is, in its own sentence or the one before."""
    before = ""
    for sentence in readability.sentences(text):
        if STATISTIC.search(sentence) and not YEAR.search(before + sentence):
            yield Finding("Say of which year this number is.", sentence)
        before = sentence


def ageing(text: str) -> Iterator[Finding]:
    """Words that are true only near the day on which they were written."""
    for sentence in readability.sentences(text):
        if match := AGEING.search(sentence):
            yield Finding(
                f"“{match[0]}” is not true for long: give the year or the month.", sentence
            )


def long_sentences(text: str) -> Iterator[Finding]:
    for sentence in readability.sentences(text):
        if (number := len(readability.words(sentence))) > readability.LONG_SENTENCE:
            yield Finding(f"{number} words: make two sentences of it.", sentence)


def too_hard(text: str, *, hardest: float, what: str) -> Iterator[Finding]:
    grade = readability.grade(text)
    if grade is not None and grade.judged > hardest:
        yield Finding(
            f"{what} reads at grade {grade.judged} (raw {grade.raw}); at most {hardest:.0f} is the aim.",
        )

"""Words that no page of ours may hold, each with what to say instead. Patterns look at one sentence at a
time; the claims that none may make are in `content.plain_language.claims`."""

from __future__ import annotations

import re
from typing import NamedTuple


class Wording(NamedTuple):
    pattern: re.Pattern[str]
    instead: str
    even_denied: bool = False  # it has an "if" or a "not" of its own, which denies nothing


def wording(pattern: str, instead: str, *, even_denied: bool = False) -> Wording:
    return Wording(re.compile(pattern, re.IGNORECASE), instead, even_denied)


# Names of agencies, laws and drugs that hold such words.
PROPER_NAMES = re.compile(
    r"National Institute on Drug Abuse|Substance Abuse and Mental Health Services Administration"
    r"|Substance Abuse Prevention and Treatment|Narcotics Anonymous|Drug Abuse Treatment|Child Abuse"
)

STIGMA = [
    wording(r"\baddicts?\b", "“person with addiction” or “person who uses heroin”"),
    wording(r"\bjunk(?:ie|y)s?\b|\bdopehead|\bdruggies?\b", "“person who uses drugs”"),
    wording(
        r"\b(?:drug|substance|heroin|opioid|alcohol) ab(?:use|users?|using)\b|\babusers?\b",
        "“drug use” or “substance use disorder”",
    ),
    wording(r"\b(?:drug|heroin|opioid|substance) users?\b", "“people who use drugs”"),
    wording(r"\b(?:drug|heroin) habits?\b", "“addiction” or “use”"),
    wording(
        r"\b(?:getting|stay(?:ing)?|been|got|come|became) clean\b|\bclean (?:time|and sober)\b",
        "“in recovery” or “not using”",
    ),
    wording(
        r"\b(?:dirty|clean) (?:urine|test|drug test|needle)s?\b", "“tested positive” or “used”"
    ),
    wording(
        r"\bmedication[- ]assisted treatment\b|\bMAT\b", "“medication for opioid use disorder”"
    ),
    wording(
        r"\b(?:replacement|substitution) (?:therapy|treatment|drug)s?\b|\bopioid substitut\w+",
        "“medication for opioid use disorder”",
    ),
    wording(
        r"\baddicted bab(?:y|ies)\b|\bborn addicted\b|\bcrack bab(?:y|ies)\b",
        "“baby with withdrawal” (it is treatable, and not addiction)",
    ),
    wording(r"\b(?:codependents?|enablers?)\b", "what the person does, without the label"),
]

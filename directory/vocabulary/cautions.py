"""What a caller must be told before trusting a listing: SAMHSA's known contradictions and traps."""

from __future__ import annotations

from collections.abc import Mapping

from directory.vocabulary.attributes import ATTRIBUTES

NOT_FOR_OPIOIDS = ("does-not-treat-opioids", "dui-only", "alcohol-only")
FOR_OPIOIDS = (
    "opioid-only", "opioid-treatment-program", "methadone", "buprenorphine", "naltrexone",
)  # fmt: skip
YOUTH = ("youth", "adolescents")
ADULTS = (
    "age-adults", "age-young-adults", "age-older-adults", "women", "men", "pregnant",
    "older-adults", "veterans", "active-duty",
)  # fmt: skip


def says_any(facts: Mapping[str, bool], keys: tuple[str, ...]) -> bool:
    return any(map(facts.get, keys))


def disagrees(facts: Mapping[str, bool]) -> bool:
    """Whether it says both that it treats opioid addiction and that it does not."""
    return says_any(facts, NOT_FOR_OPIOIDS) and says_any(facts, FOR_OPIOIDS)


def cautions(facts: Mapping[str, bool]) -> list[str]:
    """Sentences for the reader, the gravest first; usually none."""
    found = [ATTRIBUTES[key].label for key in NOT_FOR_OPIOIDS if facts.get(key)]
    if disagrees(facts):
        found = ["Its answers about treating opioid addiction disagree. Ask when you call."]
    if says_any(facts, YOUTH) and not says_any(facts, ADULTS):
        found.append("It lists services for young people only. Adults: ask when you call.")
    return found

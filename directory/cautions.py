"""What a caller must be told before trusting a listing: SAMHSA's known contradictions and traps."""

from __future__ import annotations

from directory.models import ATTRIBUTES, Facility

NOT_FOR_OPIOIDS = ("does-not-treat-opioids", "dui-only", "alcohol-only")
FOR_OPIOIDS = (
    "opioid-only", "opioid-treatment-program", "methadone", "buprenorphine", "naltrexone",
)  # fmt: skip
YOUTH = ("youth", "adolescents")
ADULTS = (
    "age-adults", "age-young-adults", "age-older-adults", "women", "men", "pregnant",
    "older-adults", "veterans", "active-duty",
)  # fmt: skip


def says_yes(facts: dict[str, bool]) -> set[str]:
    return {key for key, yes in facts.items() if yes}


def disagrees(facts: dict[str, bool]) -> bool:
    """Whether it says both that it treats opioid addiction and that it does not."""
    says = says_yes(facts)
    return bool(says.intersection(NOT_FOR_OPIOIDS) and says.intersection(FOR_OPIOIDS))


def is_set_aside(facts: dict[str, bool]) -> bool:
    """Whether searches leave it out unless asked: it says, and only says, that it is for others."""
    return bool(says_yes(facts).intersection(NOT_FOR_OPIOIDS)) and not disagrees(facts)


def cautions(facility: Facility) -> list[str]:
    """Sentences for the reader, the gravest first; usually none."""
    says = says_yes(facility.facts)
    found = [ATTRIBUTES[key].label for key in NOT_FOR_OPIOIDS if key in says]
    if disagrees(facility.facts):
        found = ["Its answers about treating opioid addiction disagree. Ask when you call."]
    if says.intersection(YOUTH) and not says.intersection(ADULTS):
        found.append("It lists services for young people only. Adults: ask when you call.")
    return found

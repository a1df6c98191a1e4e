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


def cautions(facility: Facility) -> list[str]:
    """Sentences for the reader, the gravest first; usually none."""
    says = {key for key, yes in facility.facts.items() if yes}
    found = [ATTRIBUTES[key].label for key in NOT_FOR_OPIOIDS if key in says]
    if found and says.intersection(FOR_OPIOIDS):
        found = ["Its answers about treating opioid addiction disagree. Ask when you call."]
    if says.intersection(YOUTH) and not says.intersection(ADULTS):
        found.append("It lists services for young people only. Adults: ask when you call.")
    return found

"""What a center says of medication for opioid addiction, in words that promise no more than it did.

SAMHSA's codes say that a medication is "used": not that a person can start it there, and not that
they can stay on it. Some list buprenorphine to get through withdrawal and nothing after that.
"""

from __future__ import annotations

from directory.models import Facility
from directory.vocabulary.attributes import ATTRIBUTES, Attribute, Facet, has_answered

MEDICATIONS = ("methadone", "buprenorphine", "naltrexone")
ASK = "Ask whether you can start it there, and stay on it."


def used(facility: Facility) -> list[str]:
    return [key for key in MEDICATIONS if facility.facts.get(key)]


def is_for_withdrawal_only(facility: Facility, key: str) -> bool:
    """Whether it lists the medication for getting through withdrawal, and not for staying on it."""
    facts = facility.facts
    if key not in MEDICATIONS:  # "outpatient-withdrawal" is care, and says something else
        return False
    return bool(facts.get(f"{key}-withdrawal")) and not facts.get(f"{key}-maintenance")


def name(facility: Facility, attribute: Attribute) -> str:
    """As cards say it: "Buprenorphine" must not pass for staying on it."""
    if is_for_withdrawal_only(facility, attribute.key):
        return f"{attribute.name} (listed for withdrawal)"
    return attribute.name


def label(attribute: Attribute) -> str:
    """As the center's own page says it."""
    return f"Uses {attribute.name.lower()}" if attribute.key in MEDICATIONS else attribute.label


def policy(facility: Facility) -> str:
    """What it does about medication, in a sentence or two."""
    keys = used(facility)
    names = listing([ATTRIBUTES[key].name.lower() for key in keys])
    accepts_own = facility.facts.get("own-medication")
    if not has_answered(facility.facts, Facet.MEDICATION):
        return "It does not state whether it uses medication. That is not a no: ask."
    if keys and facility.facts.get("no-medication"):
        return f"Its answers disagree: it lists {names}, and also that it uses no medication. Ask."
    if keys == ["naltrexone"]:
        return f"It says it uses naltrexone. It lists neither methadone nor buprenorphine. {ASK}"
    if keys:
        return f"It says it uses {names}. {ASK}"
    own = "It says it accepts you on medication that is prescribed elsewhere."
    if facility.facts.get("no-medication"):
        none = "It says it does not use medication for opioid addiction."
        return f"{none} {own}" if accepts_own else none
    return f"{own} It lists none that it uses itself." if accepts_own else (
        "It lists none of methadone, buprenorphine and naltrexone. That is not a no: ask."
    )  # fmt: skip


def warnings(facility: Facility) -> list[str]:
    """Where its words could be taken for more than they say."""
    return [
        f"{ATTRIBUTES[key].name}: it lists use to get through withdrawal, and does not list staying "
        "on it. Ask whether you can stay on it."
        for key in used(facility)
        if is_for_withdrawal_only(facility, key)
    ]


def items(facility: Facility) -> list[str]:
    return [label(attribute) for attribute in facility.yes(Facet.MEDICATION)]


def listing(words: list[str]) -> str:
    """a, b and c."""
    return " and ".join(", ".join(words).rsplit(", ", 1))

"""The call sheet: what to ask, what to bring, and a version that gives nothing away.

The questions follow SAMHSA's "Finding Quality Treatment" and the checklists kept with it (fact 209
of the treatment fact base, 187 on cost, 200 on who answers); what to bring, fact 78.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from directory.centers import describe, shortlist
from directory.centers.phone_numbers import phone_links
from directory.models import Facility


class Words(NamedTuple):
    """A line of the sheet, and the same for a sheet that others may see."""

    plain: str
    discreet: str


QUESTIONS = (
    Words(
        "Which medications for opioid addiction do you use? How soon could I start? Can I stay on "
        "it after I leave?",
        "Which medicines do you use? How soon could I start? Can I stay on it after I leave?",
    ),
    Words("Who assesses me, and when?", "Who sees me first, and when?"),
    Words(
        "What is the total cost, in writing, and what does it include? Is this site in my plan’s "
        "network?",
        "What is the total cost, in writing, and what does it include? Is this site in my plan’s "
        "network?",
    ),
    Words("What happens if I use again?", "What happens if I have a setback?"),
    Words("Is staff on site at night?", "Is staff on site at night?"),
    Words("Is there mental health care?", "What other care is there?"),
    Words(
        "Can you meet my needs: pregnancy, children, language, disability?",
        "Can you meet my needs: family, language, disability?",
    ),
    Words("What is your license number? Who accredits you?", "What is your license number?"),
    Words(
        "Am I speaking to the center itself? Who owns it? Do you pay for referrals?",
        "Am I speaking to the place itself? Who owns it? Do you pay for referrals?",
    ),
    Words("What is the plan for the day I leave?", "What is the plan for the day I leave?"),
)
BRING = Words(
    "Your ID. A pharmacist must check it for buprenorphine prescribed by phone or video.",
    "Your ID. A pharmacist must check it for some medicines.",
)

# Words that reveal what the call is about. A discreet sheet holds none of them, in any part of the
# page: its title, its links, its names and streets.
REVEALING = (
    "treatment", "treatinfo", "addict", "heroin", "opioid", "opiate", "fentanyl", "rehab", "detox",
    "withdrawal", "recovery", "sober", "methadone", "buprenorphine", "suboxone", "naltrexone",
    "vivitrol", "naloxone", "narcan", "drug", "substance", "alcohol", "overdose", "abuse", "relapse",
    "clinic", "mental", "psychiatr", "samhsa", "crisis",
)  # fmt: skip
_REVEALING = re.compile("|".join(REVEALING), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One center's page."""

    facility: Facility
    name: str
    address: str
    phones: list[dict[str, str]]
    remove_url: str


def reveals(text: str) -> bool:
    """Whether it holds a word that reveals what the call is about."""
    return _REVEALING.search(text) is not None


def sheet(facility: Facility, *, chosen: list[str], discreet: bool) -> Sheet:
    name, address = facility.full_name, describe.address_line(facility)
    phones = phone_links(facility)
    remove_url = shortlist.without("call_sheet", chosen, facility.short_id)
    if discreet:
        # Only the part after the path: the path itself reveals it.
        query = shortlist.without("call_sheet", chosen, facility.short_id, discreet="1")
        remove_url = f"?{query.partition('?')[2]}"
        name = initials(name)
        shorter = (address, f"{facility.city}, {facility.state}", facility.state)
        address = next(text for text in shorter if not reveals(text))
        phones = [{**phone, "label": ""} for phone in phones]
    return Sheet(facility, name, address, phones, remove_url)


def initials(name: str) -> str:
    """ "Harbor House: Day Program" is H. H. D. P."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"[^\W_]+", name))


def lines(*, discreet: bool) -> list[str]:
    return [words.discreet if discreet else words.plain for words in QUESTIONS]


def bring(*, discreet: bool) -> str:
    return BRING.discreet if discreet else BRING.plain

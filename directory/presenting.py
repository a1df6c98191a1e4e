"""A facility in words: what cards and its own page say of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format

from directory.gazetteer import STATES
from directory.models import ATTRIBUTES, Facet, Facility
from directory.models.attribute import has_answered
from directory.models.facility import Position
from directory.phones import Phone

CARD_CARE = (
    "opioid-treatment-program", "outpatient", "intensive-outpatient", "day-treatment",
    "residential", "hospital", "withdrawal-management", "recovery-housing",
)  # fmt: skip
NONE_LISTED = "None listed"

# What a facility's page asks first, in the order a caller needs it; the rest stands below, folded.
MAIN_FACETS = (
    Facet.MEDICATION,
    Facet.CARE,
    Facet.COST,
    Facet.PAYMENT,
    Facet.POPULATION,
    Facet.LANGUAGE,
    Facet.SETTING,
    Facet.APPROACH,
    Facet.ACCREDITATION,
    Facet.OPERATOR,
)


def short_names(facility: Facility, *facets: Facet) -> list[str]:
    """What it says yes to, as cards say it. Empty: it is silent on the whole question."""
    names = [a.name for facet in facets for a in facility.yes(facet) if a.is_filter]
    if not names and any(has_answered(facility.facts, facet) for facet in facets):
        return [NONE_LISTED]
    return names


def miles_label(facility: Facility, miles: float | None) -> str:
    if miles is None:
        return ""
    about = "about " if facility.position == Position.ZIP else ""
    if miles < 0.1:
        return f"{about}less than 0.1 miles"
    return f"{about}{miles:.1f} miles" if miles < 10 else f"{about}{miles:.0f} miles"


def source_line(facility: Facility) -> str:
    return f"{facility.source}, data of {date_format(facility.as_of, 'F j, Y')}"


def phone_links(facility: Facility) -> list[dict[str, str]]:
    labels = {"main": "Front desk", "intake": "Intake", "hotline": "Hotline"}
    return [
        {
            "label": labels[row["kind"]],
            "display": phone.display,
            "href": phone.href,
        }
        for row in facility.phones
        for phone in [Phone(row["number"], row["ext"])]
    ]


def sections(facility: Facility, *, main: bool) -> list[dict[str, Any]]:
    """Facets with what it says of each; details join the list of their facet."""
    facets = MAIN_FACETS if main else [f for f in Facet if f not in MAIN_FACETS]
    found = []
    for facet in facets:
        answered = has_answered(facility.facts, facet)
        items = [attribute.label for attribute in facility.yes(facet)]
        if main or items:
            found.append(
                {
                    "title": facet.label,
                    "state": "listed" if answered else "not stated",
                    "items": items or ([NONE_LISTED] if answered else []),
                }
            )
    return found if main else found + unknown_sections(facility)


def unknown_sections(facility: Facility) -> list[dict[str, Any]]:
    """What its source says in words that we know no attribute for, as the source wrote it."""
    items: dict[str, list[str]] = {}
    for category, label in facility.unknown_facts:
        items.setdefault(category, []).append(label)
    return [{"title": c, "state": "listed", "items": labels} for c, labels in items.items()]


def sentence(facility: Facility) -> str:
    """What it is, in one sentence made from its facts."""
    care = [a.name for a in facility.yes(Facet.CARE) if a.key in CARD_CARE]
    kind = "Opioid treatment program" if "Opioid treatment program" in care else "Treatment center"
    where = f"{kind} in {facility.city}, {STATES.get(facility.state, facility.state)}"
    medications = [
        ATTRIBUTES[key].name.lower()
        for key in ("methadone", "buprenorphine", "naltrexone")
        if facility.facts.get(key)
    ]
    settings = [name.lower() for name in care if name != kind]
    parts = [where]
    if settings:
        parts.append(f"that lists {listing(settings)}")
    text = " ".join(parts) + "."
    if medications:
        text += f" It lists {listing(medications)} for opioid addiction."
    return text


def listing(words: list[str]) -> str:
    """a, b and c."""
    return " and ".join(", ".join(words).rsplit(", ", 1))


def position_note(facility: Facility) -> str:
    if facility.position == Position.ZIP:
        return "We know its position only by ZIP code, so distances are approximate."
    if facility.position == Position.NONE:
        return "We do not know its position, so a search by distance does not show it."
    return ""


def map_url(facility: Facility) -> str:
    """A public map of its address, opened only when somebody follows the link."""
    address = f"{facility.street}, {facility.city}, {facility.state} {facility.zip_code}"
    return "https://www.openstreetmap.org/search?" + urlencode({"query": address})

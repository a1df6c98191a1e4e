"""A facility in words: what cards and its own page say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language

from directory.centers import medication
from directory.centers.medication import listing
from directory.models import Facility
from directory.models.facility import Position
from directory.places.states import STATES
from directory.vocabulary.attributes import ATTRIBUTES, Attribute, Facet, filters_of, has_answered

CARD_CARE = (
    "opioid-treatment-program", "outpatient", "intensive-outpatient", "day-treatment",
    "residential", "hospital", "withdrawal-management", "recovery-housing",
)  # fmt: skip
NONE_LISTED = "None listed"

# What a facility's page says after medication, in the order a caller needs it; the rest is folded.
MAIN_FACETS = (
    Facet.CARE,
    Facet.SETTING,
    Facet.COST,
    Facet.PAYMENT,
    Facet.POPULATION,
    Facet.EXCLUSIVE,
    Facet.GENDER,
    Facet.APPROACH,
    Facet.LANGUAGE,
    Facet.ACCREDITATION,
    Facet.OPERATOR,
)
# Who says nothing here has left nothing open: most serve everyone.
SILENT_BY_NATURE = {Facet.EXCLUSIVE, Facet.GENDER}


@dataclass(frozen=True, slots=True)
class Section:
    """A question that facilities answer, and what one of them says to it."""

    title: str
    items: list[str]


def short_names(facility: Facility, *facets: Facet) -> list[str]:
    """What it says yes to, as cards say it. Empty: it is silent on the whole question."""
    facts = facility.facts
    names = [
        medication.name(facility, attribute) if key in medication.MEDICATIONS else name
        for key, name, attribute in _named(facets)
        if facts.get(key) is True
    ]
    if not names and any(has_answered(facility.facts, facet) for facet in facets):
        return [NONE_LISTED]
    return names


@cache
def _named(facets: tuple[Facet, ...]) -> list[tuple[str, str, Attribute]]:
    """Each filter of these facets with its key and name: a list asks for them sixty times."""
    return [(a.key, a.name, a) for facet in facets for a in filters_of(facet)]


def miles_label(facility: Any, miles: float | None) -> str:
    if miles is None:
        return ""
    about = "about " if facility.position == Position.ZIP else ""
    if miles < 0.1:
        return f"{about}less than 0.1 miles"
    return f"{about}{miles:.1f} miles" if miles < 10 else f"{about}{miles:,.0f} miles"


def long_date(day: date) -> str:
    return date_in(get_language(), day)


@lru_cache(maxsize=512)
def date_in(language: str | None, day: date) -> str:
    """In the language of today's reader: a list says the same date twenty times."""
    return date_format(day, "F j, Y")


def source_line(facility: Facility) -> str:
    return source_line_in(get_language(), facility)


def source_line_in(language: str | None, facility: Any) -> str:
    return f"{facility.source}, data of {date_in(language, facility.as_of)}"


def title(facility: Facility, facet: Facet) -> str:
    """The question as its page asks it. Nothing here is ever "in network", or checked by us."""
    if facet == Facet.PAYMENT:
        return "Says it accepts"
    if facet == Facet.ACCREDITATION:
        return f"{facet.label}, as listed on {long_date(facility.as_of)}"
    return str(facet.label)


def answer_to(facility: Facility, facet: Facet) -> Section | None:
    """What it says to a question; None when it is silent."""
    if not has_answered(facility.facts, facet):
        return None
    labels = [attribute.label for attribute in facility.yes(facet)]
    return Section(title(facility, facet), labels or [NONE_LISTED])


def sections(facility: Facility, *, main: bool) -> list[Section]:
    """What it says, question by question; what it is silent on is `not_stated`."""
    if main:
        answers = [answer_to(facility, facet) for facet in MAIN_FACETS]
        return [answer for answer in answers if answer]
    others = (f for f in Facet if f not in MAIN_FACETS and f != Facet.MEDICATION)
    said = ((facet.label, [a.label for a in facility.yes(facet)]) for facet in others)
    return [Section(label, items) for label, items in said if items] + unknown_sections(facility)


def not_stated(facility: Facility) -> list[str]:
    """The questions that a caller would ask and that it does not answer."""
    facets = (Facet.MEDICATION, *MAIN_FACETS)
    return [
        str(facet.label)
        for facet in facets
        if facet not in SILENT_BY_NATURE and not has_answered(facility.facts, facet)
    ]


def unknown_sections(facility: Facility) -> list[Section]:
    """What its source says in words that we know no attribute for, as the source wrote it."""
    items: dict[str, list[str]] = {}
    for category, label in facility.unknown_facts:
        items.setdefault(category, []).append(label)
    return [Section(category, labels) for category, labels in items.items()]


def sentence(facility: Facility) -> str:
    """What it is, in one sentence made from its facts."""
    care = [a.name for a in facility.yes(Facet.CARE) if a.key in CARD_CARE]
    kind = "Opioid treatment program" if "Opioid treatment program" in care else "Treatment center"
    where = f"{kind} in {facility.city}, {STATES.get(facility.state, facility.state)}"
    settings = [name.lower() for name in care if name != kind]
    medications = [
        medication.name(facility, ATTRIBUTES[key]).lower() for key in medication.used(facility)
    ]
    says = []
    if settings:
        says.append(f"lists {listing(settings)}")
    if medications:
        says.append(f"says it uses {listing(medications)} for opioid addiction")
    elif facility.facts.get("no-medication"):
        says.append("says it does not use medication for opioid addiction")
    return f"{where} that {', and '.join(says)}." if says else f"{where}."


def page_url(facility: Facility) -> str:
    return settings.SITE_URL + facility.get_absolute_url()


def position_note(facility: Facility) -> str:
    if facility.position == Position.ZIP:
        return "We know its position only by ZIP code, so distances are approximate."
    if facility.position == Position.NONE:
        return "We do not know its position, so a search by distance does not show it."
    return ""


def address_line(facility: Facility) -> str:
    place = f"{facility.city}, {facility.state} {facility.zip_code}"
    return f"{facility.street}, {place}" if facility.street else place


def map_url(facility: Facility) -> str:
    """The way there on a public map, opened only when somebody follows the link. It holds the
    center's address and nothing of who asks or where they are."""
    return "https://www.openstreetmap.org/directions?" + urlencode({"to": address_line(facility)})


def geo_url(facility: Facility) -> str:
    """For the map app on a phone; 0,0 tells it to look the address up instead."""
    point = "0,0"
    if facility.position == Position.LISTED:
        point = f"{facility.latitude:.5f},{facility.longitude:.5f}"
    return f"geo:{point}?q={quote(address_line(facility))}"

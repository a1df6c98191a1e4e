"""A center in the words of the Human Services Data Specification (HSDS) 3.0, by Open Referral.

One center is one organization, one service and one location here: SAMHSA does not say which of its
rows belong to one organization. Every id is derived from the center's own, so it stays for good.
What a center says no to, or nothing about, has no attribute: HSDS can't tell them apart.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from directory.centers.describe import page_url, sentence, source_line
from directory.centers.phone_numbers import phones
from directory.models import Facility
from directory.models.facility import Position
from directory.opendata import terms
from directory.vocabulary.attributes import Facet
from directory.vocabulary.cautions import cautions
from directory.vocabulary.phones import KINDS

# Listed with SAMHSA, but countries of their own; territories have a country code and stay US here.
COUNTRIES = ("FM", "MH", "PW")
LANGUAGE_CODES = {
    "spanish": "es", "arabic": "ar", "chinese": "zh", "farsi": "fa", "french": "fr", "german": "de",
    "greek": "el", "hebrew": "he", "hindi": "hi", "hmong": "hmn", "hopi": "hop", "italian": "it",
    "japanese": "ja", "korean": "ko", "lakota": "lkt", "navajo": "nv", "ojibwa": "oj",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "tagalog": "tl", "vietnamese": "vi",
}  # fmt: skip
SAMPLE_ALERT = "Made-up example. This is not a real place."

Json = dict[str, Any]


def id_of(uid: UUID, what: str) -> str:
    """The id of one of a center's parts: its "service", "phone 0", "attribute medicaid" …"""
    return str(uuid5(uid, what))


def without_empty(**values: Any) -> Json:
    """HSDS leaves out what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def organization(facility: Facility) -> Json:
    """The one-to-one fields, as lists give them."""
    return without_empty(
        id=id_of(facility.uid, "organization"),
        name=facility.name,
        description=f"{sentence(facility)} {source_line(facility)}.",
        website=facility.website,
        uri=page_url(facility),
        legal_status=labels(facility, Facet.OPERATOR),
    )


def full_organization(facility: Facility, *, full_service: bool = False) -> Json:
    service_form = full_service_of if full_service else lambda f: {"id": id_of(f.uid, "service")}
    return organization(facility) | without_empty(
        phones=phone_list(facility),
        locations=[full_location(facility)],
        services=[service_form(facility)],
    )


def service(facility: Facility) -> Json:
    """The one-to-one fields, with the organization, as lists give them."""
    return _service(facility) | {"organization": organization(facility)}


def _service(facility: Facility) -> Json:
    whom = [*cautions(facility.facts), labels(facility, Facet.POPULATION, Facet.EXCLUSIVE)]
    return without_empty(
        id=id_of(facility.uid, "service"),
        organization_id=id_of(facility.uid, "organization"),
        name=facility.full_name,
        description=f"{sentence(facility)} {source_line(facility)}.",
        url=facility.website,
        status="active" if facility.is_listed else "inactive",
        interpretation_services="Sign language" if facility.facts.get("sign-language") else "",
        fees_description=labels(facility, Facet.COST, Facet.PAYMENT),
        accreditations=labels(facility, Facet.ACCREDITATION),
        eligibility_description=" ".join(filter(None, whom)),
        alert=SAMPLE_ALERT if facility.is_sample else "",
        last_modified=facility.changed_at.isoformat(timespec="milliseconds"),
    )


def full_service_of(facility: Facility) -> Json:
    return service(facility) | without_empty(
        phones=phone_list(facility),
        languages=languages(facility),
        service_at_locations=[
            _service_at_location(facility) | {"location": full_location(facility)}
        ],
        attributes=attributes(facility),
    )


def _service_at_location(facility: Facility) -> Json:
    return {
        "id": id_of(facility.uid, "service_at_location"),
        "service_id": id_of(facility.uid, "service"),
        "location_id": id_of(facility.uid, "location"),
    }


def service_at_location(facility: Facility) -> Json:
    return _service_at_location(facility) | {
        "location": location(facility),
        "service": service(facility),
    }


def full_service_at_location(facility: Facility) -> Json:
    return _service_at_location(facility) | without_empty(
        phones=phone_list(facility),
        location=full_location(facility),
        service=full_service_of(facility),
    )


def location(facility: Facility) -> Json:
    about = "Its point is the middle of its ZIP code: distances are approximate."
    return without_empty(
        id=id_of(facility.uid, "location"),
        location_type="physical",
        organization_id=id_of(facility.uid, "organization"),
        name=facility.full_name,
        description=about if facility.position == Position.ZIP else "",
        latitude=facility.latitude,
        longitude=facility.longitude,
    )


def full_location(facility: Facility) -> Json:
    return location(facility) | {"addresses": [address(facility)]}


def address(facility: Facility) -> Json:
    return {
        "id": id_of(facility.uid, "address"),
        "location_id": id_of(facility.uid, "location"),
        "address_1": facility.street,
        **without_empty(address_2=facility.street2, region=facility.county),
        "city": facility.city,
        "state_province": facility.state,
        "postal_code": facility.zip_code,
        "country": facility.state if facility.state in COUNTRIES else "US",
        "address_type": "physical",
    }


def phone_list(facility: Facility) -> list[Json]:
    return [
        without_empty(
            id=id_of(facility.uid, f"phone {place}"),
            service_id=id_of(facility.uid, "service"),
            number=phone["number"],
            # A number in HSDS: one that starts with 0 would lose it, and stands in words only.
            extension=int(phone["extension"] or 0) if phone["extension"][:1] != "0" else None,
            type="voice",
            description=f"{KINDS[phone['kind']]}: {phone['display']}",
        )
        for place, phone in enumerate(phones(facility))
    ]


def languages(facility: Facility) -> list[Json]:
    return [
        without_empty(
            id=id_of(facility.uid, f"language {attribute.key}"),
            service_id=id_of(facility.uid, "service"),
            name=attribute.name,
            code=LANGUAGE_CODES.get(attribute.key, ""),
        )
        for attribute in facility.yes(Facet.LANGUAGE)
    ]


def attributes(facility: Facility) -> list[Json]:
    """What it says yes to: levels of care, medications, payers and all the rest."""
    return [
        {
            "id": id_of(facility.uid, f"attribute {attribute.key}"),
            "link_id": id_of(facility.uid, "service"),
            "link_entity": "service",
            "link_type": facet.value,
            "taxonomy_term_id": terms.term_id(attribute),
            "taxonomy_term": terms.term(attribute),
        }
        for facet in Facet
        for attribute in facility.yes(facet)
    ]


def labels(facility: Facility, *facets: Facet) -> str:
    return "; ".join(attribute.label for facet in facets for attribute in facility.yes(facet))

"""A center in schema.org's words, for search engines: only what its page shows."""

from __future__ import annotations

from directory.centers.describe import page_url, sentence
from directory.centers.phone_numbers import phones
from directory.models import Facility
from directory.models.facility import Position
from web.data_block import CONTEXT, Json


def center(facility: Facility) -> Json | None:
    """A listed, real center. Whether it takes new patients is never said: nobody knows."""
    if facility.is_sample or not facility.is_listed:
        return None
    return {
        "@context": CONTEXT,
        "@type": "MedicalClinic",
        "@id": page_url(facility),
        "url": page_url(facility),
        "name": facility.full_name,
        "description": sentence(facility),
        "address": address(facility),
        **telephone(facility),
        **geo(facility),
        **({"sameAs": facility.website} if facility.website else {}),
    }


def address(facility: Facility) -> Json:
    street = ", ".join(filter(None, [facility.street, facility.street2]))
    return {
        "@type": "PostalAddress",
        **({"streetAddress": street} if street else {}),
        "addressLocality": facility.city,
        "addressRegion": facility.state,
        "postalCode": facility.zip_code,
        "addressCountry": "US",
    }


def telephone(facility: Facility) -> Json:
    numbers = phones(facility)
    return {"telephone": numbers[0]["number"]} if numbers else {}


def geo(facility: Facility) -> Json:
    """Its own point only; the middle of a ZIP code would send people to a wrong door."""
    if facility.position != Position.LISTED:
        return {}
    return {
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": facility.latitude,
            "longitude": facility.longitude,
        }
    }

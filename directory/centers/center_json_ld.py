"""Centers and states in schema.org's words, for search engines: only what their pages show."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from directory.centers.describe import sentence
from directory.models import Facility
from directory.models.facility import Position
from directory.opendata.columns import page_url, phones

Json = dict[str, Any]
CONTEXT = "https://schema.org"
# So that no text in the data can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def block(data: Json | None) -> SafeString:
    """The data block of a page; nothing where there is nothing to say."""
    if data is None:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


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


def state(code: str, name: str, total: int, hits: list[Any]) -> Json | None:
    """A state's page, with the centers that stand on it."""
    if not hits or any(hit.card.is_sample for hit in hits):
        return None
    url = settings.SITE_URL + reverse("directory:state", args=[code])
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": f"Treatment in {name}",
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": total,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": hit.number,
                    "name": hit.card.full_name,
                    "url": settings.SITE_URL + hit.card.url,
                }
                for hit in hits
            ],
        },
    }

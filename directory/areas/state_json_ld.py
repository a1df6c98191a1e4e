"""A state's page in schema.org's words, for search engines: only what it shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from web.data_block import CONTEXT, Json


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

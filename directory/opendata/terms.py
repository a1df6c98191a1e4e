"""Our vocabulary as HSDS taxonomies: one for each question, a term for each answer to it."""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from django.conf import settings

from directory.models.facility import NAMESPACE
from directory.vocabulary.attributes import ATTRIBUTES, Attribute, Facet

Json = dict[str, Any]

# By the id under which HSDS knows them.
TAXONOMIES: dict[str, Facet] = {str(uuid5(NAMESPACE, f"taxonomy {f.value}")): f for f in Facet}
TERMS: dict[str, Attribute] = {
    str(uuid5(NAMESPACE, f"term {attribute.key}")): attribute for attribute in ATTRIBUTES.values()
}
_TAXONOMY_IDS = {facet: taxonomy_id for taxonomy_id, facet in TAXONOMIES.items()}
_TERM_IDS = {attribute.key: term_id for term_id, attribute in TERMS.items()}


def taxonomy_id(facet: Facet) -> str:
    return _TAXONOMY_IDS[facet]


def term_id(attribute: Attribute) -> str:
    return _TERM_IDS[attribute.key]


def taxonomy(facet: Facet) -> Json:
    return {
        "id": taxonomy_id(facet),
        "name": facet.label,
        "description": f"treatinfo, “{facet.value}”: {facet.label.lower()}, in plain words.",
        "uri": f"{settings.SITE_URL}/data/#codes-{facet.value}",
        "version": "1",
    }


def term(attribute: Attribute) -> Json:
    """Without its taxonomy in full: a service has dozens of these."""
    return {
        "id": term_id(attribute),
        "code": attribute.key,
        "name": attribute.name,
        "description": attribute.label,
        "taxonomy": f"treatinfo: {attribute.facet.label}",
        "taxonomy_id": taxonomy_id(attribute.facet),
        "language": "en",
    }


def full_term(attribute: Attribute) -> Json:
    return term(attribute) | {"taxonomy_detail": taxonomy(attribute.facet)}

"""{% facility_card hit %}: a center in a list."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from directory import cautions, presenting
from directory.models import Facet

register = template.Library()


@register.inclusion_tag("directory/_facility_card.html")
def facility_card(hit: Any) -> dict[str, Any]:
    """`hit` has a facility, its miles (or None) and its number in the list."""
    facility = hit.facility
    phones = presenting.phone_links(facility)
    return {
        "facility": facility,
        "hit": hit,
        "medications": presenting.short_names(facility, Facet.MEDICATION),
        "care": presenting.short_names(facility, Facet.CARE),
        "paying": presenting.short_names(facility, Facet.COST, Facet.PAYMENT),
        "phone": phones[0] if phones else None,
        "miles_label": presenting.miles_label(facility, hit.miles),
        "warnings": cautions.cautions(facility),
        "is_stale": facility.is_stale(on=timezone.localdate()),
        "source_line": presenting.source_line(facility),
    }

"""{% facility_card hit %}: a center in a list. {% compare_form %}: where the ticked ones go."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from directory import cautions, presenting, shortlist
from directory.models import Facet

register = template.Library()


@register.inclusion_tag("directory/_facility_card.html", takes_context=True)
def facility_card(context: Any, hit: Any, form_id: str = "") -> dict[str, Any]:
    """`hit` has a facility, its miles (or None) and its number in the list. With the id of a form,
    the card has a box that sends it there; with centers in the address, a way to add this one."""
    facility = hit.facility
    chosen = _chosen(context)
    phones = presenting.phone_links(facility)
    return {
        "facility": facility,
        "hit": hit,
        "form_id": form_id,
        "is_chosen": facility.short_id in chosen,
        "keep_url": shortlist.with_one_more(chosen, facility.short_id),
        "medications": presenting.short_names(facility, Facet.MEDICATION),
        "care": presenting.short_names(facility, Facet.CARE),
        "paying": presenting.short_names(facility, Facet.COST, Facet.PAYMENT),
        "phone": phones[0] if phones else None,
        "miles_label": presenting.miles_label(facility, hit.miles),
        "warnings": [*included_though(hit), *cautions.cautions(facility)],
        "is_stale": facility.is_stale(on=timezone.localdate()),
        "source_line": presenting.source_line(facility),
    }


@register.inclusion_tag("directory/_compare_form.html", takes_context=True)
def compare_form(context: Any, form_id: str) -> dict[str, Any]:
    """Stands after the list; its cards' boxes belong to it by its id. Keeps what was chosen before."""
    return {"form_id": form_id, "chosen": _chosen(context)}


def _chosen(context: Any) -> list[str]:
    request = context.get("request")
    return shortlist.ids_in(request.GET) if request else []


def included_though(hit: Any) -> list[str]:
    """Why a center stands in a list though it answers not all that was asked."""
    silent = getattr(hit, "silent_on", ())
    return [f"Not stated: {' and '.join(silent)}. Ask when you call."] if silent else []

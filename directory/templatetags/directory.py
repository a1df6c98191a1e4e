"""Centers in a list: {% results page.sites form_id="chosen" %}, {% facility_card hit %}, and where the
ticked ones go, {% compare_form "chosen" %}; {% filters choices %}, {% rings map %}, {% search_field f %}.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory import cards, fields, shortlist
from directory.drawing import draw

register = template.Library()


@register.simple_tag(takes_context=True)
def facility_card(context: Any, hit: Any, form_id: str = "") -> SafeString:
    return cards.drawn(hit, chosen=_chosen(context), form_id=form_id)


@register.simple_tag(takes_context=True)
def results(context: Any, sites: Any, form_id: str = "") -> SafeString:
    return cards.results(sites, chosen=_chosen(context), form_id=form_id)


@register.inclusion_tag("directory/_compare_form.html", takes_context=True)
def compare_form(context: Any, form_id: str) -> dict[str, Any]:
    """Stands after the list; its cards' boxes belong to it by its id. Keeps what was chosen before."""
    return {"form_id": form_id, "chosen": _chosen(context)}


@register.simple_tag
def filters(choices: Any) -> SafeString:
    """Every group of options, each with how many centers it would leave."""
    return draw("directory/_filters.jinja", choices=choices)


@register.simple_tag
def rings(drawn_map: Any) -> SafeString | str:
    return draw("directory/_rings.jinja", map=drawn_map) if drawn_map else ""


@register.simple_tag
def search_field(field: Any) -> SafeString:
    return fields.drawn(field)


def _chosen(context: Any) -> list[str]:
    request = context.get("request")
    return shortlist.ids_in(request.GET) if request else []

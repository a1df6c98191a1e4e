"""Pieces of the directory's pages, drawn by Jinja2 (web.drawing).

{% results page.sites form_id="chosen" %}, {% facility_card hit %}: centers in a list
{% compare_form "chosen" %}: where the ticked ones of a list go
{% rings map %}: what a search found, on a map
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory.centers import cards, shortlist
from directory.search.rings import RingsMap
from web.drawing import draw

register = template.Library()


@register.simple_tag(takes_context=True)
def facility_card(context: Any, hit: Any, form_id: str = "") -> SafeString:
    return cards.drawn(hit, chosen=_chosen(context), form_id=form_id)


@register.simple_tag(takes_context=True)
def results(context: Any, sites: Any, form_id: str = "") -> SafeString:
    return cards.results(sites, chosen=_chosen(context), form_id=form_id)


@register.simple_tag(takes_context=True)
def compare_form(context: Any, form_id: str) -> SafeString:
    return shortlist.compare_form(_chosen(context), form_id)


@register.simple_tag
def rings(of: RingsMap) -> SafeString:
    return draw("directory/_rings.jinja", map=of)


def _chosen(context: Any) -> list[str]:
    request = context.get("request")
    return shortlist.ids_in(request.GET) if request else []

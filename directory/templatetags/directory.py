"""Pieces of the directory's pages, drawn by Jinja2 (web.drawing).

{% results page %}: centers in a list, with a form that takes those that were chosen
{% rings map %}: what a search found, on a map
"""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString, mark_safe

from directory.centers.shortlist import FORM_ID, InList, ids_in
from directory.search.rings import RingsMap
from web.drawing import draw, macro

register = template.Library()


@register.simple_tag(takes_context=True)
def results(context: Any, page: Page) -> SafeString:
    """With the form that its boxes belong to."""
    sites = page.sites  # type: ignore[attr-defined] # centers.listing puts them there
    chosen = InList(FORM_ID, ids_in(context["request"].GET))
    return mark_safe(macro("directory/_results.jinja", "results")(chosen.items(sites), chosen))


@register.simple_tag
def rings(of: RingsMap) -> SafeString:
    return draw("directory/_rings.jinja", map=of)

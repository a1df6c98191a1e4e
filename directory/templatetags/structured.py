"""{% json_ld facility %} and {% json_ld_state state total page %}: data blocks for search engines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory.models import Facility
from directory.opendata import structured

register = template.Library()


@register.simple_tag
def json_ld(facility: Facility) -> SafeString:
    return structured.block(structured.center(facility))


@register.simple_tag
def json_ld_state(state: dict[str, str], total: int, page: Any) -> SafeString:
    """`page` holds the hits that the state's page shows."""
    return structured.block(structured.state(state["code"], state["name"], total, list(page)))

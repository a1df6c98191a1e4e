"""{% json_ld facility %} and {% json_ld_state state total page %}: data blocks for search engines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory.centers import center_json_ld
from directory.models import Facility

register = template.Library()


@register.simple_tag
def json_ld(facility: Facility) -> SafeString:
    return center_json_ld.block(center_json_ld.center(facility))


@register.simple_tag
def json_ld_state(state: dict[str, str], total: int, page: Any) -> SafeString:
    """`page` holds the hits that the state's page shows."""
    return center_json_ld.block(
        center_json_ld.state(state["code"], state["name"], total, list(page))
    )

"""{% json_ld facility %} and {% json_ld_state state total page %}: data blocks for search engines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory.areas.state_json_ld import state as state_data
from directory.centers.center_json_ld import center
from directory.models import Facility
from web.data_block import block

register = template.Library()


@register.simple_tag
def json_ld(facility: Facility) -> SafeString:
    return block(center(facility))


@register.simple_tag
def json_ld_state(state: dict[str, str], total: int, page: Any) -> SafeString:
    """`page` holds the hits that the state's page shows."""
    return block(state_data(state["code"], state["name"], total, list(page)))

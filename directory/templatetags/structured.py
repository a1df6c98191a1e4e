"""{% json_ld facility %} and {% json_ld_state state total page %}: data blocks for search engines."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from directory.models import Facility
from directory.opendata import structured

register = template.Library()

# So that no text in the data can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(facility: Facility) -> SafeString:
    return _block(structured.center(facility))


@register.simple_tag
def json_ld_state(state: dict[str, str], total: int, page: Any) -> SafeString:
    """`page` holds the hits that the state's page shows."""
    return _block(structured.state(state["code"], state["name"], total, list(page)))


def _block(data: dict[str, Any] | None) -> SafeString:
    if data is None:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')

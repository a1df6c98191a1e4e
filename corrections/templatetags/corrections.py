"""{% phone_mark facility phone.href %}: what stands beside a number that readers could not reach."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from corrections import marks
from directory.models import Facility

register = template.Library()


@register.inclusion_tag("corrections/_phone_mark.html", takes_context=True)
def phone_mark(context: Context, facility: Facility, href: str) -> dict[str, Any]:
    """Nothing, unless the number is reported as not working. A page asks once for all its numbers."""
    asked: Any = context.render_context
    key = (phone_mark, facility.pk)
    if key not in asked:
        asked[key] = marks.reported_phones(facility)
    return {"is_reported": href in asked[key]}

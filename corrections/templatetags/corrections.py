"""{% phone_mark facility phone.href %}: what stands beside a number that readers could not reach.
{% last_dialed facility as day %}: when somebody here last dialed it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from corrections import marks
from corrections.models import PhoneCheck
from directory.models import Facility

register = template.Library()


@register.simple_tag
def last_dialed(facility: Facility) -> date | None:
    """The day on which somebody here last dialed one of its numbers; none: nobody did yet."""
    at = PhoneCheck.objects.filter(facility=facility).values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


@register.inclusion_tag("corrections/_phone_mark.html", takes_context=True)
def phone_mark(context: Context, facility: Facility, href: str) -> dict[str, Any]:
    """Nothing, unless the number is reported as not working. A page asks once for all its numbers."""
    asked: Any = context.render_context
    key = (phone_mark, facility.pk)
    if key not in asked:
        asked[key] = marks.reported_phones(facility)
    return {"is_reported": href in asked[key]}

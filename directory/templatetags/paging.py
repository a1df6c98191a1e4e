"""{% pagination page %}: the ways to the other pages of a list."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString

from directory.drawing import draw

register = template.Library()


@register.simple_tag(takes_context=True)
def pagination(context: Any, page: Page) -> SafeString | str:
    return pages(context["request"].GET, page)


def pages(query: QueryDict, page: Page) -> SafeString | str:
    """Nothing for a list of one page. Shows the first, the last, this one and its neighbors."""
    if not page.has_other_pages():
        return ""
    query = copy(query)
    query.pop("page", None)
    rest = f"{query.urlencode()}&" if query else ""
    return draw(
        "components/pagination.jinja",
        page=page,
        numbers=page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        query=f"?{rest}page=",
    )

"""{% pagination page %}: the ways to the other pages of a list."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markupsafe import escape

from web.drawing import pattern, place

register = template.Library()


@register.simple_tag(takes_context=True)
def pagination(context: Any, page: Page) -> SafeString | str:
    return pages(context["request"].GET, page)


def pages(query: QueryDict, page: Page) -> SafeString | str:
    """Nothing for a list of one page. Shows the first, the last, this one and its neighbors."""
    last = page.paginator.num_pages
    if last == 1:
        return ""
    query = copy(query)
    query.pop("page", None)
    rest = f"{query.urlencode()}&" if query else ""
    return mark_safe(
        _pattern(page.number, last, get_language()) % {"query": escape(f"?{rest}page=")}
    )


@lru_cache(maxsize=512)
def _pattern(number: int, last: int, language: str | None) -> str:
    """The ways from a page to the others, with places for the rest of their addresses."""
    page = Paginator(range(last), 1).page(number)
    numbers = page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return pattern("components/pagination.jinja", page=page, numbers=numbers, query=place("query"))

"""The ways from a page of a list to its other pages."""

from __future__ import annotations

from copy import copy
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from web.drawing import draw
from web.kept import place

QUERY = place("query")


def pages(query: QueryDict, page: Page) -> SafeString | str:
    """Nothing for a list of one page. Shows the first, the last, this one and its neighbors."""
    if page.paginator.num_pages == 1:
        return ""
    query = copy(query)
    query.pop("page", None)
    rest = f"{query.urlencode()}&" if query else ""
    html = _drawn(page.number, page.paginator.num_pages, get_language())
    return mark_safe(html.replace(QUERY, escape(f"?{rest}page=")))


@lru_cache(maxsize=512)
def _drawn(number: int, last: int, language: str | None) -> str:
    """The ways from a page to the others, with a place for the rest of their addresses."""
    page = Paginator(range(last), 1).page(number)
    numbers = page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return draw("components/pagination.jinja", page=page, numbers=numbers, query=QUERY)

"""{% numbers_around page as numbers %}: the page numbers that a pagination shows."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.core.paginator import Page

register = template.Library()


@register.simple_tag
def numbers_around(page: Page) -> Iterator[int | str]:
    """The first, the last, this one and its neighbors; dots where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

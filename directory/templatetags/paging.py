"""{% pagination page %}: the ways to the other pages of a list."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString

from web.page_links import pages

register = template.Library()


@register.simple_tag(takes_context=True)
def pagination(context: Any, page: Page) -> SafeString | str:
    return pages(context["request"].GET, page)

"""{% cited %} … {% endcited %}: words of a template that rest on the library as a page's text does.

Inside, `[@key]` is the number of a source and `[[figure:key]]` or `[[helpline:key]]` a slot; the
sources used stand at the end. For pages that have no text of their own in the library.
"""

from __future__ import annotations

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from content.models import Source
from content.text.markup import CITATION
from content.text.slots import Filler

register = template.Library()

MARK = '<sup class="cite"><a href="#source-{0}" aria-label="Source {0}">{0}</a></sup>'


@register.tag
def cited(parser: Parser, token: Token) -> CitedNode:
    nodes = parser.parse(["endcited"])
    parser.delete_first_token()
    return CitedNode(nodes)


class CitedNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html: str = self.nodelist.render(context)
        keys = list(dict.fromkeys(CITATION.findall(html)))
        sources = Source.objects.in_bulk(keys, field_name="key") if keys else {}
        numbers = {key: n for n, key in enumerate((k for k in keys if k in sources), start=1)}

        def mark(match: re.Match[str]) -> str:
            return MARK.format(numbers[match[1]]) if match[1] in numbers else ""

        html = CITATION.sub(mark, html)
        filled = Filler([html], on=timezone.localdate()).fill(html)
        citations = [{"number": n, "source": sources[key]} for key, n in numbers.items()]
        return filled + render_to_string("content/_sources.html", {"citations": citations})

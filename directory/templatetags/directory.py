"""Pieces of the directory's pages, most of them drawn by Jinja2 (directory.drawing).

{% results page.sites form_id="chosen" %}, {% facility_card hit %}: centers in a list
{% compare_form "chosen" %}: where the ticked ones of a list go
{% search_form %}, {% found %}, {% none_found %}, {% rings map %}: the search, and what it gave
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from directory import cards, fields, shortlist
from directory.addresses import address_of
from directory.drawing import draw
from directory.maps import RingsMap
from directory.templatetags.paging import pagination

register = template.Library()

FORM_ID = "chosen"
OF_ANY_ANSWER = ("question_label", "chips", "clear_url", "left_out", "telehealth")
SHOWN = ("where", "miles", "q", "not_stated", "also")


@register.simple_tag(takes_context=True)
def facility_card(context: Any, hit: Any, form_id: str = "") -> SafeString:
    return cards.drawn(hit, chosen=_chosen(context), form_id=form_id)


@register.simple_tag(takes_context=True)
def results(context: Any, sites: Any, form_id: str = "") -> SafeString:
    return cards.results(sites, chosen=_chosen(context), form_id=form_id)


@register.simple_tag(takes_context=True)
def compare_form(context: Any, form_id: str) -> SafeString:
    """Stands after the list; its cards' boxes belong to it by its id. Keeps what was chosen before."""
    return draw(
        "directory/_compare_form.jinja",
        form_id=form_id,
        chosen=_chosen(context),
        compare_url=address_of("directory:compare"),
        call_sheet_url=address_of("directory:call_sheet"),
    )


@register.simple_tag(takes_context=True)
def search_form(context: Any) -> SafeString:
    """The form with every group of options, each with how many centers it would leave."""
    form = context["form"]
    return draw(
        "directory/_search_form.jinja",
        address=address_of("directory:search"),
        fields={name: fields.drawn(form, name) for name in SHOWN},
        state=fields.carried(form, "state"),
        chips=context["chips"],
        filters=fields.filters(context["choices"]),
    )


@register.simple_tag(takes_context=True)
def found(context: Any) -> SafeString:
    """A page of what the search found."""
    page = context["page"]
    return draw(
        "directory/_found.jinja",
        **{name: context[name] for name in (*OF_ANY_ANSWER, "total", "map_url", "download_url")},
        by_distance=page[0].miles is not None,
        results=results(context, page.sites, form_id=FORM_ID),
        compare_form=compare_form(context, FORM_ID),
        pagination=pagination(context, page),
    )


@register.simple_tag
def rings(of: RingsMap) -> SafeString:
    return draw("directory/_rings.jinja", map=of)


@register.simple_tag(takes_context=True)
def none_found(context: Any) -> SafeString:
    """What to do instead, where nothing was found."""
    return draw(
        "directory/_none.jinja",
        **{name: context[name] for name in (*OF_ANY_ANSWER, "ladder", "state")},
        nearest=[facility_card(context, hit) for hit in context["nearest"]],
    )


def _chosen(context: Any) -> list[str]:
    request = context.get("request")
    return shortlist.ids_in(request.GET) if request else []

"""Chosen centers: side by side, and as sheets to call from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory import index
from directory.centers import describe, shortlist
from directory.centers.call_sheet import bring, lines, sheet
from directory.centers.compare import rows_of
from directory.centers.notices import FIND, HOME, notices
from directory.centers.phone_numbers import phone_links
from directory.centers.shortlist import MOST_ON_A_CALL_SHEET, MOST_TO_COMPARE
from web import sharing
from web.caching import keep_out_of_search_engines, keep_private


def compare(request: HttpRequest) -> HttpResponse:
    """Up to four centers, question by question."""
    chosen = shortlist.read(request.GET, most=MOST_TO_COMPARE)
    ids = chosen.ids
    context = {
        "chosen": chosen,
        "most": MOST_TO_COMPARE,
        "has_room": len(ids) < MOST_TO_COMPARE,
        "centers": [
            {
                "facility": facility,
                "address": describe.address_line(facility),
                "phones": phone_links(facility),
                "remove_url": shortlist.without("compare", ids, facility.short_id),
                "source_line": describe.source_line(facility),
            }
            for facility in chosen.facilities
        ],
        "rows": rows_of(chosen.facilities) if ids else [],
        "call_sheet_url": shortlist.address("call_sheet", ids),
        "share": sharing.share(shortlist.address("compare", ids)) if ids else None,
        "breadcrumbs": [HOME, FIND, {"title": "Compare"}],
        **notices(index.current()),
    }
    return private(render(request, "directory/compare.html", context))


def call_sheet(request: HttpRequest) -> HttpResponse:
    """A page to print for each center. The discreet one tells nobody what the calls are about."""
    chosen = shortlist.read(request.GET, most=MOST_ON_A_CALL_SHEET)
    discreet = request.GET.get("discreet") == "1"
    template = "directory/call_sheet_discreet.html" if discreet else "directory/call_sheet.html"
    return private(render(request, template, call_sheet_context(chosen, discreet=discreet)))


def call_sheet_context(chosen: shortlist.Shortlist, *, discreet: bool) -> dict[str, Any]:
    ids = chosen.ids
    return {
        "chosen": chosen,
        "most": MOST_ON_A_CALL_SHEET,
        "sheets": [sheet(each, chosen=ids, discreet=discreet) for each in chosen.facilities],
        "questions": lines(discreet=discreet),
        "bring": bring(discreet=discreet),
        "discreet_url": shortlist.address("call_sheet", ids, discreet="1"),
        "compare_url": shortlist.address("compare", ids[:MOST_TO_COMPARE]),
        "share": None
        if discreet or not ids
        else sharing.share(shortlist.address("call_sheet", ids)),
        "breadcrumbs": [HOME, FIND, {"title": "Call sheet"}],
        **notices(index.current()),
    }


def private(response: HttpResponse) -> HttpResponse:
    """Who somebody means to call is nobody else's business."""
    return keep_out_of_search_engines(keep_private(response))

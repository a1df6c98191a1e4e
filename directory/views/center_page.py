"""A center."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from directory import index
from directory.centers import describe, medication, nearby, shortlist
from directory.centers.notices import FIND, HOME, notices, shared
from directory.centers.phone_numbers import phone_links
from directory.index.answer import Index
from directory.models import Facility
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet
from directory.vocabulary.cautions import cautions
from web import sharing
from web.caching import keep_out_of_search_engines, keep_private


def facility(request: HttpRequest, short_id: str, slug: str) -> HttpResponse:
    """A center with everything it says of itself. Its id is for good; its name may change."""
    found = get_object_or_404(Facility, short_id=short_id)
    if found.is_sample and settings.SITE_IS_PUBLIC:
        raise Http404
    directory = index.current()
    if not found.is_listed:
        context = delisted_context(found, directory)
        return render(request, "directory/delisted.html", context, status=410)
    if slug != found.slug:
        query = request.GET.urlencode()
        url = found.get_absolute_url()
        return redirect(f"{url}?{query}" if query else url, permanent=True)
    chosen = shortlist.ids_in(request.GET)
    context = {**facility_context(found, directory), **ways_on(found, chosen)}
    response = render(request, "directory/facility.html", context)
    if chosen:
        return keep_out_of_search_engines(keep_private(response))
    return shared(response, directory)


def facility_context(found: Facility, directory: Index) -> dict[str, Any]:
    others = nearby.at_its_address(found)
    state_url = reverse("directory:state", args=[found.state])
    return {
        "facility": found,
        "sentence": describe.sentence(found),
        "phones": phone_links(found),
        "policy": medication.policy(found),
        "medications": medication.items(found),
        "warnings": [*cautions(found.facts), *medication.warnings(found)],
        "sections": describe.sections(found, main=True),
        "more": describe.sections(found, main=False),
        "not_stated": describe.not_stated(found),
        "position_note": describe.position_note(found),
        "map_url": describe.map_url(found),
        "geo_url": describe.geo_url(found),
        "others_here": others,
        "nearest": alternatives(directory, found, besides={found.pk, *(o.pk for o in others)}),
        "is_stale": found.is_stale(on=timezone.localdate()),
        "source_line": describe.source_line(found),
        # Without the slug: a shorter code, and the same page.
        "share": sharing.share(reverse("directory:facility_by_id", args=[found.short_id])),
        "breadcrumbs": [
            HOME, FIND, {"title": STATES.get(found.state, found.state), "url": state_url},
            {"title": found.name},
        ],
        **notices(directory),
    }  # fmt: skip


def ways_on(found: Facility, chosen: list[str]) -> dict[str, str]:
    """Links that hold the centers chosen so far, and this one."""
    ids = chosen if found.short_id in chosen else [*chosen, found.short_id]
    sheet_ids = ids[-shortlist.MOST_ON_A_CALL_SHEET :]
    return {
        "keep_url": shortlist.with_one_more(chosen, found.short_id),
        "call_sheet_url": shortlist.address("call_sheet", sheet_ids),
        "chosen_url": shortlist.address("compare", chosen) if chosen else "",
    }


def alternatives(directory: Index, found: Facility, *, besides: set[int]) -> list[dict[str, Any]]:
    """The nearest others, each with its distance and medications."""
    miles = dict(nearby.nearest(directory, found, besides=besides))
    return [
        {
            "facility": other,
            "miles": describe.miles_label(other, miles[other.pk]),
            "medications": describe.short_names(other, Facet.MEDICATION),
        }
        for other in Facility.objects.in_order(list(miles))
    ]


def delisted_context(gone: Facility, directory: Index) -> dict[str, Any]:
    """What is left to say of a center that its source dropped, and where else to turn."""
    again = nearby.may_be_it(gone)
    return {
        "facility": gone,
        "again": again,
        "nearest": alternatives(directory, gone, besides={other.pk for other in again}),
        "state_name": STATES.get(gone.state, gone.state),
        "state_url": reverse("directory:state", args=[gone.state]),
        **notices(directory),
    }

"""A center."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from directory import cautions, index, presenting
from directory.gazetteer import STATES
from directory.models import Facility
from directory.views.frame import FIND, HOME, notices, shared


def facility(request: HttpRequest, short_id: str, slug: str) -> HttpResponse:
    """A center with everything it says of itself. Its id is for good; its name may change."""
    found = get_object_or_404(Facility, short_id=short_id)
    if found.is_sample and settings.SITE_IS_PUBLIC:
        raise Http404
    state_url = reverse("directory:state", args=[found.state])
    directory = index.current()
    if not found.is_listed:
        context = {"facility": found, "state_url": state_url, **notices(directory)}
        return render(request, "directory/delisted.html", context, status=410)
    if slug != found.slug:
        return redirect(found, permanent=True)
    others = Facility.objects.listed().filter(street=found.street, zip_code=found.zip_code)
    context = {
        "facility": found,
        "sentence": presenting.sentence(found),
        "phones": presenting.phone_links(found),
        "sections": presenting.sections(found, main=True),
        "more": presenting.sections(found, main=False),
        "warnings": cautions.cautions(found),
        "position_note": presenting.position_note(found),
        "map_url": presenting.map_url(found),
        "others_here": [
            {"name": other.full_name, "url": other.get_absolute_url()}
            for other in others.exclude(pk=found.pk)
            if found.street
        ],
        "is_stale": found.is_stale(on=timezone.localdate()),
        "source_line": presenting.source_line(found),
        "breadcrumbs": [
            HOME, FIND, {"title": STATES.get(found.state, found.state), "url": state_url},
            {"title": found.name},
        ],
        **notices(directory),
    }  # fmt: skip
    return shared(render(request, "directory/facility.html", context), directory)

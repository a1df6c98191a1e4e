"""The page about our data, the reference of its APIs, and the files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from directory import index
from directory.centers.notices import HOME, notices, shared
from directory.index.answer import Index
from directory.models import IndexSnapshot
from directory.opendata import reference
from directory.opendata.asked import EVERYTHING, NotUnderstood, question_of
from directory.opendata.columns import COLUMNS, MILES, rows
from directory.opendata.files import FORMATS
from directory.opendata.for_programs import (
    ATTRIBUTION,
    CREDITS,
    LICENSE,
    REQUESTS,
    for_programs,
)
from directory.vocabulary.attributes import Facet, attributes_of

DATA = {"title": "Our data", "url": "/data/"}

# Part of every file's ETag: raise it when the same centers are written differently.
FILE_FORMAT = "1"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what each column means, where it comes from and how it may be used."""
    directory = index.current()
    context = {
        "total": len(directory.answer(EVERYTHING)),
        "formats": FORMATS.values(),
        "columns": [*COLUMNS, MILES],
        "facets": [
            {"key": facet.value, "label": facet.label, "attributes": attributes_of(facet)}
            for facet in Facet
        ],
        "credits": CREDITS,
        "breadcrumbs": [HOME, {"title": DATA["title"]}],
        **notices(directory),
    }
    return shared(render(request, "data/about.html", context), directory)


@require_safe
def api_reference(request: HttpRequest) -> HttpResponse:
    """Both APIs, read from their own OpenAPI descriptions."""
    directory = index.current()
    context = {
        "apis": reference.apis(),
        "requests_a_minute": REQUESTS.most,
        "breadcrumbs": [HOME, DATA, {"title": "For programs"}],
        **notices(directory),
    }
    return shared(render(request, "data/api.html", context), directory)


@require_safe
@for_programs
def centers(request: HttpRequest, suffix: str) -> HttpResponse:
    """The whole directory, or the centers that a search finds, as a file that is never all in memory."""
    snapshot = _snapshot()
    if snapshot is None:
        return _file(request, suffix)
    etag, changed = _etag(request, suffix, snapshot[0]), snapshot[1].timestamp()
    response = get_conditional_response(request, etag, int(changed)) or _file(request, suffix)
    if response.status_code in (200, 304):
        response.headers["ETag"] = etag
        response.headers["Last-Modified"] = http_date(changed)
    return response


def _snapshot() -> tuple[int, datetime] | None:
    return IndexSnapshot.objects.values_list("revision", "made_at").first()


def _etag(request: HttpRequest, suffix: str, number: int) -> str:
    """Strong: the same revision of the centers, question and format give the same bytes."""
    asked = f"{suffix}?{request.META.get('QUERY_STRING', '')}"
    return f'"{number}-{sha256(asked.encode()).hexdigest()[:16]}-{FILE_FORMAT}"'


def _file(request: HttpRequest, suffix: str) -> HttpResponse:
    kind = FORMATS[suffix]
    try:
        question = question_of(request.GET)
    except NotUnderstood as problem:
        return JsonResponse(
            {"error": problem.words, "places": problem.places}, status=problem.status
        )
    directory = index.current()
    found = directory.answer(question).found
    pieces: Iterable[bytes] = ()
    if request.method == "GET":
        pieces = kind.write(rows(found), _about(directory, len(found)))
    response = StreamingHttpResponse(pieces, content_type=kind.media_type)
    name = f"treatment-centers-{directory.as_of or 'none'}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value] # Django calls it a response, too


def _about(directory: Index, total: int) -> dict[str, Any]:
    return {
        "title": "Treatment centers in the United States",
        "total": total,
        "as_of": directory.as_of.isoformat() if directory.as_of else None,
        "is_sample": directory.has_samples,
        "credits": ATTRIBUTION,
        "license": LICENSE,
        "dictionary": f"{settings.SITE_URL}/data/",
    }

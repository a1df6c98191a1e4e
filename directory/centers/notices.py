"""What every page of the directory has around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from directory.index.answer import Index
from directory.models import ImportRun
from web.caching import keep_out_of_search_engines, keep_public

HOME = {"title": "Home", "url": "/"}
FIND = {"title": "Find treatment", "url": "/find-treatment/"}


def shared(response: HttpResponse, directory: Index) -> HttpResponse:
    """The same for everyone, so caches may keep it; made-up centers never reach a search engine."""
    if directory.has_samples:
        keep_out_of_search_engines(response)
    return keep_public(response)


def notices(directory: Index) -> dict[str, Any]:
    """What stands above every page of the directory."""
    return {
        "is_sample": directory.has_samples,
        "is_fetching": not directory.pks and ImportRun.objects.under_way().exists(),
        "directory_as_of": directory.as_of,
    }

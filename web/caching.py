"""Who may keep an answer: only the one who asked, or any cache on the way."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

PUBLIC_SECONDS = 300  # how long a cache may keep what is the same for everyone


def keep_private(response: HttpResponse) -> HttpResponse:
    """For answers that say something about the person asking: no cache in between may keep them."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def keep_public(response: HttpResponse, *, seconds: int = PUBLIC_SECONDS) -> HttpResponse:
    """For pages that are the same for everyone."""
    patch_cache_control(response, public=True, max_age=seconds, stale_while_revalidate=seconds)
    return response


def keep_out_of_search_engines(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def tag_of(body: bytes) -> str:
    """An ETag: SHA-1 takes half the time of the MD5 that Django would take."""
    return f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'

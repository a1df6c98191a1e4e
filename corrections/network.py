"""Where a request comes from: asked to count and compare, never kept in clear."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from web.callers import shared_part


def network(address: str) -> str:
    """The neighborhood of an address (/24 or /48): what tells one reporter's network from another's."""
    return shared_part(address, v4=24, v6=48)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from our own page, as far as the browser says.

    Nobody is signed in, so another site could gain only this: reports from its visitors' networks.
    A browser that says nothing is believed; one that says "null" is not, for any site can have that.
    """
    sent_from = request.headers.get("Origin") or request.headers.get("Referer")
    if not sent_from:
        return True
    parts = urlsplit(sent_from)
    ours = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
    return f"{parts.scheme}://{parts.netloc}" in ours

"""Where an address that was given up leads now: there for good (301), and every link of ours with it.

A page's text keeps the link that was written in it; the answer that a reader gets has the new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from web.kept import kept
from web.models import Moved

Handler = Callable[[HttpRequest], HttpResponse]
GONE = (404, 410)
FAILED = 500  # and more: the database may be what failed, and each question to it a wait


def read() -> dict[str, str]:
    """Each old address with its new one, as the database has them at this moment."""
    return dict(Moved.objects.values_list("old", "new"))


def leads_to(address: str, table: Mapping[str, str]) -> str:
    """The address today of what once was at this one, a part of the page (#…) kept."""
    path, mark, part = address.partition("#")
    return table.get(path, path) + mark + part


def settle(moves: Iterable[tuple[str, str]], taken: Iterable[str]) -> None:
    """Remember these moves, old address and new; an address that is taken (again) leads nowhere else.

    What led to an old address leads on to the new one, so nobody is sent twice.
    """
    Moved.objects.filter(old__in=set(taken)).delete()
    for old, new in moves:
        Moved.objects.filter(new=old).update(new=new)
        Moved.objects.update_or_create(old=old, defaults={"new": new})


class Moves:
    """All of them, ready to be followed."""

    def __init__(self) -> None:
        self.table = read()
        self.hrefs = {old.encode(): new.encode() for old, new in self.table.items()}
        # A template may break the line before an attribute.
        olds = b"|".join(map(re.escape, self.hrefs))
        self.links = re.compile(rb'(?<=\shref=")(' + olds + rb')(?=["#?])')

    def followed(self, page: bytes) -> bytes:
        """The HTML with new addresses in its links."""
        return self.links.sub(lambda link: self.hrefs[link[1]], page)


class MovedMiddleware:
    """For readers: an address that is gone answers with the one that took its place; links follow."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(settings.EDITORS_AT) or response.status_code >= FAILED:
            return response
        if response.status_code not in GONE and not is_a_page(response):
            return response
        try:
            moves: Moves = kept("moves", Moves)
        except DatabaseError:
            return response  # the page that says so, and the steps, need no table
        if response.status_code in GONE and (new := moves.table.get(request.path_info)):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(quote(new) + (f"?{query}" if query else ""))
        if moves.table and is_a_page(response):
            page = moves.followed(response.content)
            if page != response.content:
                response.content = page
                del response.headers[
                    "ETag"
                ]  # that of the page before; ConditionalGet makes another
        return response


def is_a_page(response: HttpResponse) -> bool:
    is_html = response.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming and bool(response.content)

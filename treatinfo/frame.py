"""What the frame shows on every page: the doors, the helplines, the numbers to call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from content.models import Helpline, Topic
from treatinfo.serving import revision

# The two numbers that stand on every page, the one for a broken server included. A test holds
# them equal to the registry of helplines.
EMERGENCY_NUMBER = "911"
CRISIS_NUMBER = "988"
NUMBERS = {"emergency_number": EMERGENCY_NUMBER, "crisis_number": CRISIS_NUMBER}

FOOTER_HELPLINES = ["988", "samhsa"]
FIND_TREATMENT = {"title": "Find treatment", "url": "/find-treatment/"}
SEARCH = {"title": "Search", "url": "/search/"}

# Pieces of the frame as they were made for one edition of the site, and the day they are of.
_kept: tuple[tuple[int, date], dict[str, Any]] = ((-1, date.min), {})


class Site:
    """The frame of a page; asked of the database only when a template uses it."""

    def __init__(self, path: str) -> None:
        self.path = path

    @property
    def address(self) -> str:
        """What a printed page says of where it came from. A search's words are left out."""
        return settings.SITE_URL + self.path

    @cached_property
    def nav(self) -> SafeString:
        return kept(f"nav of {self.path.split('/')[1]}", self._nav)

    @cached_property
    def footer(self) -> SafeString:
        return kept("footer", self._footer)

    @cached_property
    def helplines(self) -> list[Helpline]:
        return kept("helplines", lambda: in_key_order(FOOTER_HELPLINES))

    def _footer(self) -> SafeString:
        return render_to_string("components/footer.html", {"helplines": self.helplines})

    def _nav(self) -> SafeString:
        topics = Topic.objects.exclude(door="")
        doors = [{"title": topic.door, "url": topic.get_absolute_url()} for topic in topics]
        doors += [FIND_TREATMENT, SEARCH]
        shown = [{**door, "current": self.path.startswith(door["url"])} for door in doors]
        return render_to_string("components/nav.html", {"doors": shown})


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request.path), **NUMBERS}


def in_key_order(keys: list[str]) -> list[Helpline]:
    found = {h.key: h for h in Helpline.objects.filter(key__in=keys).prefetch_related("numbers")}
    return [found[key] for key in keys if key in found]


def kept(name: str, make: Callable[[], Any]) -> Any:
    """A piece made once a day for each edition of the site."""
    global _kept
    if not settings.EDITION_SECONDS:
        return make()
    made_for = (revision.current(), timezone.localdate())
    if made_for != _kept[0]:
        _kept = (made_for, {})
    pieces = _kept[1]
    if name not in pieces:
        pieces[name] = make()
    return pieces[name]

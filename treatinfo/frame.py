"""What the frame shows on every page: the doors, the helplines, the numbers to call."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from content.models import Helpline, Topic
from web.kept import kept

# The two numbers that stand on every page, the one for a broken server included. A test holds
# them equal to the registry of helplines.
EMERGENCY_NUMBER = "911"
CRISIS_NUMBER = "988"
NUMBERS = {"emergency_number": EMERGENCY_NUMBER, "crisis_number": CRISIS_NUMBER}

FOOTER_HELPLINES = ["988", "samhsa"]
FIND_TREATMENT = {"title": "Find treatment", "url": "/find-treatment/"}
SEARCH = {"title": "Search", "url": "/search/"}


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
        """With the door marked behind which this page is."""
        found = kept("doors", doors)
        here = next((door["url"] for door in found if self.path.startswith(door["url"])), "")
        return kept(f"nav, at {here}", lambda: _nav(found, here))

    @cached_property
    def footer(self) -> SafeString:
        return kept("footer", self._footer)

    @cached_property
    def helplines(self) -> list[Helpline]:
        return kept("helplines", lambda: in_key_order(FOOTER_HELPLINES))

    def _footer(self) -> SafeString:
        return render_to_string("components/footer.html", {"helplines": self.helplines})


def _nav(found: list[dict[str, str]], here: str) -> SafeString:
    shown = [{**door, "current": door["url"] == here} for door in found]
    return render_to_string("components/nav.html", {"doors": shown})


def doors() -> list[dict[str, str]]:
    """What the header leads to."""
    topics = Topic.objects.exclude(door="")
    return [
        *({"title": topic.door, "url": topic.get_absolute_url()} for topic in topics),
        FIND_TREATMENT,
        SEARCH,
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request.path), **NUMBERS}


def in_key_order(keys: list[str]) -> list[Helpline]:
    found = {h.key: h for h in Helpline.objects.filter(key__in=keys).prefetch_related("numbers")}
    return [found[key] for key in keys if key in found]

"""What a report or a correction can be about: a center, a page, or the site as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from content.models import Page, PageVersion, Topic
from directory.models import Facility
from web import moved

TITLES = {
    "home": "Home page",
    "directory:search": "Find treatment",
    "corrections:log": "Corrections",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is called, where it is and, of a center, the center itself."""

    title: str
    address: str
    facility: Facility | None = None

    @property
    def query(self) -> str:
        """How /report/ is asked for it."""
        if self.facility:
            return "?" + urlencode({"center": self.facility.short_id})
        return "?" + urlencode({"page": self.address}, safe="/") if self.address else ""


THE_SITE = Subject("This site", "")


def asked_for(query: Mapping[str, Any]) -> Subject:
    """What ?center=<short id> or ?page=<path> names; the whole site when we do not know it."""
    if short_id := query.get("center", ""):
        return at(f"{reverse('directory:search')}center/{short_id}/") or THE_SITE
    return at(query.get("page", "")) or THE_SITE


def at(path: str) -> Subject | None:
    """The center or page at a path of this site."""
    path = path.partition("?")[0].partition("#")[0]
    return _at(path) or (_at(moved.leads_to(path, moved.read())) if path else None)


def _at(path: str) -> Subject | None:
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if "short_id" in found.kwargs:
        return _center(found.kwargs["short_id"])
    if found.view_name in ("content:topic", "content:page"):
        return _page(**found.kwargs)
    title = TITLES.get(found.view_name)
    return Subject(title, path) if title else None


def _center(short_id: str) -> Subject | None:
    facility = Facility.objects.filter(short_id=short_id).first()
    if facility is None or (facility.is_sample and settings.SITE_IS_PUBLIC):
        return None
    title = f"{facility.full_name}, {facility.city}, {facility.state}"
    return Subject(title, facility.get_absolute_url(), facility)


def _page(topic: str, page: str = "") -> Subject | None:
    """A page that readers see; of a topic without a page of its own, the list of its pages."""
    found = Page.objects.in_locale("en").live().filter(topic__slug=topic, slug=page or topic)
    if live := found.select_related("topic").first():
        version = PageVersion.objects.get(pk=live.live_id)  # type: ignore[attr-defined]
        return Subject(version.title, live.get_absolute_url())
    subject = None if page else Topic.objects.filter(slug=topic).first()
    return Subject(subject.title, subject.get_absolute_url()) if subject else None

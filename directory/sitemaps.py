"""The directory, for search engines: states, cities and centers, never a search.

Nothing while made-up centers are shown: they are no places, and their pages say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from directory import index
from directory.areas import cities
from directory.index.answer import Index
from directory.index.question import Question
from directory.models import Facility
from directory.places.states import STATES


class OfRealCenters(Sitemap):
    """Empty where samples are shown."""

    def items(self) -> Sequence[Any]:
        directory = index.current()
        return [] if directory.has_samples else self.real_items(directory)

    def real_items(self, directory: Index) -> Sequence[Any]:
        raise NotImplementedError


class States(OfRealCenters):
    def real_items(self, directory: Index) -> Sequence[str]:
        guides = [reverse(f"directory:{name}") for name in ("search", "today", "what_to_ask_for")]
        return guides + [reverse("directory:state", args=[code]) for code in STATES]

    def location(self, item: str) -> str:
        return item


class Cities(OfRealCenters):
    def real_items(self, directory: Index) -> Sequence[tuple[str, str]]:
        return cities.every(directory.answer(Question()))

    def location(self, item: tuple[str, str]) -> str:
        return reverse("directory:city", args=item)


class Centers(OfRealCenters):
    def real_items(self, directory: Index) -> Any:
        names = ("short_id", "name", "city", "state", "changed_at")
        return Facility.objects.listed().only(*names).order_by("pk")

    def lastmod(self, item: Facility) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        """In one row, not by going through them all."""
        latest = Facility.objects.listed().order_by("-changed_at").only("changed_at").first()
        return latest.changed_at if latest else None

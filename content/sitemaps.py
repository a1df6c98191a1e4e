"""The health pages, for search engines: what is live now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from content.models import Page, PageVersion, Topic


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    changed_at: datetime | None


class Pages(Sitemap):
    """Every live page, and each topic that has one."""

    def items(self) -> list[Entry]:
        pages = list(Page.objects.in_locale("en").live().select_related("topic").order_by("pk"))
        live_ids = {page.pk: page.live_id for page in pages}  # type: ignore[attr-defined]
        versions = PageVersion.objects.in_bulk(live_ids.values())
        found: dict[str, datetime | None] = {
            page.get_absolute_url(): versions[live_ids[page.pk]].publish_at for page in pages
        }
        found |= {"/": None, reverse("content:a_to_z"): None}
        for topic in Topic.objects.filter(pages__in=pages).distinct():
            found.setdefault(topic.get_absolute_url(), None)
        return [Entry(url, changed_at) for url, changed_at in sorted(found.items())]

    def location(self, item: Entry) -> str:
        return item.url

    def lastmod(self, item: Entry) -> datetime | None:
        return item.changed_at

"""What changed on the pages, for feed readers: each version that readers may see, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from content.models import PageVersion
from content.models.page import State

MOST = 30


class Changes(Feed):
    feed_type = Atom1Feed
    title = "treatinfo: new and changed pages"
    subtitle = "Pages on heroin and other opioids, as they are published or changed."
    author_name = "treatinfo"

    def link(self) -> str:
        return settings.SITE_URL + reverse("content:a_to_z")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("content:changes")

    def items(self) -> Any:
        before = PageVersion.objects.filter(
            page=OuterRef("page"),
            publish_at__lt=OuterRef("publish_at"),
            transitions__to_state=State.APPROVED,
        )
        versions = PageVersion.objects.published().filter(page__locale="en")
        return (
            versions.annotate(is_change=Exists(before))
            .select_related("page__topic")
            .order_by(F("publish_at").desc(), "-pk")[:MOST]
        )

    def item_title(self, item: Any) -> str:
        return f"{'Changed' if item.is_change else 'New'}: {item.title}"

    def item_description(self, item: PageVersion) -> str:
        return escape(item.summary)  # Atom takes it for HTML

    def item_link(self, item: PageVersion) -> str:
        return settings.SITE_URL + item.page.get_absolute_url()

    def item_guid(self, item: PageVersion) -> str:
        return f"tag:{settings.SITE_HOST},2026:{item.page.get_absolute_url()}{item.number}"

    def item_pubdate(self, item: PageVersion) -> datetime | None:
        return item.publish_at

    item_updateddate = item_pubdate

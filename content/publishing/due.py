"""What of our pages is due for another look, and how what waits for an editor is put down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from content.models import FigureUse, Page, PageVersion
from content.models.page import PageVersionQuerySet

SOON = timedelta(days=30)
MOST_SHOWN = 8  # tasks of one kind; the rest stands in the admin's list


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what it is about, how it stands, where to do it."""

    what: str
    stands: str
    url: str
    shown_on: Sequence[PageVersion] | None = None  # the live pages it is on, where that matters


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due of one kind. The words follow the number: 3 “figures have expired”."""

    number: int
    words: str
    advice: str
    url: str
    tasks: Sequence[Task] = ()
    is_late: bool = False

    @property
    def first(self) -> Sequence[Task]:
        return self.tasks[:MOST_SHOWN]


def late_first(found: Iterable[Due]) -> list[Due]:
    return sorted(found, key=lambda each: not each.is_late)


def over(field: str, *, on: date) -> Q:
    return Q(**{f"{field}__lte": on})


def soon(field: str, *, on: date) -> Q:
    return Q(**{f"{field}__gt": on, f"{field}__lte": on + SOON})


def live_versions() -> PageVersionQuerySet:
    """The versions that readers see, one of each page."""
    live = Page.objects.live().values("live_id")  # type: ignore[misc] # live() annotates it
    return PageVersion.objects.filter(pk__in=live)


def without_review(versions: PageVersionQuerySet, *, on: date) -> PageVersionQuerySet:
    """Those that no clinician's word stands behind, or none that still holds."""
    return versions.exclude(reviews__due__gt=on)


def pages_by_figure() -> dict[str, list[PageVersion]]:
    """Of each figure's key the live versions that show it."""
    found = defaultdict(list)
    uses = FigureUse.objects.filter(version__in=live_versions()).order_by("version__title")
    for use in uses.select_related("figure", "version__page__topic"):
        found[use.figure.key].append(use.version)
    return found

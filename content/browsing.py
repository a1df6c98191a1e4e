"""The ways from page to page: those of a topic, those that are related, and all of them by letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.utils.text import capfirst

from content.models import Page, PageVersion, SearchDocument, Topic
from content.models.page import PageQuerySet
from content.plain_language.folding import fold
from content.search import documents
from content.text import parts


class Link(NamedTuple):
    """A live page, as another page speaks of it."""

    pk: int
    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class Around:
    """Where a page leads besides its own links."""

    siblings: list[Link] = field(default_factory=list)
    before: Link | None = None
    after: Link | None = None
    related: list[Link] = field(default_factory=list)


class Name(NamedTuple):
    """A line of the A to Z. `of` is what a name means, where it is not a page's own title."""

    words: str
    url: str
    of: str = ""

    @property
    def letter(self) -> str:
        first = fold(self.words)[:1]
        return first if first.isalpha() else "0-9"


def pages_of(topic: Topic) -> list[Link]:
    """The live pages of a topic, in order."""
    return _links(topic.pages.in_locale("en"))


def around(page: Page) -> Around:
    """Which pages are related is worked out with the search's documents; that they are live, now."""
    found_as = SearchDocument.objects.filter(page=page).values_list("related", flat=True)
    related: list[int] = found_as.first() or []
    links = _links(
        Page.objects.filter(Q(topic=page.topic) | Q(pk__in=related), locale=page.locale)
    )
    siblings = [link for link in links if link.pk not in related]
    by_pk = {link.pk: link for link in links}
    here = next((n for n, link in enumerate(siblings) if link.pk == page.pk), None)
    return Around(
        siblings=siblings,
        before=siblings[here - 1] if here else None,
        after=siblings[here + 1] if here is not None and here + 1 < len(siblings) else None,
        related=[by_pk[pk] for pk in related if pk in by_pk],
    )


def _links(pages: PageQuerySet) -> list[Link]:
    newest = PageVersion.objects.published().filter(page=OuterRef("pk"))
    live: Any = pages.live().select_related("topic").order_by("order", "slug")
    live = live.annotate(
        title=Subquery(newest.values("title")[:1]), summary=Subquery(newest.values("summary")[:1])
    )
    return [Link(page.pk, page.title, page.summary, page.get_absolute_url()) for page in live]


def a_to_z() -> list[tuple[str, list[Name]]]:
    """Every live page by its title, and by the glossary's names for what it is about."""
    versions = documents.live_versions()
    titles = {version.page.get_absolute_url(): version.title for version in versions}
    names = {Name(title, url) for url, title in titles.items()}
    for version in versions:
        for term in parts.terms(version.html):
            if term.href in titles:
                names |= {name for name in _names(term) if not _is_title(name, titles[term.href])}
    in_order = sorted(names, key=lambda name: (name.letter, fold(name.words), name.url))
    return [(letter, list(group)) for letter, group in groupby(in_order, lambda name: name.letter)]


def _names(term: parts.Term) -> list[Name]:
    also = [name.strip() for name in term.also.split(",")]
    others = [Name(capfirst(name), term.href, of=term.name) for name in also if name[:1].isalpha()]
    return [Name(term.name, term.href), *others]


def _is_title(name: Name, title: str) -> bool:
    """Whether the page stands under this name already."""
    return fold(title).startswith(fold(name.words))

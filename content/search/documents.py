"""What a search can find: the live pages, their questions and terms, and what the site has besides."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from content.models import Page, PageVersion, SearchDocument
from content.models.page import Layout
from content.plain_language import linter
from content.search import excerpts
from content.text import parts
from web import moved

Kind = SearchDocument.Kind
QUESTIONS, GLOSSARY = "questions", "glossary"  # topics whose pages are found by their parts
LEADS_ON = re.compile(r"(?: (?:See|Read) [^.?!]*[.])+$")  # "See how to store it."
HEADING = re.compile(r"^#{2,3}\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find, in plain words."""

    kind: Kind
    title: str
    summary: str
    url: str
    near: str = ""  # stands near the title: weighs more than the rest
    body: str = ""
    page: Page | None = None
    asked: tuple[str, ...] = ()  # ways in which people ask for it
    parts: tuple[str, ...] = ()  # its headings, which ask for a part of it
    sentences: tuple[str, ...] = ()  # that can be shown alone

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.title, self.near, self.body


def all_of(versions: list[PageVersion]) -> Iterator[Document]:
    """Of the versions that readers see, and what the site has besides."""
    yield from import_string(settings.SEARCH_BESIDES)()
    names = everyday_names(versions)
    for version in versions:
        yield page(version, names[version.page.get_absolute_url()])
        if version.page.topic.slug == QUESTIONS:
            yield from questions(version)
        if version.page.topic.slug == GLOSSARY:
            yield from terms(version)


def live_versions(*, at: datetime | None = None) -> list[PageVersion]:
    """The version of each page that readers see."""
    newest: dict[int, PageVersion] = {}
    for version in PageVersion.objects.published(at=at).select_related("page__topic"):
        newest.setdefault(version.page_id, version)
    return sorted(newest.values(), key=lambda version: version.page_id)


def everyday_names(versions: list[PageVersion]) -> dict[str, list[str]]:
    """What else the subject of a page is called, by its address: the terms that lead to it."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    table = moved.read()
    for version in versions:
        if version.page.topic.slug == GLOSSARY:
            for term in parts.terms(version.html):
                names[moved.leads_to(term.href, table)] += [term.name, *term.also.split(",")]
    return names


def page(version: PageVersion, names: list[str]) -> Document:
    near = body = ""
    asked = [version.title, *version.asked_as.splitlines()]
    headings: list[str] = []
    sentences: tuple[str, ...] = ()
    if version.page.topic.slug not in (QUESTIONS, GLOSSARY):
        slug = version.page.slug.replace("-", " ")
        headings = [linter.LINK.sub(r"\1", match[1]) for match in HEADING.finditer(version.body)]
        near = " ".join([slug, *names, version.summary, *headings])
        body = linter.prose(f"{version.short_version}\n\n{version.body}")
        asked += [slug, *names]
        if version.layout != Layout.EMERGENCY:
            sentences = tuple(excerpts.sentences(version.body))
    return Document(
        Kind.PAGE,
        version.title,
        version.summary,
        version.page.get_absolute_url(),
        near=near,
        body=body,
        page=version.page,
        asked=tuple(asked),
        parts=tuple(headings),
        sentences=sentences,
    )


def questions(version: PageVersion) -> Iterator[Document]:
    for question in parts.questions(version.html):
        yield Document(
            Kind.QUESTION,
            question.title,
            textwrap.shorten(LEADS_ON.sub("", question.answer), 200, placeholder="…"),
            f"{version.page.get_absolute_url()}#{question.id}",
            body=linter.SLOT.sub("", question.answer),
            asked=(question.title,),
        )


def terms(version: PageVersion) -> Iterator[Document]:
    for term in parts.terms(version.html):
        url = f"{version.page.get_absolute_url()}#{term.part}"
        body = linter.SLOT.sub("", term.meaning)
        yield Document(
            Kind.TERM,
            term.name,
            term.meaning,
            url,
            near=term.also,
            body=body,
            asked=(term.name, *term.also.split(",")),
        )

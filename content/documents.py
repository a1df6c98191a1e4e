"""What of the live pages a search can find: the pages, the questions and the glossary's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from content import linter
from content.models import PageVersion, SearchDocument

Kind = SearchDocument.Kind
QUESTIONS, GLOSSARY = "/questions/", "/glossary/"
PART = re.compile(r"^(#{2,3})\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find, in plain words."""

    kind: Kind
    title: str
    summary: str
    url: str
    near: str = ""  # stands near the title: weighs more than the rest
    body: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.title, self.near, self.body


def all_of_them() -> Iterator[Document]:
    for version in live_versions():
        url = version.page.get_absolute_url()
        headings = " ".join(match[2] for match in PART.finditer(version.body))
        yield Document(
            Kind.PAGE,
            version.title,
            version.summary,
            url,
            near=f"{version.page.slug.replace('-', ' ')} {version.summary} {headings}",
            body=linter.prose(f"{version.short_version}\n\n{version.body}"),
        )
        if url == QUESTIONS:
            yield from questions(version.body)
        if url == GLOSSARY:
            yield from terms(version.body)


def live_versions() -> list[PageVersion]:
    """The version of each page that readers see."""
    newest: dict[int, PageVersion] = {}
    for version in PageVersion.objects.published().select_related("page__topic"):
        newest.setdefault(version.page_id, version)
    return sorted(newest.values(), key=lambda version: version.page_id)


def questions(body: str) -> Iterator[Document]:
    """Each heading of the third level with its answer."""
    parts = list(PART.finditer(body))
    ends = [part.start() for part in parts[1:]] + [len(body)]
    for part, end in zip(parts, ends, strict=True):
        if part[1] == "###":
            answer = linter.prose(body[part.end() : end])
            first = answer.replace("\n", " ")[:200].rsplit(" ", 1)[0]
            title = linter.prose(part[2])
            url = f"{QUESTIONS}#{slugify(title)}"
            yield Document(Kind.QUESTION, title, first, url, body=answer)


def terms(body: str) -> Iterator[Document]:
    """Each row of the glossary's tables: the term, what it is also called, what it means."""
    section = ""
    for line in body.splitlines():
        if heading := PART.match(line):
            section = slugify(heading[2])
        cells = [linter.prose(cell) for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in ("Term", ""):
            term, also, meaning = cells
            yield Document(
                Kind.TERM, term, meaning, f"{GLOSSARY}#{section}", near=also, body=meaning
            )

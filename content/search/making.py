"""All that the search can find, made anew from what readers see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from content.models import PageVersion, SearchDocument, SearchVocabulary, Synonym
from content.plain_language.folding import fold
from content.search import documents, spelling
from content.search.query import tokens
from content.search.related import related_pages
from web import revision

STEMS = ("title_stems", "near_stems", "body_stems", "asked_stems", "part_stems")
SMALL = re.compile(r"\b[a-z]\w*")


@transaction.atomic
def make_documents() -> None:
    """Every one, of what readers see now."""
    now = timezone.now()
    vocabulary, _ = SearchVocabulary.objects.select_for_update().get_or_create(
        pk=1
    )  # one at a time
    number = revision.read().get(
        "pages", 0
    )  # first: what changes meanwhile must not seem to be in it
    versions = documents.live_versions(at=now)
    related = related_pages(versions)
    found = list(documents.all_of(versions))
    words, small = _words(found)
    ours = spelling.Ours.of(words)
    frequencies: Counter[str] = Counter()
    made = []
    for document in found:
        # Editors may keep misspelled ways to ask; those of readers are read before, too.
        asked = [spelling.correct(fold(way).split(), ours) for way in document.asked]
        row = _row(document, asked, related)
        made.append(row)
        for token in set(" ".join(getattr(row, name) for name in STEMS).split()):
            frequencies[token] += document.page is not None
        words |= {word for way in asked for word in way if len(word) >= spelling.SHORT}
    SearchDocument.objects.all().delete()
    SearchDocument.objects.bulk_create(made)
    vocabulary.revision, vocabulary.words = number, sorted(words)
    vocabulary.names = sorted(words - small)
    vocabulary.frequencies, vocabulary.documents = frequencies, len(versions)
    vocabulary.renew_at = PageVersion.objects.next_change(after=now)
    vocabulary.making_until = None
    vocabulary.save()


def _words(found: list[documents.Document]) -> tuple[set[str], set[str]]:
    """The words that our pages and synonyms have; and those of them written small somewhere."""
    words = _long(" ".join(synonym.phrase for synonym in Synonym.objects.all()))
    small: set[str] = set()
    for document in found:
        text = " ".join(document.texts)
        words |= _long(text)
        small |= set(fold(" ".join(SMALL.findall(text))).split())
    return words, small


def _long(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= spelling.SHORT}


def _row(
    document: documents.Document, asked: list[list[str]], related: dict[int, list[int]]
) -> SearchDocument:
    title, near, body = (" ".join(tokens(text)) for text in document.texts)
    return SearchDocument(
        kind=document.kind,
        title=document.title[:200],
        summary=document.summary[:400],
        url=document.url,
        title_stems=title,
        near_stems=near,
        body_stems=body,
        asked_stems=_lines(map(" ".join, asked)),
        part_stems=_lines(document.parts),
        sentences="\n".join(document.sentences),
        page=document.page,
        related=related.get(document.page.pk, []) if document.page else [],
    )


def _lines(ways: Iterable[str]) -> str:
    return "\n".join(" ".join(tokens(way)) for way in ways)

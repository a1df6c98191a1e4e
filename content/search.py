"""Words to pages, glossary terms and questions: one way to ask, over two databases.

Both stores hold our own stems, and a query is built from our stems alone: what a visitor typed never
reaches MATCH or to_tsquery. They say which documents hold any of the words; `content.ranking` says
which come first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.html import escape, strip_tags

from content import crisis, documents, query, ranking, relating, slots
from content.models import PageVersion, SearchDocument, SearchVocabulary, Synonym
from content.query import fold, stem, tokens

MOST_RESULTS = 20
MOST_WORDS = 20  # of a query; further ones are not looked at
CANDIDATES = 300  # from the database: all that hold a word, as long as the site is small
LEASE = timedelta(minutes=1)  # for making the documents anew; after it another may try


NOTHING_KNOWN = ranking.Rarity({}, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    documents: list[SearchDocument] = field(default_factory=list)
    dangers: tuple[crisis.Kind, ...] = ()  # that the words speak of, the gravest first
    read_as: str = ""  # the query as it was read, where words were taken for misspelled


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What all documents hold together: the words that a search can find, how rare each is."""

    stamp: UUID | None = None
    words: frozenset[str] = frozenset()
    rarity: ranking.Rarity = NOTHING_KNOWN


def find(text: str) -> Found:
    """What fits the words, best first."""
    folded = fold(text)
    dangers = crisis.kinds(text)
    if not folded:
        return Found(dangers=dangers)  # perhaps in letters that we do not search in
    knowledge = _knowledge()
    words = folded.split()[:MOST_WORDS]
    corrected = query.correct(words, knowledge.words)
    wanted = query.read(corrected, _phrases())
    candidates = _ask(frozenset().union(*(one.stems for one in wanted)))
    found = ranking.best_first(candidates, wanted, knowledge.rarity)[:MOST_RESULTS]
    _fill_slots(found)
    read_as = " ".join(corrected)
    changed = found and corrected != words and query.may_be_shown(read_as)
    return Found(found, dangers, read_as if changed else "")


def _phrases() -> query.Phrases:
    return {
        query.phrase(synonym.phrase): query.phrase(synonym.means)
        for synonym in Synonym.objects.all()
    }


def _fill_slots(found: list[SearchDocument]) -> None:
    """The database is asked only where a summary has a slot."""
    filler = slots.Filler([document.summary for document in found], on=timezone.localdate())
    for document in found:
        document.summary = unescape(strip_tags(filler.fill(escape(document.summary))))


@transaction.atomic
def renew() -> None:
    """Make every document anew; called after what readers see has changed."""
    now = timezone.now()
    vocabulary, _ = SearchVocabulary.objects.select_for_update().get_or_create(
        pk=1, defaults={"stamp": uuid4()}
    )  # one at a time
    versions = documents.live_versions(at=now)
    related = relating.related(versions)
    words: set[str] = {w for s in Synonym.objects.all() for w in fold(s.phrase).split()}
    frequencies: Counter[str] = Counter()
    made = []
    for document in documents.all_of(versions):
        stems = [tokens(text) for text in document.texts]
        words |= {word for word in fold(" ".join(document.texts)).split() if len(word) > 3}
        for token in set().union(*stems):
            frequencies[token] += document.page is not None
        made.append(_row(document, stems, related))
    SearchDocument.objects.all().delete()
    SearchDocument.objects.bulk_create(made)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO content_search(content_search) VALUES ('rebuild')")
    vocabulary.stamp, vocabulary.words = uuid4(), sorted(words)
    vocabulary.frequencies, vocabulary.documents = frequencies, len(versions)
    vocabulary.renew_at = PageVersion.objects.next_change(after=now)
    vocabulary.save()


def _row(
    document: documents.Document, stems: list[list[str]], related: dict[int, list[int]]
) -> SearchDocument:
    title, near, body = (" ".join(part) for part in stems)
    return SearchDocument(
        kind=document.kind,
        title=document.title[:200],
        summary=document.summary[:400],
        url=document.url,
        title_stems=title,
        near_stems=near,
        body_stems=body,
        page=document.page,
        related=related.get(document.page.pk, []) if document.page else [],
    )


_held = Knowledge()


def _knowledge() -> Knowledge:
    """Read anew when its stamp changed; made anew first when a version's hour has come or gone."""
    global _held
    stamps = SearchVocabulary.objects.values_list("stamp", "renew_at")
    stamp, renew_at = stamps.first() or (None, None)
    if renew_at and renew_at <= timezone.now() and _is_ours_to_renew(renew_at):
        renew()
        stamp, _ = stamps.get()
    if stamp is None:
        return Knowledge()
    if stamp != _held.stamp:
        row = SearchVocabulary.objects.get(pk=1)
        words = frozenset(row.words) | {stem(word) for word in row.words}
        _held = Knowledge(row.stamp, words, ranking.Rarity(row.frequencies, row.documents))
    return _held


def _is_ours_to_renew(due: datetime) -> bool:
    """Of all who find it due at once, one has it; the others go on with what there is."""
    rows = SearchVocabulary.objects.filter(renew_at=due)
    return bool(rows.update(renew_at=timezone.now() + LEASE))


def _ask(stems: frozenset[str]) -> list[SearchDocument]:
    """Documents that hold any of the stems; of very many, those that the database finds best."""
    if connection.vendor == "postgresql":
        sql = (
            "SELECT d.* FROM content_searchdocument d, to_tsquery('simple', %s) q "
            "WHERE d.stems @@ q "
            "ORDER BY ts_rank('{0.03, 0.03, 0.3, 1.0}', d.stems, q, 1) DESC, d.id LIMIT %s"
        )
        return list(SearchDocument.objects.raw(sql, [" | ".join(sorted(stems)), CANDIDATES]))
    sql = (
        "SELECT d.* FROM content_search JOIN content_searchdocument d ON d.id = content_search.rowid "
        "WHERE content_search MATCH %s "
        "ORDER BY bm25(content_search, 12.0, 4.0, 1.0), d.id LIMIT %s"
    )
    match = " OR ".join(f'"{word}"' for word in sorted(stems))
    return list(SearchDocument.objects.raw(sql, [match, CANDIDATES]))

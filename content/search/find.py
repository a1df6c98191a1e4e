"""Words to pages, glossary terms and questions: one way to ask, the same over any database.

`content.search.query` says what the words ask for, `content.search.spelling` how they were meant to be spelled,
`content.search.postings` holds what there is, and `content.search.ranking` says which comes first. A query is built
from our own stems: what a visitor typed reaches no database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, strip_tags

from content import crisis
from content.models import PageVersion, SearchDocument, SearchVocabulary, Synonym
from content.search import documents, excerpts, query, ranking, spelling
from content.search.postings import Postings, of_all
from content.search.query import fold, tokens
from content.search.related import related_pages
from content.text import slots

MOST_RESULTS = 12
MOST_WORDS = 40  # of a query; further ones are not looked at
STEMS = ("title_stems", "near_stems", "body_stems", "asked_stems", "part_stems")
SHOWN = ("kind", "title", "title_stems", "summary", "url", "sentences")
SMALL = re.compile(r"\b[a-z]\w*")
LEASE = timedelta(minutes=1)  # for making the documents anew; after it another may try


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    documents: list[SearchDocument] = field(default_factory=list)
    dangers: tuple[crisis.Kind, ...] = ()  # that the words speak of, the gravest first
    read_as: str = ""  # the query as it was read, where words were taken for misspelled


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What all documents hold together, as this process holds it."""

    stamp: UUID | None = None
    words: spelling.Ours = field(default_factory=spelling.Ours)  # that a search can find
    names: frozenset[str] = frozenset()  # those of them that our pages always write with a capital
    rarity: ranking.Rarity = field(default_factory=lambda: ranking.Rarity({}, 0, Postings()))
    postings: Postings = field(default_factory=Postings)
    phrases: query.Phrasebook = field(default_factory=query.Phrasebook)

    def is_everyday(self, word: str) -> bool:
        """Whether our pages use a word, and not as a name."""
        return word in query.IDLE or (word in self.words.words and word not in self.names)

    def is_word(self, word: str) -> bool:
        """Whether a word is ours or English: then it is no misspelled name."""
        return spelling.is_known(word, self.words)

    def as_read(self, word: str, *, elsewhere: spelling.Knows) -> str:
        """A word as it was meant to be spelled."""
        return " ".join(spelling.correct([word], self.words, elsewhere=elsewhere))


def find(
    text: str,
    *,
    about: str | None = None,
    elsewhere: spelling.Knows = spelling.nobody,
    known: Knowledge | None = None,
) -> Found:
    """What fits the words, best first. `about` is what of them pages can answer, if not all.
    `elsewhere` says whether others know a word that our pages lack: it is not misspelled, then."""
    dangers = crisis.kinds(text)
    words = fold(text if about is None else about).split()[:MOST_WORDS]
    if not words:
        return Found(dangers=dangers)  # perhaps in letters that we do not search in
    knowledge = known or knowledge_now()
    corrected = spelling.correct(words, knowledge.words, elsewhere=elsewhere)
    meant = [spelling.meant(word, knowledge.words) for word in corrected]
    wanted = query.read(meant, knowledge.phrases)
    best = ranking.best_first(knowledge.postings, wanted, knowledge.rarity)
    found = _shown(best[:MOST_RESULTS], wanted, knowledge)
    read_as = " ".join(corrected)
    changed = found and corrected != words and query.may_be_shown(read_as)
    return Found(found, dangers, read_as if changed else "")


def _shown(
    best: list[int], wanted: list[query.Wanted], knowledge: Knowledge
) -> list[SearchDocument]:
    """Each with the sentence that answers in place of its summary."""
    shown = SearchDocument.objects.only(*SHOWN)
    by_pk = shown.in_bulk([knowledge.postings.pks[n] for n in best])
    found = [by_pk[pk] for n in best if (pk := knowledge.postings.pks[n]) in by_pk]
    parts = ranking.parts_of(wanted, knowledge.rarity)
    for document in found:
        document.summary = excerpts.best(
            document.sentences,
            parts,
            knowledge.rarity,
            title=document.title_stems,
            than=document.summary,
        )
    _fill_slots(found)
    return found


def _phrases() -> query.Phrasebook:
    return query.Phrasebook(
        {
            query.phrase(synonym.phrase): query.phrase(synonym.means)
            for synonym in Synonym.objects.all()
        }
    )


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
    vocabulary.stamp, vocabulary.words = uuid4(), sorted(words)
    vocabulary.names = sorted(words - small)
    vocabulary.frequencies, vocabulary.documents = frequencies, len(versions)
    vocabulary.renew_at = PageVersion.objects.next_change(after=now)
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


_held = Knowledge()


def knowledge_now() -> Knowledge:
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
        words = spelling.Ours.of(row.words)
        postings = of_all()
        rarity = ranking.Rarity(row.frequencies, row.documents, postings)
        _held = Knowledge(row.stamp, words, frozenset(row.names), rarity, postings, _phrases())
    return _held


def _is_ours_to_renew(due: datetime) -> bool:
    """Of all who find it due at once, one has it; the others go on with what there is."""
    rows = SearchVocabulary.objects.filter(renew_at=due)
    return bool(rows.update(renew_at=timezone.now() + LEASE))

"""What all documents hold together, as a process holds it in memory; made anew when the pages change."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from content.models import SearchVocabulary, Synonym
from content.search import query, ranking, spelling
from content.search.making import make_documents
from content.search.postings import Postings, of_all
from web import revision

LEASE = timedelta(minutes=1)  # for making the documents anew; after it another may try


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What all documents hold together, as this process holds it."""

    revision: int | None = None  # of the pages that it was made for
    renew_at: datetime | None = None  # when a version is next to begin or end
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


_held = Knowledge()


def current() -> Knowledge:
    """Of the pages as they are now. Whoever finds the documents older makes them anew, one at a time;
    the others go on with what there is."""
    global _held
    number, now = revision.of("pages"), timezone.now()
    if not _is_of(number, now, _held):
        row = SearchVocabulary.objects.only("revision", "renew_at").first()
        if (row is None or not _is_of(number, now, row)) and _is_ours_to_make(now):
            with suppress(DatabaseError):  # what cannot be written now can still be read
                make_documents()
        _held = _as_stored()
    return _held


def renew() -> None:
    """Make the documents anew if a page has changed since they were made. Whoever wrote calls this, so
    that no reader waits for it."""
    row = SearchVocabulary.objects.only("revision", "renew_at").first()
    if row is None or not _is_of(revision.read().get("pages", 0), timezone.now(), row):
        make_documents()


def _is_of(number: int, now: datetime, made: Knowledge | SearchVocabulary) -> bool:
    return made.revision == number and (made.renew_at is None or now < made.renew_at)


def _is_ours_to_make(now: datetime) -> bool:
    """Of all who find it due at once, one has it."""
    free = SearchVocabulary.objects.filter(Q(making_until=None) | Q(making_until__lt=now))
    return bool(free.update(making_until=now + LEASE)) or not SearchVocabulary.objects.exists()


def _as_stored() -> Knowledge:
    row = SearchVocabulary.objects.first()
    if row is None:
        return Knowledge()
    if (row.revision, row.renew_at) == (_held.revision, _held.renew_at):
        return _held
    postings = of_all()
    return Knowledge(
        row.revision,
        row.renew_at,
        spelling.Ours.of(row.words),
        frozenset(row.names),
        ranking.Rarity(row.frequencies, row.documents, postings),
        postings,
        _phrases(),
    )


def _phrases() -> query.Phrasebook:
    return query.Phrasebook(
        {
            query.phrase(synonym.phrase): query.phrase(synonym.means)
            for synonym in Synonym.objects.all()
        }
    )

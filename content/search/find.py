"""Words to pages, glossary terms and questions: one way to ask, the same over any database.

`query` says what the words ask for, `spelling` how they were meant to be spelled, `postings` holds what
there is, and `ranking` says which comes first. A query is built from our own stems: what a visitor typed
reaches no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape

from django.utils import timezone
from django.utils.html import escape, strip_tags

from content import crisis
from content.models import SearchDocument
from content.plain_language.folding import fold
from content.search import excerpts, query, ranking, spelling
from content.search.knowledge import Knowledge, current
from content.text import slots

MOST_RESULTS = 12
MOST_WORDS = 40  # of a query; further ones are not looked at
SHOWN = ("kind", "title", "title_stems", "summary", "url", "sentences")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    documents: list[SearchDocument] = field(default_factory=list)
    dangers: tuple[crisis.Kind, ...] = ()  # that the words speak of, the gravest first
    read_as: str = ""  # the query as it was read, where words were taken for misspelled


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
    knowledge = known or current()
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


def _fill_slots(found: list[SearchDocument]) -> None:
    """The database is asked only where a summary has a slot."""
    filler = slots.Filler([document.summary for document in found], on=timezone.localdate())
    for document in found:
        document.summary = unescape(strip_tags(filler.fill(escape(document.summary))))

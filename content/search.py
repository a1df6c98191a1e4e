"""Words to pages, glossary terms and questions: one way to ask, over two databases.

Both stores hold our own stems, and a query is built from our stems alone: what a visitor typed never
reaches MATCH or to_tsquery.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID, uuid4

import snowballstemmer
from django.db import connection, transaction
from rapidfuzz import fuzz, process

from content import documents
from content.models import SearchDocument, SearchVocabulary, Synonym

MOST_RESULTS = 30
ENOUGH = 5  # with fewer that fit all words, those that fit some follow
# A page says more than a line of the glossary, whose few words weigh much.
KIND_WEIGHT = "CASE d.kind WHEN 'page' THEN 2.0 WHEN 'question' THEN 1.2 ELSE 1.0 END"
ALIKE = 75  # of 100: how near a known word must be to a misspelled one
WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about what is looked for.
IDLE = frozenset(
    [
        "a",
        "about",
        "am",
        "an",
        "and",
        "are",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "get",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "near",
        "of",
        "on",
        "or",
        "our",
        "should",
        "so",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "you",
        "your",
    ]
)
# Any of these, and the way to help in an emergency stands first.
EMERGENCY = re.compile(
    r"\b(?:overdos\w*|over dosed?|od|oding|not breathing|can ?t breathe|stopped breathing|blue lips|turning blue"
    r"|unconscious|unresponsive|won ?t wake|can ?t wake|not waking|wont wake|cant wake|passed out"
    r"|suicid\w*|kill my ?self|want to die|end my life)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    documents: list[SearchDocument] = field(default_factory=list)
    is_emergency: bool = False
    read_as: str = ""  # the query as it was read, where words were taken for misspelled


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(WORD.findall(kept.replace("'", "").replace("’", "")))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return snowballstemmer.stemmer("english").stemWord(word)


def tokens(text: str) -> list[str]:
    """Stems of the words of a text, in order; accents, case and punctuation gone."""
    return [stem(word) for word in fold(text).split()]


def find(query: str) -> Found:
    """What fits the words, best first; what fits all of them before what fits some."""
    folded = fold(query)
    is_emergency = EMERGENCY.search(folded) is not None
    words = [word for word in folded.split() if word not in IDLE] or folded.split()
    if not words:
        return Found(is_emergency=is_emergency)
    corrected = correct(words)
    groups = expand(corrected)
    found = _ask(groups, all_of_them=True)
    if len(found) < ENOUGH and len(groups) > 1:
        seen = {document.pk for document in found}
        found += [d for d in _ask(groups, all_of_them=False) if d.pk not in seen]
        found = found[:MOST_RESULTS]
    read_as = " ".join(corrected) if corrected != words else ""
    return Found(found, is_emergency, read_as if found else "")


def expand(words: list[str]) -> list[set[str]]:
    """A group of stems for each word or phrase: any of a group will do."""
    synonyms = {tuple(tokens(s.phrase)): tokens(s.means) for s in Synonym.objects.all()}
    stems, groups, at = [stem(word) for word in words], [], 0
    while at < len(stems):
        for length in range(len(stems) - at, 0, -1):
            means = synonyms.get(tuple(stems[at : at + length]))
            if means or length == 1:
                own = {stems[at]} if length == 1 else set()
                groups.append(own | set(means or ()))
                at += length
                break
    return groups


def correct(words: list[str]) -> list[str]:
    """Each word that we do not know, as the nearest one that we do."""
    known = _vocabulary()
    return [
        word if not known or _is_known(word, known) else _nearest(word, known) for word in words
    ]


def _is_known(word: str, known: frozenset[str]) -> bool:
    return word in known or stem(word) in known or len(word) < 4 or word.isdigit()


def _nearest(word: str, known: frozenset[str]) -> str:
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return near[0] if near else word


@transaction.atomic
def renew() -> None:
    """Make every document anew; called after what readers see has changed."""
    made = list(documents.all_of_them())
    words = {word for d in made for word in fold(" ".join(d.texts)).split() if len(word) > 3}
    words |= {word for s in Synonym.objects.all() for word in fold(s.phrase).split()}
    SearchDocument.objects.all().delete()
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=d.kind,
            title=d.title[:200],
            summary=d.summary[:400],
            url=d.url,
            title_stems=" ".join(tokens(d.title)),
            near_stems=" ".join(tokens(d.near)),
            body_stems=" ".join(tokens(d.body)),
        )
        for d in made
    )
    SearchVocabulary.objects.update_or_create(
        pk=1, defaults={"stamp": uuid4(), "words": sorted(words)}
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO content_search(content_search) VALUES ('rebuild')")


_held: tuple[UUID | None, frozenset[str]] = (None, frozenset())


def _vocabulary() -> frozenset[str]:
    """The words, with their stems; read anew when the stamp changed."""
    global _held
    stamp = SearchVocabulary.objects.values_list("stamp", flat=True).first()
    if stamp is None:
        return frozenset()
    if stamp != _held[0]:
        words = SearchVocabulary.objects.get(stamp=stamp).words
        _held = (stamp, frozenset(words) | {stem(word) for word in words})
    return _held[1]


def _ask(groups: list[set[str]], *, all_of_them: bool) -> list[SearchDocument]:
    if connection.vendor == "postgresql":
        return _ask_postgresql(groups, " & " if all_of_them else " | ")
    return _ask_sqlite(groups, " AND " if all_of_them else " OR ")


def _ask_sqlite(groups: list[set[str]], joint: str) -> list[SearchDocument]:
    query = joint.join(
        "(" + " OR ".join(f'"{word}"' for word in sorted(group)) + ")" for group in groups
    )
    # bm25 is smaller the better; a word in the title weighs most.
    rows = SearchDocument.objects.raw(
        "SELECT d.* FROM content_search JOIN content_searchdocument d ON d.id = content_search.rowid "
        "WHERE content_search MATCH %s "
        f"ORDER BY bm25(content_search, 12.0, 4.0, 1.0) * {KIND_WEIGHT}, d.id LIMIT %s",
        [query, MOST_RESULTS],
    )
    return list(rows)


def _ask_postgresql(groups: list[set[str]], joint: str) -> list[SearchDocument]:
    query = joint.join("(" + " | ".join(sorted(group)) + ")" for group in groups)
    rows = SearchDocument.objects.raw(
        "SELECT d.* FROM content_searchdocument d, to_tsquery('simple', %s) q WHERE d.stems @@ q "
        f"ORDER BY ts_rank('{{0.03, 0.03, 0.3, 1.0}}', d.stems, q, 1) * {KIND_WEIGHT} DESC, d.id LIMIT %s",
        [query, MOST_RESULTS],
    )
    return list(rows)

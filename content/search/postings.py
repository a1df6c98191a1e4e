"""All that can be found, as a search looks at it: which document speaks of a stem, and how much; and the
ways in which people ask for each. Each process holds this in memory, made of the rows of
`SearchDocument`: a few hundred documents, so no database has to search.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from content.models import SearchDocument
from content.search.query import IDLE_STEMS, Stems

# Title, near the title, the rest: what a word weighs there, and a usual length in words.
WEIGHTS = (12.0, 3.0, 1.0)
USUAL = (6, 60, 800)
LENGTH_MATTERS = 0.5  # from 0, not at all, to 1, fully
HALF = 5.0  # at this weight a document speaks of a word half as much as it can
OF_A_PART = 0.75  # a heading asks for a part of a page: a page of that title is asked for sooner
COLUMNS = (
    "pk",
    "kind",
    "url",
    "title_stems",
    "near_stems",
    "body_stems",
    "asked_stems",
    "part_stems",
)


@dataclass(slots=True)
class Postings:
    """A document is known by its place in `pks`, `kinds` and `urls`."""

    pks: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    # Of each stem the documents that speak of it, from 0 to 1.
    speaks: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    # Each way of asking: its telling stems, those it stands below, the document that it leads to, and
    # what it is worth. A heading is understood below its page's title: "How do I store it?"
    ways: list[tuple[Stems, Stems, int, float]] = field(default_factory=list)
    ways_with: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    titles: Counter[str] = field(default_factory=Counter)  # how many pages' titles have a stem
    terms: set[str] = field(
        default_factory=set
    )  # stems that are the name of something by themselves
    asked_with: set[str] = field(
        default_factory=set
    )  # stems with which people ask for a whole document

    def add(self, row: tuple) -> None:
        pk, kind, url, *texts, asked, parts = row
        n = len(self.pks)
        self.pks.append(pk)
        self.kinds.append(kind)
        self.urls.append(url)
        for stem, often in _weighed(texts).items():
            self.speaks[stem][n] = often / (often + HALF)
        title = without_idle(texts[0])
        if kind == SearchDocument.Kind.PAGE:
            self.titles.update(title)
        for way in asked.splitlines():
            self._add_way(without_idle(way), n, title)
            if kind == SearchDocument.Kind.TERM and " " not in way:
                self.terms.add(way)
            self.asked_with.update(way.split())
        for way in parts.splitlines():
            self._add_way(without_idle(way), n, title, is_a_part=True)

    def _add_way(self, stems: Stems, n: int, title: Stems, *, is_a_part: bool = False) -> None:
        if stems:
            for stem in dict.fromkeys(stems + title):
                self.ways_with[stem].append(len(self.ways))
            below, worth = (title, OF_A_PART) if is_a_part else ((), 1.0)
            self.ways.append((stems, below, n, worth))


def without_idle(text: str) -> Stems:
    """Those of its stems that tell something, each once."""
    return tuple(dict.fromkeys(stem for stem in text.split() if stem not in IDLE_STEMS))


def _weighed(texts: list[str]) -> Counter[str]:
    """How much a document says each stem: more in a title, less in what is long."""
    found: Counter[str] = Counter()
    for text, weight, usual in zip(texts, WEIGHTS, USUAL, strict=True):
        stems = text.split()
        length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(stems) / usual
        for stem, often in Counter(stems).items():
            found[stem] += often * weight / length  # type: ignore[assignment] # a weight is no count
    return found


def of_all() -> Postings:
    postings = Postings()
    for row in SearchDocument.objects.order_by("url", "pk").values_list(*COLUMNS):
        postings.add(row)
    return postings

"""Which pages have most to do with each other, by their words and their links. Nobody keeps it by hand.

Two pages are alike as far as they share words that few pages use; that one leads to the other makes
them more so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from content.models import PageVersion
from content.models.page import Layout
from content.plain_language import linter
from content.search.query import IDLE_STEMS, tokens
from web import moved

MOST = 3
ALIKE_ENOUGH = 0.15  # of 1: below it, pages share little but the subject of the whole site
LINKED = 1.15  # times as alike, for each way that a link leads
HREF = re.compile(r'href="(/[^"#?]*)')
# Pages about the site, and those that touch every subject.
APART = ("about", "glossary", "helplines", "questions")

Vector = dict[str, float]


def related_pages(versions: list[PageVersion]) -> dict[int, list[int]]:
    """Of each live page, the pages of other topics that are most like it, the nearest first."""
    versions = [v for v in versions if v.page.topic.slug not in APART]
    words = _vectors(versions)
    table = moved.read()
    links = {version.pk: _links(version, table) for version in versions}
    found = {}
    for version in versions:
        here, steps = version.page.get_absolute_url(), _steps(version, table)
        alike = []
        for other in versions:
            there = other.page.get_absolute_url()
            if _has_another_way(version, other, there, steps):
                continue
            linked = (there in links[version.pk]) + (here in links[other.pk])
            likeness = _cosine(words[version.pk], words[other.pk]) * LINKED**linked
            if likeness >= ALIKE_ENOUGH:
                alike.append((-likeness, other.page_id))
        found[version.page_id] = [pk for _, pk in sorted(alike)[:MOST]]
    return found


def _has_another_way(
    version: PageVersion, other: PageVersion, there: str, steps: set[str]
) -> bool:
    """A page of the same topic is a neighbor, a next step stands on the page, and the steps of an
    emergency stand on every page."""
    return (
        other.page.topic_id == version.page.topic_id
        or other.layout == Layout.EMERGENCY
        or there in steps
    )


def _links(version: PageVersion, table: Mapping[str, str]) -> set[str]:
    found = HREF.findall(version.html + version.short_version_html)
    return _steps(version, table) | {moved.leads_to(address, table) for address in found}


def _steps(version: PageVersion, table: Mapping[str, str]) -> set[str]:
    """Where its next steps lead."""
    hrefs = (step["href"].partition("#")[0] for step in version.next_steps)
    return {moved.leads_to(href, table) for href in hrefs}


def _vectors(versions: list[PageVersion]) -> dict[int, Vector]:
    """Each page's words, weighed: those of the title and the points more, those of all pages not."""
    counts = {version.pk: _words(version) for version in versions}
    held_by = Counter(stem for words in counts.values() for stem in words)
    vectors = {}
    for pk, words in counts.items():
        vector = {
            stem: (1 + math.log(often)) * math.log(len(counts) / held_by[stem])
            for stem, often in words.items()
        }
        length = math.hypot(*vector.values()) or 1.0
        vectors[pk] = {stem: weight / length for stem, weight in vector.items()}
    return vectors


def _words(version: PageVersion) -> Counter[str]:
    points = f"{version.summary}\n{version.short_version}"
    texts = [version.title] * 6 + [points] * 3 + [version.body]
    stems = tokens("\n".join(linter.prose(text) for text in texts))
    return Counter(stem for stem in stems if stem not in IDLE_STEMS and not stem.isdigit())


def _cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())

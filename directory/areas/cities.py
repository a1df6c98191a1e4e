"""The cities that centers name. A city is known by its folded name, so that Saint Louis and
St. Louis are one; it is written as most of its centers write it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.urls import reverse

from directory.index.answer import Answer
from directory.index.question import USUAL_MILES, Question
from directory.models import Facility
from directory.vocabulary.names import fold

SEVERAL = 2  # centers that make a page of a city


def slug_of(name: str) -> str:
    return fold(name.replace("-", " ")).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class City:
    slug: str
    name: str
    state: str
    pks: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.pks)

    @property
    def has_page(self) -> bool:
        return self.count >= SEVERAL

    @property
    def search_url(self) -> str:
        return search_url(self.name, self.state)

    @property
    def url(self) -> str:
        if not self.has_page:
            return self.search_url
        return reverse("directory:city", args=[self.state, self.slug])


def search_url(name: str, state: str) -> str:
    """For a city without a page of its own: what is in it and around it."""
    return Question(where=f"{name}, {state}", miles=USUAL_MILES).url


def in_answer(answer: Answer, state: str) -> dict[str, City]:
    """The cities of the centers that a question about a state found, by their slug."""
    found = [found.pk for found in answer.found]
    city_of = dict(Facility.objects.listed().filter(state=state).values_list("pk", "city"))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pks: defaultdict[str, list[int]] = defaultdict(list)
    for pk in found:
        if name := city_of.get(pk, ""):
            slug = slug_of(name)
            spellings[slug][name] += 1
            pks[slug].append(pk)
    return {
        slug: City(slug, names.most_common(1)[0][0], state, tuple(pks[slug]))
        for slug, names in sorted(spellings.items())
    }


def every(answer: Answer) -> list[tuple[str, str]]:
    """State and slug of each city that has a page, for the sitemap."""
    found = {found.pk for found in answer.found}
    rows = Facility.objects.listed().values_list("pk", "state", "city")
    counts = Counter(
        (state, slug_of(name)) for pk, state, name in rows.iterator(chunk_size=2000) if pk in found
    )
    return sorted(city for city, count in counts.items() if count >= SEVERAL and city[1])

"""The six kinds of question, made from the rows themselves, so that each finds something.

No two are the same, so a cache of answers does not help; the seed makes them the same next time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

KINDS = {
    "state": "state",
    "state-2": "state + level + cost",
    "nation": "nationwide level + medication",
    "zip-10": "ZIP, 10 miles",
    "zip-50": "ZIP, 50 miles + level + payment",
    "name": "name text",
}
SHORTEST_WORD = 4  # letters at least


@dataclass(frozen=True, slots=True)
class Question:
    """One search. `needs` maps a facet to the options of which any will do."""

    kind: str
    state: str = ""
    zip_code: str = ""
    near: tuple[float, float] | None = None
    miles: int = 0
    text: str = ""
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def site_path(self) -> str:
        """As the site's own form asks it."""
        place = {"where": self.zip_code, "miles": self.miles} if self.zip_code else {}
        words = {"state": self.state, "q": self.text}
        said = {name: word for name, word in words.items() if word}
        return f"/find-treatment/?{urlencode({**place, **said, **self.needs}, doseq=True)}"

    @property
    def floor_path(self) -> str:
        """The same for a bare floor, which is spared looking the ZIP code up."""
        near = {}
        if self.near:
            near = {"lat": self.near[0], "lon": self.near[1], "miles": self.miles}
        words = {"state": self.state, "q": self.text}
        said = {name: word for name, word in words.items() if word}
        return f"/?{urlencode({**near, **said, **self.needs}, doseq=True)}"


@dataclass(frozen=True, slots=True)
class Example:
    """A row, as much of it as a question is made of."""

    state: str
    zip_code: str
    near: tuple[float, float] | None
    words: Sequence[str]
    options: dict[str, list[str]]


def questions(examples: Sequence[Example], *, each: int, seed: int = 7) -> list[Question]:
    """Up to so many of each kind; there are only so many states and options."""
    chance = random.Random(seed)
    makers: dict[str, Callable[[Example], Question | None]] = {
        "state": lambda e: Question("state", state=e.state),
        "state-2": lambda e: _with(e, chance, "state-2", ("care", "cost"), state=e.state),
        "nation": lambda e: _with(e, chance, "nation", ("care", "medication")),
        "zip-10": lambda e: _near(e, chance, "zip-10", 10, ()),
        "zip-50": lambda e: _near(e, chance, "zip-50", 50, ("care", "payment")),
        "name": lambda e: _named(e, chance),
    }
    found: dict[tuple[str, str], Question] = {}
    for kind, make in makers.items():
        for _ in range(each * 60):
            if sum(known == kind for known, _ in found) >= each:
                break
            made = make(chance.choice(examples))
            if made:
                found.setdefault((kind, made.site_path), made)
    return list(found.values())


def _with(
    example: Example, chance: random.Random, kind: str, facets: Sequence[str], **place: object
) -> Question | None:
    """It with an option of each facet that the row says yes to."""
    if not all(example.options.get(facet) for facet in facets):
        return None
    needs = {facet: (chance.choice(example.options[facet]),) for facet in facets}
    return Question(kind, needs=needs, **place)  # type: ignore[arg-type]


def _near(
    example: Example, chance: random.Random, kind: str, miles: int, facets: Sequence[str]
) -> Question | None:
    if example.near is None:
        return None
    place = {"zip_code": example.zip_code, "near": example.near, "miles": miles}
    return _with(example, chance, kind, facets, **place)


def _named(example: Example, chance: random.Random) -> Question | None:
    """By a word of its name or city that is a word, not a number or a phone."""
    words = [w for w in example.words if w.isalpha() and len(w) >= SHORTEST_WORD]
    words = [w for w in words if w not in ("example", "synthetic", "program")]
    return Question("name", text=chance.choice(words)) if words else None

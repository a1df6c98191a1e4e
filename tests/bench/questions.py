"""The site's own rows as peers get them, and questions made of them: six kinds, none twice."""

import json
import random
from collections.abc import Iterable, Iterator
from itertools import islice, product
from pathlib import Path

from directory.index.words import words_in
from directory.vocabulary import cautions
from tests.bench.directories import query
from tests.bench.floor import NUMBERS, OPTIONS, Question, Row

# By name, the most recently updated first, as the site orders them.
ROWS = """
    SELECT id, name, program, street, city, state, zip_code, phones, latitude, longitude, facts
    FROM directory_facility WHERE is_listed ORDER BY sort_key, as_of DESC, state, id
"""
MIDDLES = "SELECT name, latitude, longitude FROM directory_place WHERE kind = 'zip'"
EXAMPLES = 6_000  # rows that questions are made of
OF_ALL = ("example", "synthetic", "program")  # words that every made-up center has
KINDS: dict[str, tuple[str, int, tuple[str, ...]]] = {  # by what, miles around it, facets
    "state": ("state", 0, ()),
    "state + level + cost": ("state", 0, ("care", "cost")),
    "nationwide level + medication": ("", 0, ("care", "medication")),
    "ZIP, 10 miles": ("ZIP code", 10, ()),
    "ZIP, 50 miles + level + payment": ("ZIP code", 50, ("care", "payment")),
    "name text": ("word", 0, ()),
}


def shown(rows: Iterable[tuple]) -> Iterator[Row]:
    """Of ROWS, those that a search does not set aside."""
    for pk, name, program, *place, phones, latitude, longitude, facts in rows:
        says, phones = json.loads(facts), json.loads(phones)
        is_against = cautions.says_any(says, cautions.NOT_FOR_OPIOIDS)
        if is_against and not cautions.says_any(says, cautions.FOR_OPIOIDS):
            continue
        full_name = f"{name}: {program}" if program else name
        phone = phones[0]["number"] if phones else ""
        words = sorted(words_in((name, program, place[1]), phones))
        options = sorted(NUMBERS[key] for key, yes in says.items() if yes and key in NUMBERS)
        yield Row(pk, full_name, *place, phone, latitude, longitude, words, options)


def questions(directory: Path, each: int) -> dict[str, list[Question]]:
    """Up to so many of each kind; there are only so many states and options."""
    chance = random.Random(7)
    [(count,)] = query(directory, "SELECT count(*) FROM directory_facility WHERE is_listed")
    rows = list(islice(shown(query(directory, ROWS)), None, None, max(1, count // EXAMPLES)))
    # The site measures from the middle of a ZIP code.
    middles = {name: spot for name, *spot in query(directory, MIDDLES) if all(spot)}
    found: dict[str, dict[str, Question]] = {kind: {} for kind in KINDS}
    for kind, _ in product(KINDS, range(each * 60)):
        row = chance.choice(rows)
        question = _made(kind, row, middles.get(row.zip_code), chance)
        if question and len(found[kind]) < each:
            found[kind].setdefault(question.site_path, question)
    return {kind: list(made.values()) for kind, made in found.items()}


def _made(kind: str, row: Row, near: list | None, chance: random.Random) -> Question | None:
    """Of what the row says; none where it lacks something."""
    by, miles, facets = KINDS[kind]
    said = [OPTIONS[number] for number in row.options]
    options = {facet: [key for of, key in said if of == facet] for facet in facets}
    words = [word for word in row.words if word.isalpha() and len(word) > 3 and word not in OF_ALL]
    place = {
        "state": {"state": row.state},
        "ZIP code": {"zip_code": row.zip_code, "near": near, "miles": miles},
        "word": {"text": words and chance.choice(words)},
    }.get(by, {})
    if not all([*place.values(), *options.values()]):
        return None
    return Question(**place, needs={facet: [chance.choice(options[facet])] for facet in facets})

"""What made-up rows are made of: the real file where the shared data is at hand, else nothing real.

Without it places come from the ZIP codes that the site itself uses, and services from SAMHSA's own
list of labels, each said by about a third.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zipcodes

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared/data/derived/findtreatment_v2_shaped_2022.ndjson.gz"
REAL_ROWS = 12_176
CODES = ROOT / "directory/samhsa/codes.csv"
SAID_BY = 0.33
# In place of the words of real names where those are not at hand.
WORDS = "Harbor Cedar River Valley Summit Bridge Hope Counseling Recovery Center Clinic Services"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows, and apart from them their services: JSON already, since nothing in them changes."""

    rows: list[dict[str, Any]]
    services: list[str]
    words: list[str]

    @classmethod
    def read(cls, path: Path = REAL) -> Source:
        rows, services, words = [], [], []
        for row in _real(path) if path.exists() else _invented():
            words += [word for word in row["name1"].split() if word.isalpha()]
            services.append(json.dumps(row.pop("services"), ensure_ascii=False))
            rows.append(row)
        return cls(rows, services, words)


def _real(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _invented(count: int = 2_000, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    chance = random.Random(seed)
    places = [
        place
        for place in zipcodes.list_all()
        if place["active"] and place["lat"] and place["zip_code_type"] == "STANDARD"
    ]
    labels = _labels()
    for _ in range(count):
        place = chance.choice(places)
        yield {
            "name1": " ".join(chance.sample(WORDS.split(), 3)),
            "name2": None,
            "city": place["city"],
            "state": place["state"],
            "zip": place["zip_code"],
            "phone": None,
            "latitude": place["lat"],
            "longitude": place["long"],
            "typeFacility": "OTP" if chance.random() < 0.1 else "SA",
            "services": _services(labels, chance),
        }


def _labels() -> dict[str, list[str]]:
    """SAMHSA's labels by category."""
    found: dict[str, list[str]] = {}
    with CODES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["category"], []).append(row["label"])
    return found


def _services(labels: dict[str, list[str]], chance: random.Random) -> list[dict[str, str]]:
    said = {
        category: [label for label in each if chance.random() < SAID_BY]
        for category, each in labels.items()
    }
    return [
        {"f1": category, "f2": category, "f3": "; ".join(each)}
        for category, each in said.items()
        if each
    ]

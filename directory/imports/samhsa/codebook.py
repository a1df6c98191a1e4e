"""SAMHSA's service codes in our words.

`codes.csv` is the table: category, code, SAMHSA's label, our attributes ("!methadone": it says no to
methadone). A code has a line for each label it ever had. Codes of mental health treatment stand there
without attributes: they are known, and kept as labels.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent

# A row of kind OTP is a certified opioid treatment program, and those give methadone, whether or not
# the row comes with its services.
IMPLIED_BY_KIND: dict[str, dict[str, bool]] = {
    "OTP": {"opioid-treatment-program": True, "methadone": True}
}


@dataclass(frozen=True, slots=True)
class Code:
    """One of SAMHSA's service codes, under one of the labels it has had."""

    category: str
    code: str
    label: str
    yes: tuple[str, ...]  # attributes
    no: tuple[str, ...]

    @property
    def caption(self) -> str:
        return CAPTIONS.get(self.category, self.category)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _code(row: dict[str, str]) -> Code:
    words = row["attributes"].split()
    yes = tuple(word for word in words if not word.startswith("!"))
    no = tuple(word[1:] for word in words if word.startswith("!"))
    return Code(row["category"], row["code"], row["label"], yes, no)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


CAPTIONS: dict[str, str] = {row["category"]: row["caption"] for row in _rows("categories.csv")}
_ALL = [_code(row) for row in _rows("codes.csv")]
# Reversed, so that the first line of a code, which has its label of today, is the one that stays.
CODES: dict[str, Code] = {code.code: code for code in reversed(_ALL)}
_BY_LABEL: dict[tuple[str, str], Code] = {
    (code.category, _folded(code.label)): code for code in reversed(_ALL)
}
_CATEGORIES_OF_LABEL: dict[str, set[str]] = {}
for _category, _label in _BY_LABEL:
    _CATEGORIES_OF_LABEL.setdefault(_label, set()).add(_category)


@lru_cache(maxsize=4096)
def find(category: str, label: str) -> Code | None:
    """The code that `label` stands for in `category`.

    Categories get new names from year to year. A label that only one of them ever had is known in
    any; one that several share ("Young adults") is known in its own only.
    """
    folded = _folded(label)
    if code := _BY_LABEL.get((category, folded)):
        return code
    categories = _CATEGORIES_OF_LABEL.get(folded, set())
    return _BY_LABEL[categories.copy().pop(), folded] if len(categories) == 1 else None


@dataclass(slots=True)
class Answers:
    """What a row says of its services, gathered code by code."""

    yes: dict[str, bool] = field(default_factory=dict)  # attribute -> True
    no: dict[str, bool] = field(default_factory=dict)  # attribute -> False
    unknown: list[list[str]] = field(default_factory=list)  # [category, label] without attribute
    strange: list[list[str]] = field(default_factory=list)  # those that SAMHSA's key lacks too

    @property
    def facts(self) -> dict[str, bool]:
        """Yes beats no: who gives buprenorphine and ticks "no medication" does give it."""
        return self.no | self.yes

    def add(self, code: Code) -> None:
        self.yes.update(dict.fromkeys(code.yes, True))
        self.no.update(dict.fromkeys(code.no, False))
        if not code.yes:
            self._keep(self.unknown, code.caption, code.label)

    def add_strange(self, caption: str, label: str) -> None:
        self._keep(self.unknown, caption, label)
        self._keep(self.strange, caption, label)

    def merge(self, other: Answers) -> None:
        """Add what was gathered apart; `other` stays as it is."""
        self.yes.update(other.yes)
        if other.no:
            self.no.update(other.no)
        if other.unknown:
            for mine, theirs in ((self.unknown, other.unknown), (self.strange, other.strange)):
                for pair in theirs:
                    self._keep(mine, *pair)

    @staticmethod
    def _keep(pairs: list[list[str]], caption: str, label: str) -> None:
        if [caption, label] not in pairs:
            pairs.append([caption, label])


def from_codes(codes: Iterable[str], names: dict[str, tuple[str, str]] | None = None) -> Answers:
    """Answers from bare codes; `names` are the file's own (caption, label) of a code."""
    answers = Answers()
    for raw in codes:
        if code := CODES.get(raw.upper()):
            answers.add(code)
        else:
            answers.add_strange(*(names or {}).get(raw, ("Service code", raw)))
    return answers


def from_labels(services: Iterable[tuple[str, str, str]]) -> Answers:
    """Answers from (category, caption, labels joined by semicolons)."""
    answers = Answers()
    for category, caption, labels in services:
        for label in labels.split(";"):
            if code := find(category, label):
                answers.add(code)
            elif plain := " ".join(label.split()):
                answers.add_strange(CAPTIONS.get(category, caption or category), plain)
    return answers

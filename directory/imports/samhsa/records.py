"""What every one of SAMHSA's files is turned into, and the key that finds a place again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from directory.places.geo import Point
from directory.vocabulary.names import fold, full_name

KEY_LENGTH = 380  # of the 400 that the column holds; the rest is for the ordinal


class Refused(Exception):
    """The whole file, or the whole run, can't be used. The message says what to do next."""


@dataclass(slots=True)  # not frozen, which would triple the time to make one
class FacilityRecord:
    """One facility as a source describes it, in our words.

    None: this source does not say, so what is stored stays. Empty: it says that there is none.
    """

    line: int  # in the file, counted as an editor or a spreadsheet counts
    kind: str
    name: str
    program: str
    street: str
    street2: str
    city: str
    state: str
    zip_code: str
    county: str | None = None
    website: str | None = None
    phones: list[dict[str, str]] | None = None
    point: Point | None = None
    facts: dict[str, bool] = field(default_factory=dict)
    unknown_facts: list[list[str]] = field(default_factory=list)
    # False: the row came without its services. The facts are then those its kind implies, no more.
    says_services: bool = True
    # [category, label] that SAMHSA's key lacks.
    strange_labels: list[list[str]] = field(default_factory=list)
    # What was mended or dropped, in words for the report; the record itself is good.
    remarks: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.program)

    def key(self, ordinal: int = 1) -> str:
        """How this place is found again; `ordinal` counts rows that are equal in all of it."""
        parts = (self.kind, self.name, self.program, self.street, self.street2, self.zip_code)
        key = "|".join(map(fold, parts))
        if len(key) > KEY_LENGTH:
            key = f"{key[: KEY_LENGTH - 41]}#{hashlib.sha1(key.encode()).hexdigest()}"
        return key if ordinal == 1 else f"{key}|{ordinal}"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that gives no facility, and why."""

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A row of a kind that this site does not list, such as mental health only."""

    line: int
    kind: str


Result = FacilityRecord | BadRow | NotOurs
Results = Iterator[Result]


class Unread(NamedTuple):
    """A row as its source holds it. Whoever knows its digest from before need not read it again."""

    digest: int
    read: Callable[[], Result]


Rows = Iterator[Unread | Result]
DIGEST_BYTES = 8  # of 200,000 rows, the chance that a changed one passes for known is 1 in 10^8


def digest_of(row: bytes) -> int:
    """A number for the letters of a row, such as eight bytes of a database hold."""
    digest = hashlib.blake2b(row, digest_size=DIGEST_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def results(rows: Rows) -> Results:
    """What the rows say, each read."""
    return (row.read() if isinstance(row, Unread) else row for row in rows)

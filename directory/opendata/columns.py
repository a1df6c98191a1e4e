"""What is public about a center, column by column. Files, API and dictionary all read it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from directory.centers.describe import page_url
from directory.centers.phone_numbers import PhoneNumber, phones
from directory.index.answer import Found
from directory.models import Facility, Kind
from directory.models.facility import Position
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet, attributes_of, has_answered
from directory.vocabulary.cautions import cautions
from directory.vocabulary.phones import KINDS

CHUNK = 200  # facilities in memory at a time


@dataclass(frozen=True, slots=True)
class Column:
    """A public fact of a center."""

    name: str
    meaning: str
    type: Any
    value: Callable[[Facility], Any]
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def type_in_words(self) -> str:
        return TYPES[self.type]

    @property
    def codes_in_words(self) -> str:
        """The codes with what they mean; states speak for themselves, questions have their own list."""
        if self.codes is STATES or self.name in Facet.values:
            return ""
        return "; ".join(f"{code}: {words}" for code, words in self.codes.items())


TYPES = {
    str: "text",
    bool: "true or false",
    list[str]: "list",
    list[PhoneNumber]: "list of phones",
    float | None: "number, or empty",
}


def says_yes(facet: Facet, facility: Facility) -> list[str]:
    return [attribute.key for attribute in facility.yes(facet)]


def says_no(facility: Facility) -> list[str]:
    return [key for key, yes in facility.facts.items() if yes is False]


def not_stated(facility: Facility) -> list[str]:
    return [facet.value for facet in Facet if not has_answered(facility.facts, facet)]


def in_the_sources_words(facility: Facility) -> list[str]:
    return [f"{category}: {label}" for category, label in facility.unknown_facts]


def _text(name: str) -> Callable[[Facility], str]:
    return lambda facility: getattr(facility, name)


COLUMNS: tuple[Column, ...] = (
    Column("id", "Identifies the center for good, here and in the HSDS API", str, lambda f: str(f.uid)),
    Column("short_id", "The same in ten characters, as in the address of its page", str, _text("short_id")),
    Column("url", "Its page on this site", str, page_url),
    Column("is_sample", "A made-up example, not a real place", bool, lambda f: f.is_sample),
    Column("kind", "What the source lists it as", str, _text("kind"), dict(Kind.choices)),
    Column("name", "Its name", str, _text("name")),
    Column("program", "The second line of its name", str, _text("program")),
    Column("street", "Street address", str, _text("street")),
    Column("street2", "Suite, floor or building", str, _text("street2")),
    Column("city", "City", str, _text("city")),
    Column("state", "State or territory, two letters", str, _text("state"), STATES),
    Column("zip_code", "ZIP code, five digits", str, _text("zip_code")),
    Column("county", "County, where the source names it", str, _text("county")),
    Column("latitude", "Degrees north (WGS 84)", float | None, lambda f: f.latitude),
    Column("longitude", "Degrees east (WGS 84); west of Greenwich it is negative", float | None, lambda f: f.longitude),
    Column("position", "Where the latitude and longitude come from", str, _text("position"), dict(Position.choices)),
    Column("phones", "Telephone numbers, the first to call first", list[PhoneNumber], phones, KINDS),
    Column("website", "Its website", str, _text("website")),
    *(
        Column(facet.value, f"{facet.label}: what it says yes to", list[str], partial(says_yes, facet),
               {a.key: a.label for a in attributes_of(facet)})
        for facet in Facet
    ),
    Column("says_no", "Codes of any of the lists above that it says no to", list[str], says_no),
    Column("not_stated", "Lists above that it says nothing about: that is not a no", list[str], not_stated),
    Column("other_statements", "What the source says in words that we have no code for", list[str], in_the_sources_words),
    Column("cautions", "What to know before you trust the listing", list[str], lambda f: cautions(f.facts)),
    Column("source", "Where the listing comes from", str, _text("source")),
    Column("as_of", "Date of the source’s data (year-month-day)", str, lambda f: f.as_of.isoformat()),
    Column("changed_on", "When it last changed on this site (year-month-day)", str, lambda f: f.changed_at.date().isoformat()),
)  # fmt: skip
MILES = Column(
    "miles",
    "Distance from the place searched, in miles; empty without one",
    float | None,
    lambda f: None,
)


def row(facility: Facility, miles: float | None = None) -> dict[str, Any]:
    """A center as we publish it."""
    values = {column.name: column.value(facility) for column in COLUMNS}
    return values | {"miles": None if miles is None else round(miles, 1)}


def rows(found: list[Found]) -> Iterator[list[dict[str, Any]]]:
    """The centers found, some at a time: a file of them all never stands in memory.

    An import in the middle shows in the rows that come after it. The file's ETag is the older one,
    so whoever asks again gets it anew.
    """
    for start in range(0, len(found), CHUNK):
        miles = {one.pk: one.miles for one in found[start : start + CHUNK]}
        facilities = Facility.objects.in_order(list(miles))
        yield [row(facility, miles[facility.pk]) for facility in facilities]

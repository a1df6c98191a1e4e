"""From a row, the raw texts of a file, to a record: what all formats have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from directory.imports.samhsa.codebook import IMPLIED_BY_KIND, Answers
from directory.imports.samhsa.points import read_point
from directory.imports.samhsa.records import BadRow, FacilityRecord, NotOurs, Result
from directory.places.states import STATES
from directory.vocabulary.phones import NotAPhone, parse

# SAMHSA's files say SA or SU for the same thing, one in each format.
KINDS = {"SA": "SU", "SU": "SU", "OTP": "OTP"}
LONGEST = {"name1": 200, "name2": 200, "street1": 200, "street2": 200, "city": 100, "county": 100}
NEEDED = {"name1": "name", "city": "city", "state": "state", "zip": "ZIP code"}
LONGEST_WEBSITE = 300
WEBSITE = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
# Column in the file → what the number is for, the first to call first. Second intake numbers are
# left out: the export that live data comes from has none, so they would come and go with the format.
PHONES = {"phone": "main", "intake1": "intake", "hotline1": "hotline"}

Item = TypeVar("Item")


@dataclass(slots=True)
class Row:
    """The texts of one row under SAMHSA's names; a column that the file lacks is absent."""

    line: int
    kind: str
    texts: dict[str, str]
    answers: Answers | None  # None: the row came without its services


def text_of(value: object) -> str:
    """A cell as text: blanks trimmed and collapsed, nothing for null, 2118 for 2118.0."""
    if value is None or value == "":
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(storable(str(value)).split())


def storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters, which JSON can smuggle in."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode(errors="ignore").decode()


def with_last(items: Iterable[Item]) -> Iterator[tuple[Item, bool]]:
    """Each item, and whether it is the last: the one that a broken download leaves cut."""
    rest = iter(items)
    for held in islice(rest, 1):
        for item in rest:
            yield held, False
            held = item
        yield held, True


def read_row(row: Row) -> Result:
    """The record of a row, or why there is none."""
    kind = KINDS.get(row.kind.strip().upper())
    if kind is None and row.kind:
        return NotOurs(row.line, row.kind)
    zip_code = read_zip(row.texts.get("zip", ""))
    if reason := _why_bad(row, kind, zip_code):
        return BadRow(row.line, row.texts.get("name1", ""), reason)
    return _record(row, kind or "", zip_code)


def read_zip(text: str) -> str:
    """Five digits: 02118 from 02118-1234, and from the 2118 that a spreadsheet makes of it."""
    digits = re.fullmatch(r"(\d{3,5})(?:-?\d{4})?", text)
    return digits[1].zfill(5) if digits else ""


def _why_bad(row: Row, kind: str | None, zip_code: str) -> str:
    texts = row.texts
    if missing := [word for column, word in NEEDED.items() if not texts.get(column)]:
        return f"it has no {' and no '.join(missing)}"
    if kind is None:
        return "it does not say what kind of facility it is"
    if texts["state"].upper() not in STATES:
        return f"“{texts['state']}” is not a state or territory"
    if not zip_code or zip_code == "00000":
        return f"“{texts['zip']}” is not a ZIP code"
    too_long = [name for name, most in LONGEST.items() if len(texts.get(name, "")) > most]
    if too_long:
        return f"its {too_long[0]} is longer than {LONGEST[too_long[0]]} characters"
    return ""


def _record(row: Row, kind: str, zip_code: str) -> FacilityRecord:
    texts, answers = row.texts, row.answers or Answers()
    phones, remarks = _read_phones(texts)
    point, wrong_point = read_point(texts.get("latitude"), texts.get("longitude"))
    website, wrong_website = _read_website(texts.get("website"))
    return FacilityRecord(
        line=row.line,
        kind=kind,
        name=texts["name1"],
        program=texts.get("name2", ""),
        street=texts.get("street1", ""),
        street2=texts.get("street2", ""),
        city=texts["city"],
        state=texts["state"].upper(),
        zip_code=zip_code,
        county=texts.get("county"),
        website=website,
        phones=phones,
        point=point,
        facts={**answers.facts, **IMPLIED_BY_KIND.get(kind, {})},
        unknown_facts=answers.unknown,
        says_services=row.answers is not None,
        strange_labels=answers.strange,
        remarks=tuple(filter(None, (*remarks, wrong_point, wrong_website))),
    )


def _read_phones(texts: dict[str, str]) -> tuple[list[dict[str, str]] | None, list[str]]:
    """Its numbers, each once, and those that can't be one. None: the file has no such column."""
    if not PHONES.keys() & texts.keys():
        return None, []
    found: dict[tuple[str, str], dict[str, str]] = {}
    remarks = []
    for column, kind in PHONES.items():
        if not (text := texts.get(column)):
            continue
        try:
            phone = parse(text, state=texts["state"].upper())
        except NotAPhone as problem:
            remarks.append(f"{problem}, and was left out")
            continue
        number = {"kind": kind, "number": phone.number, "ext": phone.ext}
        found.setdefault((phone.number, phone.ext), number)
    return list(found.values()), remarks


def _read_website(text: str | None) -> tuple[str | None, str]:
    if not text:
        return text, ""
    # Without a scheme http is the safe guess: a site that has https sends its visitors there.
    url = text if re.match(r"(?i)https?://", text) else f"http://{text}"
    if len(url) > LONGEST_WEBSITE or not WEBSITE.fullmatch(url):
        return "", f"“{text[:80]}” is not the address of a website, and was left out"
    return url, ""

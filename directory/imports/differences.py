"""What a record changes in a facility, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.imports.matching import Keyed
from directory.imports.position import POSITION_FIELDS, ZipPoints, where
from directory.models import Facility


@dataclass(frozen=True, slots=True)
class Release:
    """The data that a run brings: whose, and of which day."""

    cited_as: str
    as_of: date
    zip_points: ZipPoints = field(default_factory=ZipPoints)


def apply(facility: Facility, keyed: Keyed, release: Release) -> list[str]:
    """Put on the facility what the record says, except what an editor holds; the names of what changed.

    The source and its date are put on too, but a new date alone is no change.
    """
    held = set(facility.held_fields)
    if held & POSITION_FIELDS:
        held |= POSITION_FIELDS
    wanted = values(facility, keyed, release)
    changed = [
        name
        for name, value in wanted.items()
        if name not in held and getattr(facility, name) != value
    ]
    for name in changed:
        setattr(facility, name, wanted[name])
    for name, value in (("source", release.cited_as), ("as_of", release.as_of)):
        if name not in held:
            setattr(facility, name, value)
    facility.sort_key = facility.make_sort_key()
    return changed


def values(facility: Facility, keyed: Keyed, release: Release) -> dict[str, Any]:
    """What the record says of that facility, field by field; of a new one, one without any values."""
    record = keyed.record
    stated = {
        "county": record.county,
        "website": record.website,
        "phones": record.phones,
        "unknown_facts": record.unknown_facts if record.says_services else None,
    }
    return {
        "key": keyed.key,
        "kind": record.kind,
        "name": record.name,
        "program": record.program,
        "street": record.street,
        "street2": record.street2,
        "city": record.city,
        "state": record.state,
        "zip_code": record.zip_code,
        **{name: value for name, value in stated.items() if value is not None},
        "facts": record.facts if record.says_services else {**facility.facts, **record.facts},
        **where(facility, keyed, release.zip_points.get(record.zip_code)),
        "is_listed": True,
        "delisted_on": None,
    }

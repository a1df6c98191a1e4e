"""A center's telephone numbers, for pages and for programs."""

from __future__ import annotations

from typing_extensions import TypedDict  # comes with pydantic, which wants this one before 3.12

from directory.models import Facility
from directory.vocabulary.phones import KINDS, Phone


class PhoneNumber(TypedDict):
    """A telephone: whose it is, the number to dial, and the number as people write it."""

    kind: str
    number: str
    extension: str
    display: str


def phone_links(facility: Facility, *, most: int | None = None) -> list[dict[str, str]]:
    """As pages show them: whose it is, as people write it, as it is dialed."""
    return [
        {
            "label": KINDS[row["kind"]],
            "display": phone.display,
            "href": phone.href,
        }
        for row in facility.phones[:most]
        for phone in [Phone(row["number"], row["ext"])]
    ]


def phones(facility: Facility) -> list[PhoneNumber]:
    """As files and programs get them."""
    return [
        {
            "kind": row["kind"],
            "number": phone.href.removeprefix("tel:").partition(";")[0],
            "extension": phone.ext,
            "display": phone.display,
        }
        for row in facility.phones
        for phone in [Phone(row["number"], row["ext"])]
    ]

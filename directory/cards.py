"""A center in a list: what its card says, and the card itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from directory import cautions, presenting, shortlist
from directory.drawing import draw
from directory.models import Facet, Facility

LINES = (
    ("Medicines", (Facet.MEDICATION,)),
    ("Care", (Facet.CARE,)),
    ("Paying", (Facet.COST, Facet.PAYMENT)),
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of a facility, whoever asked and wherever it stands in a list."""

    short_id: str
    name: str
    url: str
    address: str
    facts: tuple[tuple[str, str], ...]
    phone: dict[str, str] | None
    source: str
    is_stale: bool

    @classmethod
    def of(cls, facility: Facility, *, on: date) -> Card:
        phones = presenting.phone_links(facility)
        return cls(
            short_id=facility.short_id,
            name=facility.full_name,
            url=facility.get_absolute_url(),
            address=presenting.address_line(facility),
            facts=tuple(
                (title, ", ".join(presenting.short_names(facility, *facets)))
                for title, facets in LINES
            ),
            phone=phones[0] if phones else None,
            source=presenting.source_line(facility),
            is_stale=facility.is_stale(on=on),
        )


def drawn(
    hit: Any, *, chosen: Sequence[str] = (), form_id: str = "", on: date | None = None
) -> SafeString:
    """`hit` has a facility, its miles (or None) and its number in the list. With the id of a form,
    the card has a box that sends it there; with centers in the address, a way to add this one."""
    facility = hit.facility
    return draw(
        "directory/_facility_card.jinja",
        card=Card.of(facility, on=on or timezone.localdate()),
        number=hit.number,
        miles=presenting.miles_label(facility, hit.miles),
        warnings=[*included_though(hit), *cautions.cautions(facility)],
        form_id=form_id,
        is_chosen=facility.short_id in chosen,
        keep_url=shortlist.with_one_more(chosen, facility.short_id) if chosen else "",
    )


def results(sites: Iterable[Any], **how: Any) -> SafeString:
    """A page of hits, with programs at one address together."""
    today = timezone.localdate()
    shown = [
        {"cards": [drawn(hit, **how, on=today) for hit in site.hits], "address": site.address}
        for site in sites
    ]
    return draw("directory/_results.jinja", sites=shown)


def included_though(hit: Any) -> list[str]:
    """Why a center stands in a list though it answers not all that was asked."""
    silent = getattr(hit, "silent_on", ())
    return [f"Not stated: {' and '.join(silent)}. Ask when you call."] if silent else []

"""Centers that somebody chose, held in the address alone: /find-treatment/compare/?c=ID&c=ID.

No account, cookie or script: who has the address has the list, and nobody else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode
from markupsafe import Markup

from directory.centers import card_drawing
from directory.models import Facility
from web.addresses import address_of

MOST_TO_COMPARE = 4
MOST_ON_A_CALL_SHEET = 10
MOST_READ = 40  # ids of an address; nobody chooses more, and a longer one must not cost more
ID = re.compile("[0-9a-hjkmnp-tv-z]{10,16}")


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The centers of an address that can be shown, and what became of the others."""

    facilities: list[Facility] = field(default_factory=list)
    delisted: list[Facility] = field(default_factory=list)
    unknown: int = 0
    too_many: int = 0

    @property
    def ids(self) -> list[str]:
        return [facility.short_id for facility in self.facilities]

    @property
    def query(self) -> str:
        return urlencode([("c", each) for each in self.ids])


def ids_in(query: QueryDict) -> list[str]:
    """What could be ids, each once, in the order in which they were chosen."""
    given = dict.fromkeys(text.strip().lower() for text in query.getlist("c") if text.strip())
    return list(given)[:MOST_READ]


def read(query: QueryDict, *, most: int) -> Shortlist:
    given = ids_in(query)
    known = Facility.objects.filter(short_id__in=[text for text in given if ID.fullmatch(text)])
    if settings.SITE_IS_PUBLIC:
        known = known.real()
    by_id = {facility.short_id: facility for facility in known}
    found = [by_id[text] for text in given if text in by_id]
    listed = [facility for facility in found if facility.is_listed]
    return Shortlist(
        facilities=listed[:most],
        delisted=[facility for facility in found if not facility.is_listed],
        unknown=len(given) - len(found),
        too_many=len(listed[most:]),
    )


def address(view: str, ids: list[str], **more: str) -> str:
    """The address of "compare", "call_sheet" or "search" with these centers in it."""
    pairs = [("c", each) for each in ids] + list(more.items())
    query = urlencode(pairs)
    return address_of(f"directory:{view}") + (f"?{query}" if query else "")


def with_one_more(ids: Sequence[str], short_id: str) -> str:
    """Where "add to compare" leads: nowhere when the center is in the list, or the list is full."""
    if not ids or short_id in ids or len(ids) >= MOST_TO_COMPARE:
        return ""
    return address("compare", [*ids, short_id])


def without(view: str, ids: list[str], short_id: str, **more: str) -> str:
    return address(view, [each for each in ids if each != short_id], **more)


@dataclass(frozen=True, slots=True)
class InList:
    """What the cards of a list and the form after it show of the choice: who is in it; where there is no
    form, the way into it for who is not."""

    form_id: str = ""
    chosen: list[str] = field(default_factory=list)
    keep_urls: dict[str, str] = field(default_factory=dict)

    @classmethod
    def without_form(cls, chosen: list[str], hits: Iterable[Any]) -> InList:
        ids = (hit.card.short_id for hit in hits)
        urls = {short_id: with_one_more(chosen, short_id) for short_id in ids}
        return cls("", chosen, {short_id: url for short_id, url in urls.items() if url})

    def card(self, hit: Any) -> Markup:
        """The card of a center in this list, as HTML."""
        short_id = hit.card.short_id
        return card_drawing.drawn(
            hit,
            form_id=self.form_id,
            is_chosen=short_id in self.chosen,
            keep_url=self.keep_urls.get(short_id, ""),
        )

    def items(self, sites: Iterable[Any]) -> Markup:
        """The cards of all these, those at one address together, as HTML."""
        pairs = ((site, [self.card(hit) for hit in site.hits]) for site in sites)
        return card_drawing.items_drawn(pairs)

    @property
    def compare_url(self) -> str:
        return address_of("directory:compare")

    @property
    def call_sheet_url(self) -> str:
        return address_of("directory:call_sheet")


FORM_ID = "chosen"  # of the form after a list, to which the boxes of its cards belong
NOBODY_YET = InList(FORM_ID)

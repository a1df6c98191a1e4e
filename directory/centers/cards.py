"""A center in a list: what its card says, and the card itself.

A card says the same whoever asks. Those that searches show most stay in the index that found them,
with their HTML, and are gone with it when any center changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markupsafe import escape

from directory.centers import describe, shortlist
from directory.centers.card_columns import read
from directory.index.answer import Index
from directory.search.filter_groups import FACETS
from directory.vocabulary import cautions
from directory.vocabulary.attributes import Facet, answers_to
from web.drawing import pattern, place

LINES = (
    ("Medicines", (Facet.MEDICATION,)),
    ("Care", (Facet.CARE,)),
    ("Paying", (Facet.COST, Facet.PAYMENT)),
)
MOST_KEPT = 1500  # cards, 2 KB each
# Where the parts stand that differ from list to list: control characters, which no text has.
NUMBER, MILES, SILENT, BETWEEN = "\x01", "\x02", "\x03", "\0"
# The words of a card in the order in which `_drawn` has them; then its cautions, "caution 0" first.
OWN = ("url", "full_name", "address", "short_id", "source", "keep_url", "href", "display")
PLACES = (*OWN, *(f"line {n}" for n in range(len(LINES))), *(f"caution {n}" for n in range(9)))
ANSWERS = [(facet, answers_to(facet)) for facet in FACETS]
NO_PHONE = {"href": "", "display": ""}


@dataclass(slots=True)
class Card:
    """What lists show of a facility: on its card, on the map, among others at its address."""

    pk: int
    short_id: str
    full_name: str
    url: str
    street: str
    city: str
    state: str
    zip_code: str
    address: str
    latitude: float | None
    longitude: float | None
    position: str
    facts: tuple[str, ...]
    phone: dict[str, str] | None
    source: str
    as_of: date
    is_stale: bool
    is_sample: bool
    cautions: list[str]
    silent_on: frozenset[Facet]
    language: str | None
    drawn: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, facility: Any, *, on: date, language: str | None) -> Card:
        """Of a facility, or of as much of it as a list reads, as it is on this day."""
        phones = describe.phone_links(facility, most=1)
        said = facility.facts.keys()
        return cls(
            pk=facility.pk,
            short_id=facility.short_id,
            full_name=facility.full_name,
            url=facility.address_in(language),
            street=facility.street,
            city=facility.city,
            state=facility.state,
            zip_code=facility.zip_code,
            address=describe.address_line(facility),
            latitude=facility.latitude,
            longitude=facility.longitude,
            position=facility.position,
            facts=tuple([", ".join(describe.short_names(facility, *of)) for _, of in LINES]),
            phone=phones[0] if phones else None,
            source=describe.source_line_in(language, facility),
            as_of=facility.as_of,
            is_stale=facility.is_stale(on=on),
            is_sample=facility.is_sample,
            cautions=cautions.cautions(facility),
            language=language,
            silent_on=_once(frozenset([f for f, keys in ANSWERS if said.isdisjoint(keys)])),
        )


@lru_cache(maxsize=1024)
def _once(facets: frozenset[Facet]) -> frozenset[Facet]:
    """One set for all centers that are silent on the same: a set of its own is half a kilobyte."""
    return facets


def cards(pks: Sequence[int], index: Index) -> dict[int, Card]:
    """The cards of these centers; only those that the index does not have yet are read."""
    today, language = timezone.localdate(), get_language()
    if index.cards_of != (today, language):
        index.cards, index.older_cards, index.cards_of = {}, {}, (today, language)
    elif len(index.cards) > MOST_KEPT // 2:
        # Those not shown since the last time go; another thread may still read them.
        index.older_cards, index.cards = index.cards, {}
    kept, older = index.cards, index.older_cards
    found = {pk: card for pk in pks if (card := kept.get(pk) or older.get(pk))}
    if missing := [pk for pk in pks if pk not in found]:
        found |= {each.pk: Card.of(each, on=today, language=language) for each in read(missing)}
    kept |= found
    return found


def drawn(hit: Any, *, chosen: Sequence[str] = (), form_id: str = "") -> SafeString:
    """`hit` has a card, its miles (or None) and its number in the list. With the id of a form, the
    card has a box that sends it there; with centers in the address, a way to add this one."""
    card: Card = hit.card
    miles = describe.miles_label(card, hit.miles)
    how = (bool(hit.number), bool(miles), bool(hit.silent_on), form_id, card.short_id in chosen)
    keep_url = shortlist.with_one_more(chosen, card.short_id) if chosen else ""
    html = card.drawn.get(how) if not keep_url else None
    if html is None:
        html = _drawn(card, how, keep_url)
        if not keep_url:
            card.drawn[how] = html
    html = html.replace(NUMBER, str(hit.number)).replace(MILES, escape(miles))
    if hit.silent_on:
        silent = f"Not stated: {' and '.join(hit.silent_on)}. Ask when you call."
        html = html.replace(SILENT, escape(silent))
    return mark_safe(html)


def _drawn(card: Card, how: tuple[Any, ...], keep_url: str) -> str:
    phone = card.phone or NO_PHONE
    said = tuple(map(bool, card.facts))
    shape = (*how, bool(keep_url), said, len(card.cautions), bool(card.phone), card.is_stale)
    own = (
        card.url, card.full_name, card.address, card.short_id, card.source, keep_url,
        phone["href"], phone["display"], *card.facts, *card.cautions,
    )  # fmt: skip
    # All in one go: one by one, to escape them would take a third of the drawing.
    words = str(escape(BETWEEN.join(own))).split(BETWEEN)
    return _pattern(*shape, card.language) % dict(zip(PLACES, words, strict=False))


@lru_cache(maxsize=512)
def _pattern(
    has_number: bool,  # noqa: FBT001
    has_miles: bool,  # noqa: FBT001
    has_silence: bool,  # noqa: FBT001
    form_id: str,
    is_chosen: bool,  # noqa: FBT001
    has_way: bool,  # noqa: FBT001
    said: tuple[bool, ...],
    cautions: int,
    has_phone: bool,  # noqa: FBT001
    is_stale: bool,  # noqa: FBT001
    language: str | None,
) -> str:
    """A card of this shape, with places for the words of a center."""
    titles = [title for title, _ in LINES]
    return pattern(
        "directory/_facility_card.jinja",
        card={
            **{name: place(name) for name in OWN},
            "facts": [
                (title, place(f"line {n}") if said[n] else "") for n, title in enumerate(titles)
            ],
            "phone": {"href": place("href"), "display": place("display")} if has_phone else None,
            "is_stale": is_stale,
        },
        number=NUMBER if has_number else "",
        miles=MILES if has_miles else "",
        warnings=[
            *([SILENT] if has_silence else []),
            *(place(f"caution {n}") for n in range(cautions)),
        ],
        form_id=form_id,
        is_chosen=is_chosen,
        keep_url=place("keep_url") if has_way else "",
    )


def row(hit: Any) -> dict[str, Any]:
    """A center beside the map: its number, name, distance and telephone."""
    card: Card = hit.card
    return {"card": card, "number": hit.number, "miles": describe.miles_label(card, hit.miles)}


def results(sites: Sequence[Any], **how: Any) -> SafeString:
    """A page of hits, with programs at one address together."""
    shown = [drawn(hit, **how) for site in sites for hit in site.hits]
    sizes = tuple([len(site.hits) for site in sites])
    addresses = {
        f"address {n}": escape(site.address) for n, site in enumerate(sites) if sizes[n] > 1
    }
    cards = {f"card {n}": card for n, card in enumerate(shown)}
    return mark_safe(_list_pattern(sizes, get_language()) % {**cards, **addresses})


@lru_cache(maxsize=256)
def _list_pattern(sizes: tuple[int, ...], language: str | None) -> str:
    """A list of so many programs at one address after the other, with places for their cards."""
    number = count()
    sites = [
        {
            "cards": [place(f"card {next(number)}") for _ in range(size)],
            "address": place(f"address {n}"),
        }
        for n, size in enumerate(sizes)
    ]
    return pattern("directory/_results.jinja", sites=sites)

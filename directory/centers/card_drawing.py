"""The card of a center in a list, as HTML: its template is drawn once for all cards of one look, and the
words of each center are put in their places.

The template is templates/directory/_facility_card.jinja. What it asks of a center with an `if` is a part
of the look; what it only shows is a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language
from markupsafe import Markup, escape

from directory.vocabulary.attributes import Facet
from web.drawing import macro
from web.kept import cut, place

LIST = "directory/_results.jinja"
# The lines of a card: each by the name of its place, with its title and the facets that it sums up.
LINES = {
    "medicines": ("Medicines", (Facet.MEDICATION,)),
    "care": ("Care", (Facet.CARE,)),
    "paying": ("Paying", (Facet.COST, Facet.PAYMENT)),
}
BETWEEN = place("between")  # words to be escaped in one go: one by one takes three times as long


class CardLook(NamedTuple):
    """What the template asks of a center, whatever the list."""

    has_line: tuple[bool, ...]  # of LINES; those that are not have nothing stated
    cautions: tuple[str, ...]
    has_phone: bool
    is_stale: bool
    language: str | None


class ListLook(NamedTuple):
    """What the template asks of the list in which a center stands, and of its place there."""

    has_number: bool
    has_away: bool
    has_silence: bool
    is_chosen: bool
    form_id: str  # of the form to which the card's box belongs; empty: it has no box
    has_keep_url: bool


def escaped(**words: str) -> dict[str, str]:
    """The words of a center by the names of their places."""
    return dict(zip(words, escape(BETWEEN.join(words.values())).split(BETWEEN), strict=True))


def drawn(hit: Any, *, form_id: str, is_chosen: bool, keep_url: str) -> Markup:
    """The card of a hit. With the id of a form it has a box; with an address, a way to add the center."""
    card, number, away, silence = hit.card, hit.number, hit.away, hit.silence
    look = ListLook(
        bool(number), bool(away), bool(silence), is_chosen, form_id, has_keep_url=bool(keep_url)
    )
    words: dict[str, str] = card.words
    words = words | {"number": str(number), "away": escape(away)}
    if silence:
        words["silence"] = escape(silence)
    if keep_url:
        words["keep_url"] = escape(keep_url)
    made = list(_pieces(card.look, look))
    made[1::2] = [words[name] for name in made[1::2]]
    return Markup("".join(made))  # the template is ours, each word is escaped


def items_drawn(sites: Iterable[tuple[Any, list[Markup]]]) -> Markup:
    """The items of a list: each address with the cards of its centers."""
    draw_item, (before, after) = macro(LIST, "item"), _around_one(get_language())
    items = [
        f"{before}{cards[0]}{after}" if len(cards) == 1 else draw_item(number, cards, site.address)
        for number, (site, cards) in enumerate(sites, 1)
    ]
    return Markup("".join(items))  # pieces of HTML


@lru_cache
def _around_one(language: str | None) -> tuple[str, str]:
    """What stands around a card that is alone at its address, as most are."""
    before, _, after = cut(macro(LIST, "item")("", [place("card")], ""))
    return before, after


@lru_cache(maxsize=1024)
def _pieces(card: CardLook, shown: ListLook) -> list[str]:
    """A card of this look, cut at the places of its words."""
    phone = {"href": place("href"), "display": place("display")}
    html = macro("directory/_facility_card.jinja", "facility_card")(
        card={
            **{
                name: place(name) for name in ("url", "full_name", "address", "short_id", "source")
            },
            "lines": [
                (title, place(name) if has_line else "")
                for (name, (title, _)), has_line in zip(LINES.items(), card.has_line, strict=True)
            ],
            "cautions": card.cautions,
            "phone": phone if card.has_phone else None,
            "is_stale": card.is_stale,
        },
        number=place("number") if shown.has_number else "",
        away=place("away") if shown.has_away else "",
        silence=place("silence") if shown.has_silence else "",
        is_chosen=shown.is_chosen,
        form_id=shown.form_id,
        keep_url=place("keep_url") if shown.has_keep_url else "",
    )
    return cut(html)

"""Slots in rendered text, filled when a page is shown: `[[kind:key]]`.

[[figure:naloxone-price]]      a number that ages
[[helpline:samhsa]]            its number as a link; `[[helpline:988:text]]` to text it
[[helplines: 988 samhsa]]      a card for each, alone in a paragraph
[[picture:withdrawal-time]]    a drawing, alone in a paragraph; a small one may end a step
[[summary]]                    where summary and short version stand, alone in a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from content import pictures
from content.models import Figure, Helpline, HelplineNumber

SLOT = re.compile(r"\[\[(?P<kind>[a-z]+)(?::\s*(?P<keys>[a-z0-9 :-]+))?\]\]")
PARAGRAPH = re.compile(r"<p>\s*(\[\[(?:helplines|picture|summary)\b[^\]]*\]\])\s*</p>")
SUMMARY = "[[summary]]"
BEING_CHECKED = pictures.BEING_CHECKED


def tidy(html: str) -> str:
    """Slots that stand alone in a paragraph are not in one."""
    return PARAGRAPH.sub(r"\1", html)


def split_at_summary(html: str) -> tuple[str, str]:
    """What stands before the summary and short version, and what after."""
    before, mark, after = html.partition(SUMMARY)
    return (before, after) if mark else ("", before)


class Filler:
    """Fills the slots of the texts of one page, asking the database once for all of them."""

    def __init__(self, texts: Iterable[str], *, on: date) -> None:
        self.on = on
        slots = [m for text in texts for m in SLOT.finditer(text)]
        self.figures = _by_key(Figure, _figures(slots))
        self.helplines = _by_key(
            Helpline,
            [k for m in slots if m["kind"].startswith("helpline") for k in m["keys"].split()]
            + [m["keys"].partition(":")[0] for m in slots if m["kind"] == "helpline"],
        )

    def fill(self, html: str) -> SafeString:
        # The text was cleaned when it was saved; what is put in here is escaped or a template.
        return mark_safe(SLOT.sub(self._fill, html))

    def _fill(self, slot: re.Match[str]) -> str:
        keys = (slot["keys"] or "").strip()
        if slot["kind"] == "figure":
            return self._figure(keys)
        if slot["kind"] == "helpline":
            return self._number(keys)
        if slot["kind"] == "helplines":
            found = [self.helplines[key] for key in keys.split() if key in self.helplines]
            return render_to_string("content/blocks/helplines.html", {"helplines": found})
        if slot["kind"] == "picture" and keys in pictures.names():
            return pictures.draw(keys, self.figures, on=self.on)
        return ""

    def can_fill(self, slot: re.Match[str]) -> bool:
        kind, keys = slot["kind"], (slot["keys"] or "").strip()
        if kind == "figure":
            return keys in self.figures
        if kind == "helpline":
            return bool(self._number(keys))
        if kind == "helplines":
            return set(keys.split()) <= set(self.helplines)
        if kind == "picture":
            return keys in pictures.names() and pictures.figures_in([keys]) <= set(self.figures)
        return kind == "summary"

    def _figure(self, key: str) -> str:
        return escape(pictures.shown(self.figures.get(key), on=self.on).text)

    def _number(self, keys: str) -> str:
        key, _, kind = keys.partition(":")
        helpline = self.helplines.get(key)
        numbers = helpline.numbers.all() if helpline else ()
        for number in numbers:
            if number.kind == (kind or HelplineNumber.Kind.CALL):
                return linked(number)
        return ""


def linked(number: HelplineNumber) -> str:
    link = format_html('<a href="{}">{}</a>', number.href, number.display)
    if number.kind == HelplineNumber.Kind.TEXT and number.words:
        return format_html("{} to {}", number.words, link)
    return link


def figures_in(text: str) -> set[str]:
    """The keys of all figures that a text shows, in its words or in its pictures."""
    return _figures(SLOT.finditer(text))


def _figures(slots: Iterable[re.Match[str]]) -> set[str]:
    found = [(slot["kind"], (slot["keys"] or "").strip()) for slot in slots]
    named = {keys for kind, keys in found if kind == "figure"}
    return named | pictures.figures_in([keys for kind, keys in found if kind == "picture"])


def problems(text: str) -> list[str]:
    """Slots of a text that nothing can fill, in words for the editor."""
    filler = Filler([text], on=date.min)
    return [
        f"Nothing is known under {slot[0]}. Add it first, or correct its key."
        for slot in SLOT.finditer(text)
        if not filler.can_fill(slot)
    ]


def _by_key(model: type[Figure | Helpline], keys: Collection[str]) -> dict[str, Any]:
    if not keys:
        return {}
    rows: Any = model._default_manager.filter(key__in=set(keys))
    rows = rows.prefetch_related("numbers") if model is Helpline else rows.select_related("source")
    return {row.key: row for row in rows}

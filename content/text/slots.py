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

from content.models import Figure, Helpline, HelplineNumber
from content.text import age, pictures

SLOT = re.compile(r"\[\[(?P<kind>[a-z]+)(?::\s*(?P<keys>[a-z0-9 :-]+))?\]\]")
PARAGRAPH = re.compile(r"<p>\s*(\[\[(?:helplines|picture|summary)\b[^\]]*\]\])\s*</p>")
SUMMARY = "[[summary]]"
CHANGE = Figure.Kind.CHANGE
# At the start of a line, item or cell, or after the end of a sentence and its citations.
SENTENCE_MAY_BEGIN = re.compile(
    r"(?:^|\n|\|)\s*(?:[-*>]\s+|\d+\.\s+)?\Z|[.!?][*_”\"’)]*(?:\[@[^\]]*\])*\s+\Z"
)
SENTENCE_HAS_ENDED = re.compile(r"(?:\[@[^\]]*\])*(?:\s*\Z|\s*\n|\s*\||\s+[*_“\"(]*[A-Z0-9\[])")
# Where a block of words ends, or another begins inside of it: what is added to it stands before.
BLOCK_END = re.compile(r"</(?:p|li|td|th|h\d|dd)>|<(?:ul|ol|div)\b")


def tidy(html: str) -> str:
    """Slots that stand alone in a paragraph are not in one."""
    return PARAGRAPH.sub(r"\1", html)


def split_at_summary(html: str) -> tuple[str, str]:
    """What stands before the summary and short version, and what after."""
    before, mark, after = html.partition(SUMMARY)
    return (before, after) if mark else ("", before)


def split_at_heading(html: str) -> tuple[SafeString, SafeString]:
    """What stands before the first heading of the second level, and the rest."""
    opening, heading, rest = html.partition("<h2")
    return mark_safe(opening), mark_safe(heading + rest)  # parts of what was filled


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

    def fill(self, html: str, *, say_age: bool = True) -> SafeString:
        """With `say_age`, a block of words whose numbers may have changed ends by saying so. In the
        steps of an emergency nothing does."""
        # The text was cleaned when it was saved; what is put in here is escaped or a template.
        return mark_safe(SLOT.sub(self._fill, self._with_ages(html) if say_age else html))

    def _with_ages(self, html: str) -> str:
        """What is said of the age of figures, once a block of words; of a table's, after the table."""
        notes: dict[int, dict[str, None]] = {}
        for slot in SLOT.finditer(html):
            figure = self.figures.get((slot["keys"] or "").strip())
            words = age.of_figure(figure, on=self.on) if figure else ""
            end = _end_of_block(html, slot.end())
            if slot["kind"] == "figure" and words and end is not None:
                notes.setdefault(end, {})[words] = None
        for end in sorted(notes, reverse=True):
            before, after = html[:end], html[end:]
            html = before + _ages(notes[end], after_a_table=before.endswith("</table>")) + after
        return html

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
        figure = self.figures.get(key)
        return escape(figure.words(on=self.on)) if figure else ""

    def _number(self, keys: str) -> str:
        key, _, kind = keys.partition(":")
        helpline = self.helplines.get(key)
        numbers = helpline.numbers.all() if helpline else ()
        for number in numbers:
            if number.kind == (kind or HelplineNumber.Kind.CALL):
                return linked(number)
        return ""


def _end_of_block(html: str, start: int) -> int | None:
    """Where words can be added to the block that `start` is in."""
    table = html.find("</table>", start)
    if table != -1 and "<table" not in html[start:table]:
        return table + len("</table>")
    end = BLOCK_END.search(html, start)
    return end.start() if end else None


def _ages(notes: Iterable[str], *, after_a_table: bool) -> str:
    words = " ".join(f'<span class="age">{escape(words)}</span>' for words in notes)
    return f"<p>{words}</p>" if after_a_table else f" {words}"


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
    """What is wrong with the slots of a text, in words for the editor: nothing can fill them, or a
    sentence would break on the day when a rule changes."""
    filler = Filler([text], on=date.min)
    found = []
    for slot in SLOT.finditer(text):
        figure = filler.figures.get((slot["keys"] or "").strip())
        if not filler.can_fill(slot):
            found.append(f"Nothing is known under {slot[0]}. Add it first, or correct its key.")
        elif figure and figure.kind == CHANGE and not _is_alone(text, slot):
            found.append(
                f"{slot[0]} changes on a day, so it is a sentence of its own: nothing of another "
                "sentence may stand around it."
            )
    return found


def _is_alone(text: str, slot: re.Match[str]) -> bool:
    """Whether a slot stands where a sentence stands."""
    before, after = text[: slot.start()], text[slot.end() :]
    return bool(SENTENCE_MAY_BEGIN.search(before) and SENTENCE_HAS_ENDED.match(after))


def _by_key(model: type[Figure | Helpline], keys: Collection[str]) -> dict[str, Any]:
    if not keys:
        return {}
    rows: Any = model._default_manager.filter(key__in=set(keys))
    rows = rows.prefetch_related("numbers") if model is Helpline else rows.select_related("source")
    return {row.key: row for row in rows}

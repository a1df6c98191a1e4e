"""What one version of a page says otherwise than another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import PageVersion
from content.publishing.workflow import TEXT_FIELDS

WORDS = re.compile(r"\s+|\S+\s*")
ALIKE = 0.5  # less alike than this, and a passage counts as written anew
GONE = '<del><span class="visually-hidden">Taken out: </span>{}</del>'
NEW = '<ins><span class="visually-hidden">New: </span>{}</ins>'


@dataclass(frozen=True, slots=True)
class Change:
    """The passages of one field that are not the same in both versions."""

    field: str
    passages: list[SafeString]


def version_before(version: PageVersion) -> PageVersion | None:
    """What readers see now, where this one is newer; else the one that was written before it."""
    live = version.page.live_version()
    if live is not None and live.number < version.number:
        return live
    return version.page.versions.filter(number__lt=version.number).first()


def changes(before: PageVersion, after: PageVersion) -> list[Change]:
    found = []
    for name in TEXT_FIELDS:
        passages = list(_passages(_lines(before, name), _lines(after, name)))
        if passages:
            label = name.replace("_", " ").capitalize()
            found.append(Change(label, passages))
    return found


def _lines(version: PageVersion, name: str) -> list[str]:
    """Lines that say something; where empty ones stand tells nobody anything."""
    if name == "next_steps":
        return [" | ".join(step.values()) for step in version.next_steps]
    lines = str(getattr(version, name)).splitlines()
    return [line.rstrip() for line in lines if line.strip()]


def _passages(old: list[str], new: list[str]) -> Iterator[SafeString]:
    """Lines that changed, with the words that changed in them."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _marked("\n".join(old[a:b]), "\n".join(new[c:d]))


def _marked(old: str, new: str) -> SafeString:
    """Both texts in one: what is gone and what is new is marked."""
    words = WORDS.findall(old), WORDS.findall(new)
    matcher = SequenceMatcher(None, *words, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _gone(old) + _new(new)
    marked = SafeString()
    for kind, a, b, c, d in matcher.get_opcodes():
        gone, added = "".join(words[0][a:b]), "".join(words[1][c:d])
        marked += format_html("{}", gone) if kind == "equal" else _gone(gone) + _new(added)
    return marked


def _gone(text: str) -> SafeString:
    return format_html(GONE, text) if text else SafeString()


def _new(text: str) -> SafeString:
    return format_html(NEW, text) if text else SafeString()

"""What to take along for an emergency: the first blocks of the overdose page in its own words and
order, for a card and a file; and the words that people may hear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from content.models import Page, PageVersion, Source
from content.search.documents import GLOSSARY
from content.text import markup, slots
from content.text.parts import Term, terms

OVERDOSE = "overdose"  # the topic, and the page that stands for it
BLOCK = re.compile(r"^::: (?P<kind>\w+).*?^:::[ \t]*$", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
# What a reader may hear in an emergency, by its name in the glossary.
EMERGENCY_WORDS = (
    "Opioid", "Overdose", "Naloxone", "Rescue breathing", "Recovery position", "Fentanyl", "Heroin",
    "Benzodiazepines", "Xylazine", "Medetomidine", "Tolerance", "Withdrawal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstAid:
    """What readers see before the summary, without the numbers of its sources."""

    version: PageVersion
    steps: list[SafeString]  # one step each
    rest: SafeString  # the blocks after the steps: what never to do, what to do when unsure
    publishers: list[str]  # of the sources, in the order in which the page names them


def first_aid(locale: str = "en") -> FirstAid | None:
    """From the version that readers see; None while there is none in this language."""
    version = (
        PageVersion.objects.published()
        .filter(page__topic__slug=OVERDOSE, page__slug=OVERDOSE, page__locale=locale)
        .select_related("page__topic")
        .first()
    )
    if version is None:
        return None
    text = version.body.partition(slots.SUMMARY)[0]
    steps = [block[0] for block in BLOCK.finditer(text) if block["kind"] == "steps"]
    others = [block[0] for block in BLOCK.finditer(text) if block["kind"] != "steps"]
    shown = [shown_html(steps), shown_html(others)]
    filler = slots.Filler(shown, on=timezone.localdate())
    return FirstAid(
        version,
        steps=[filler.fill(item, say_age=False) for item in ITEM.findall(shown[0])],
        rest=filler.fill(shown[1], say_age=False),
        publishers=publishers(text),
    )


def shown_html(blocks: list[str]) -> str:
    return markup.render(markup.CITATION.sub("", "\n\n".join(blocks))).html


def publishers(text: str) -> list[str]:
    keys = list(dict.fromkeys(markup.CITATION.findall(text)))
    sources = Source.objects.in_bulk(keys, field_name="key")
    return list(dict.fromkeys(sources[key].organization for key in keys if key in sources))


def emergency_words(locale: str = "en") -> list[Term]:
    """As far as the glossary has them."""
    pages = Page.objects.in_locale(locale).filter(topic__slug=GLOSSARY).live()
    versions = PageVersion.objects.in_bulk([page.live_id for page in pages])  # type: ignore[attr-defined]
    known = {term.name: term for v in versions.values() for term in terms(v.html)}
    return [known[word] for word in EMERGENCY_WORDS if word in known]

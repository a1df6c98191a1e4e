"""The groups of filters of the search form: each a facet with a plain sentence, a way to more, and
options to tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markupsafe import Markup

from directory.index.answer import Answer
from directory.index.question import Question
from directory.vocabulary.attributes import Facet, filters_of
from web.drawing import macro
from web.kept import place

Halves = dict[str, list[Markup]]  # of each option, before and after its count


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as people choose from it."""

    facet: Facet
    sentence: str

    @property
    def explained_at(self) -> tuple[str, str]:
        """What the page that explains it is called here, and its address; empty where there is none.
        Which page that is, the site says: no health page is known here."""
        return settings.FACETS_EXPLAINED_AT.get(self.facet.value, ("", ""))


TEMPLATE = "directory/_filter_group.jinja"
GROUPS = (
    Group(
        Facet.MEDICATION,
        "What it says it uses. Ask if you can start it there and stay on it.",
    ),
    Group(
        Facet.CARE,
        "How much care you get in a week, and where you sleep.",
    ),
    Group(
        Facet.PAYMENT,
        "What it says it accepts. Ask it, and ask your plan.",
    ),
    Group(
        Facet.COST,
        "What it says it does when money is short.",
    ),
    Group(Facet.POPULATION, "Who it runs a program for. It may welcome others too: ask."),
    Group(Facet.AGE, "No center is left out for the ages it lists, since those are often wrong."),
    Group(Facet.LANGUAGE, "Languages other than English in which it says it gives care."),
    Group(Facet.SETTING, "Care by video or phone, or inside a hospital."),
    Group(
        Facet.APPROACH,
        "How its counseling works.",
    ),
    Group(Facet.SERVICES, "Help that makes it easier to come and to stay."),
    Group(Facet.ACCREDITATION, "Who licenses or checks it, as it says itself. We rate nobody."),
    Group(Facet.OPERATOR, "Who owns or runs it."),
    Group(Facet.SMOKING, "Whether people may smoke there."),
)


def drawn(question: Question, answer: Answer) -> SafeString:
    """Every group, each option with how many centers it would leave. Each was drawn before, once: of a
    hundred options nothing but the counts is new."""
    language = get_language()
    groups = (
        _group(group, question.needs.get(group.facet, ()), answer.counts(group.facet), language)
        for group in GROUPS
    )
    return mark_safe("".join(groups))


def _group(
    group: Group, chosen: Collection[str], counts: Mapping[str, int], language: str | None
) -> str:
    before, after = _halves(group, len(chosen), language)
    plain, ticked = _options(group.facet, language)
    options = [
        f"{up_to_count}{count:,}{rest}"
        for key, count in counts.items()
        for up_to_count, rest in [(ticked if key in chosen else plain)[key]]
    ]
    return "".join([before, *options, after])


@cache
def _halves(group: Group, ticked: int, language: str | None) -> list[Markup]:
    """What stands before the options of a group, and after them."""
    draw_group = macro(TEMPLATE, "group")
    return draw_group(group, ticked, place("options")).split(place("options"))


@cache
def _options(facet: Facet, language: str | None) -> tuple[Halves, Halves]:
    """Each option by its key, cut where its count stands: as it is, and as it is when ticked."""
    draw_option, count = macro(TEMPLATE, "option"), place("count")
    plain, ticked = (
        {
            a.key: draw_option(facet.value, a.key, a.label, is_ticked, count).lstrip().split(count)
            for a in filters_of(facet)
        }
        for is_ticked in (False, True)
    )
    return plain, ticked

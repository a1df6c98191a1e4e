"""The groups of filters of the search form: each a facet with a plain sentence, a way to more, and
options to tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from directory.vocabulary.attributes import Facet, filters_of
from web.addresses import address_of


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as people choose from it."""

    facet: Facet
    sentence: str
    more: str = ""  # what the page that explains it is called here
    page: tuple[str, ...] = ()  # topic and page

    @property
    def url(self) -> str:
        if not self.page:
            return ""
        return address_of("content:topic" if len(self.page) == 1 else "content:page", *self.page)


GROUPS = (
    Group(
        Facet.MEDICATION,
        "What it says it uses. Ask if you can start it there and stay on it.",
        more="How the medicines differ",
        page=("treatment", "medications"),
    ),
    Group(
        Facet.CARE,
        "How much care you get in a week, and where you sleep.",
        more="Levels of care",
        page=("treatment", "levels-of-care"),
    ),
    Group(
        Facet.PAYMENT,
        "What it says it accepts. Ask it, and ask your plan.",
        more="Ways to pay",
        page=("paying",),
    ),
    Group(
        Facet.COST,
        "What it says it does when money is short.",
        more="Ways to pay",
        page=("paying",),
    ),
    Group(Facet.POPULATION, "Who it runs a program for. It may welcome others too: ask."),
    Group(Facet.AGE, "No center is left out for the ages it lists, since those are often wrong."),
    Group(Facet.LANGUAGE, "Languages other than English in which it says it gives care."),
    Group(Facet.SETTING, "Care by video or phone, or inside a hospital."),
    Group(
        Facet.APPROACH,
        "How its counseling works.",
        more="Talking therapies",
        page=("treatment", "talking-therapies"),
    ),
    Group(Facet.SERVICES, "Help that makes it easier to come and to stay."),
    Group(Facet.ACCREDITATION, "Who licenses or checks it, as it says itself. We rate nobody."),
    Group(Facet.OPERATOR, "Who owns or runs it."),
    Group(Facet.SMOKING, "Whether people may smoke there."),
)
FACETS = tuple(group.facet for group in GROUPS)


@dataclass(frozen=True, slots=True)
class Option:
    """One tick of a group, and how many centers it would show."""

    key: str
    label: str
    count: int
    is_ticked: bool

    def __str__(self) -> str:
        return f"{self.label} ({self.count:,})"


@dataclass(frozen=True, slots=True)
class Choices:
    """A group of the form with what the current search would find by each option."""

    group: Group
    counts: Mapping[str, int]  # by option, in the group's order
    chosen: Collection[str]

    @property
    def name(self) -> str:
        return self.group.facet.value

    @property
    def ticked(self) -> int:
        return len(set(self.chosen))

    @property
    def options(self) -> list[Option]:
        return [
            Option(a.key, a.label, self.counts[a.key], a.key in self.chosen)
            for a in filters_of(self.group.facet)
        ]

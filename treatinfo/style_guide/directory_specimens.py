"""How each piece of the directory looks in each of its states, drawn from unsaved centers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import mark_safe
from markupsafe import Markup

from directory.centers.cards import Card
from directory.centers.listing import Hit, by_site
from directory.centers.shortlist import FORM_ID, NOBODY_YET, InList
from directory.index.answer import Found
from directory.index.question import Question
from directory.models import Facility
from directory.search import filter_groups, links
from directory.search.dead_end import DeadEnd
from directory.search.links import Way
from directory.search.rings import rings
from directory.templatetags.paging import pages
from directory.vocabulary.attributes import Facet, filters_of
from treatinfo.style_guide.drawing_specimens import DAY, Made, States, drawn
from web import sharing
from web.drawing import macro

ASKED = Question(
    state="MA",
    needs={Facet.MEDICATION: ("methadone",), Facet.PAYMENT: ("medicaid",)},
    with_not_stated=True,
)


def hit(
    made: Made,
    *,
    number: int = 0,
    miles: float | None = None,
    silent_on: tuple[str, ...] = (),
    **differs: Any,
) -> Hit:
    """The made-up center in a list, with what differs from it here."""
    center = Facility(**made["facility"] | differs)
    return Hit(Card.of(center, on=DAY, language="en-us"), miles, number, tuple(silent_on))


def way(label: str, count: int, text: str = "") -> Way:
    return Way(label, ASKED, count, text)


def notices_of_the_directory(made: Made) -> States:
    yield "made-up centers", drawn("directory/_notices.html", is_sample=True)
    yield "the first import runs", drawn("directory/_notices.html", is_fetching=True)


def caution(made: Made) -> States:
    text = hit(made, facts={"dui-only": True}).card.cautions[0]
    yield "", drawn("components/callout.html", kind="warning", text=text)


def facility_cards(made: Made) -> States:
    for state, row in made["state"]["card"].items():
        differs = dict(row)
        chosen, has_form = differs.pop("chosen", []), differs.pop("has_form", False)
        shown = hit(made, **differs)
        beside = InList.without_form(chosen, [shown])
        yield state, (InList(FORM_ID, chosen) if has_form else beside).card(shown)


def results(made: Made) -> States:
    hits = [hit(made, number=n, **row) for n, row in enumerate(made["results"], 1)]
    draw_results = macro("directory/_results.jinja", "results")
    yield (
        "alone, and several at one address",
        draw_results(NOBODY_YET.items(by_site(hits)), NOBODY_YET),
    )


def filters(made: Made) -> States:
    draw_option = macro(filter_groups.TEMPLATE, "option")
    draw_group = macro(filter_groups.TEMPLATE, "group")
    groups = {group.facet: group for group in filter_groups.GROUPS}
    for state, row in made["state"]["filters"].items():
        facet, ticked, counts = Facet(row["facet"]), row["ticked"], row["counts"]
        options = [
            draw_option(facet, a.key, a.label, a.key in ticked, f"{counts.get(a.key, 0):,}")
            for a in filters_of(facet)
        ]
        yield state, draw_group(groups[facet], len(ticked), Markup().join(options))


def ways_on(made: Made) -> States:
    chips, left_out, telehealth = (
        macro("directory/_ways.jinja", name) for name in ("chips", "left_out", "telehealth")
    )
    search = made["search"]
    yield "filters that are on", chips(links.chips(ASKED), ASKED.cleared.url)
    yield "who was left out", left_out([way(**each) for each in search["left_out"]])
    item = telehealth(way(**search["telehealth"]))
    yield "care by video or phone", mark_safe(f'<ul class="links" role="list">{item}</ul>')


def pagination(made: Made) -> States:
    paginator = Paginator(range(200), 20)
    for state, number in (("first", 1), ("middle", 5), ("last", 10)):
        yield state, mark_safe(pages(QueryDict(), paginator.page(number)))


def rings_map(made: Made) -> States:
    found = made["map"]
    hits = [hit(made, number=n, **row) for n, row in enumerate(found["hits"], 1)]
    yield "", drawn("directory/_rings.jinja", map=rings(found["middle"], hits, found["miles"]))


def none_found(made: Made) -> States:
    search = made["search"]
    nearest = hit(made, number=1, miles=search["miles"])
    ways = [way(**each) for each in search["ways"]]
    shown = drawn(
        "directory/_none.jinja",
        question_label=search["question_label"],
        chips=links.chips(ASKED),
        clear_url=ASKED.cleared.url,
        left_out=[way(**each) for each in search["left_out"]],
        dead_end=DeadEnd(ways, [Found(0, nearest.miles)], nearest_fit=True),
        nearest=[nearest],
        list=InList.without_form([], [nearest]),
        telehealth=way(**search["telehealth"]),
        state=search["state"],
    )
    yield "", shown


def share(made: Made) -> States:
    yield "", drawn("directory/share.html", share=sharing.share("/"))


def talk(made: Made) -> States:
    site = {"helplines": [made["helpline"] | {"key": "samhsa"}]}
    yield "", drawn("directory/_talk.html", title="Rather ask a person?", site=site)

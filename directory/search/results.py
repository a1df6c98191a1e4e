"""What a search came to: its outcome, and the parts of its page that differ from search to search.

The page around them is templates/directory/search.html. `treatinfo.searching` draws it once for many
searches and puts these parts into it, so all that depends on the question is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from directory.centers import cards, shortlist
from directory.centers.listing import hits, hits_of
from directory.index.answer import Answer, Index
from directory.index.question import Question
from directory.places.gazetteer import STATES
from directory.search import fields, links, rings
from directory.search.dead_end import ladder
from directory.search.form import SearchForm
from directory.templatetags.paging import pages
from web.addresses import address_of
from web.drawing import draw, filled, place

FORM_ID = "chosen"
SHOWN = ("where", "miles", "q", "not_stated", "also")


@dataclass(frozen=True)
class Search:
    """A search as an address asks it; `outcome` says which words the page has for it."""

    query: QueryDict
    directory: Index
    form: SearchForm
    outcome: str  # start, unknown, ambiguous, results or none
    answer: Answer

    @classmethod
    def of(cls, query: QueryDict, directory: Index) -> Search:
        form = SearchForm.from_query(query)
        outcome, answer = "start", directory.answer(Question())
        if form.is_bound and not form.is_valid():
            outcome = "unknown"
        elif form.is_ambiguous:
            outcome = "ambiguous"
        elif not form.asks_nothing:
            answer = directory.answer(form.question)
            outcome = "results" if len(answer) else "none"
        return cls(query, directory, form, outcome, answer)

    @cached_property
    def page(self) -> Any:
        """The page of results that is shown."""
        number, asked = self.query.get("page"), self.form.question.needs
        return hits(self.answer, number, index=self.directory, asked=asked)

    def context(self) -> dict[str, Any]:
        """What the template of its page shows of it."""
        parts: dict[str, Any] = {
            name: mark_safe("".join(texts)) for name, texts in self.parts().items()
        }
        if self.outcome == "results":
            parts["page"] = self.page
        if self.outcome == "start":
            parts["tiles"] = rings.tiles(self.directory)
        if self.outcome == "ambiguous":
            parts["candidates"] = links.candidates(self.form, self.directory)
        return {"form": self.form, "outcome": self.outcome, **parts}

    def parts(self) -> dict[str, list[str]]:
        """What differs from search to search, as HTML in one text or several."""
        chips = links.chips(self.form)
        parts: dict[str, list[str]] = {"search_form": [search_form(self, chips)]}
        if self.outcome == "none":
            parts["found"] = [none_found(self, chips)]
        if self.outcome == "results":
            heading = links.heading(self.form, len(self.answer))
            parts["heading"], parts["found"] = [escape(heading)], found(self, heading, chips)
        return parts


def search_form(search: Search, chips: list[dict[str, str]]) -> SafeString:
    """The form with every group of options, each with how many centers it would leave."""
    form = search.form
    return filled(
        "directory/_search_form.jinja",
        address=address_of("directory:search"),
        fields={name: fields.drawn(form, name) for name in SHOWN},
        state=fields.carried(form, "state"),
        chips=chips,
        filters=fields.filters(form.choices(search.answer)),
    )


def found(search: Search, heading: str, chips: list[dict[str, str]]) -> list[str]:
    """A page of the centers that it found: what stands before them, they, and what comes after.

    Not in one: a text of 45 KB takes fifty times as long to encode as soon as one wide character is
    in it, such as the cross of a chip.
    """
    form, page, chosen = search.form, search.page, shortlist.ids_in(search.query)
    around = filled(
        "directory/_found.jinja",
        heading=heading,
        chips=chips,
        **_around(search),
        map_url=links.map_address(form, page.number),
        download_url=links.download_address(form),
        by_distance=search.answer.circle is not None,
        results=place("results"),
        compare_form=shortlist.compare_form(chosen, FORM_ID),
        pagination=pages(search.query, page),
    )
    # From the end: what a visitor typed stands before it, and could look like the place.
    before, _, after = around.rpartition(place("results"))
    return [before, cards.results(page.sites, chosen=chosen, form_id=FORM_ID), after]


def none_found(search: Search, chips: list[dict[str, str]]) -> SafeString:
    """What to do instead, where it found nothing."""
    chosen, steps = shortlist.ids_in(search.query), ladder(search.form, search.directory)
    nearest = hits_of(steps.nearest, index=search.directory)
    state = links.state_of(search.form)
    return draw(
        "directory/_none.jinja",
        question_label=links.question_label(search.form),
        chips=chips,
        **_around(search),
        ladder=steps,
        nearest=[cards.drawn(hit, chosen=chosen) for hit in nearest],
        state=state and {"name": STATES[state], "url": address_of("directory:state", state)},
    )


def _around(search: Search) -> dict[str, Any]:
    """What any answer has around it: how to narrow the search less, or look elsewhere."""
    telehealth = links.telehealth(search.form, search.directory)
    return {
        "clear_url": links.clear_address(search.form),
        "left_out": [
            {"text": way.text, "url": way.url, "label": way.label}
            for way in links.left_out(search.form, search.answer)
        ],
        "telehealth": telehealth
        and {"url": telehealth.url, "label": telehealth.label, "count": telehealth.count},
    }

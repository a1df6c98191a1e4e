"""What a search came to: its outcome, and the parts of its page that differ from search to search.

The page around them is templates/directory/search.html. It is the same for all searches that came to the
same, so the view keeps it and puts these parts into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString
from markupsafe import Markup

from directory.areas.tiles import tiles
from directory.centers.listing import hits, hits_of
from directory.centers.shortlist import FORM_ID, InList, ids_in
from directory.index.answer import Answer, Index
from directory.index.question import Question
from directory.places.states import STATES
from directory.search import fields, filter_groups, headings, links
from directory.search.dead_end import ways_out
from directory.search.form import SearchForm
from web.addresses import address_of
from web.drawing import draw, macro
from web.page_links import pages

SHOWN = ("where", "miles", "q", "not-stated", "also")
ANSWERED = ("results", "none")  # outcomes of which the page around the parts is kept
PARTS = ("heading", "search_form", "found")


@dataclass(frozen=True)
class Search:
    """A question that an address asks; `outcome` says which words the page has for it."""

    question: Question
    query: QueryDict
    directory: Index

    @cached_property
    def answer(self) -> Answer:
        asked = self.question if self.question.can_be_answered else Question()
        return self.directory.answer(asked)

    @cached_property
    def outcome(self) -> str:
        if self.question.problems:
            return "unknown"
        if self.question.is_ambiguous:
            return "ambiguous"
        if self.question.asks_nothing:
            return "start"
        return "results" if len(self.answer) else "none"

    @cached_property
    def form(self) -> SearchForm:
        return SearchForm(self.question, self.query)

    @cached_property
    def page(self) -> Any:
        """The page of results that is shown."""
        asked = self.question.needs
        return hits(self.answer, self.query.get("page"), index=self.directory, asked=asked)

    def context(self) -> dict[str, Any]:
        """What the template of its page shows of it, where that is not kept."""
        parts: dict[str, Any] = dict(self.parts())
        if self.outcome == "start":
            parts["tiles"] = tiles(self.directory)
        if self.outcome == "ambiguous":
            parts["candidates"] = links.candidates(self.question, self.directory)
        return {"form": self.form, "outcome": self.outcome, **parts}

    def parts(self) -> dict[str, str]:
        """What differs from search to search, as HTML."""
        chips = links.chips(self.question)
        heading, found = "", ""
        if self.outcome == "none":
            found = _none_found(self, chips)
        if self.outcome == "results":
            heading = headings.heading(self.question, len(self.answer))
            found = _found(self, heading, chips)
        form = _search_form(self, chips)
        return {"heading": escape(heading), "search_form": form, "found": found}


def _search_form(search: Search, chips: list[dict[str, str]]) -> Markup:
    """The form with every group of options, each with how many centers it would leave."""
    form = search.form
    return macro("directory/_search_form.jinja", "search_form")(
        address=address_of("directory:search"),
        fields=fields.all_drawn(form, SHOWN),
        state=fields.carried(form, "state"),
        chips=chips,
        filters=filter_groups.drawn(search.question, search.answer),
    )


def _found(search: Search, heading: str, chips: list[dict[str, str]]) -> Markup:
    """A page of the centers that it found."""
    question, page = search.question, search.page
    shown = InList(FORM_ID, ids_in(search.query))
    return macro("directory/_found.jinja", "found")(
        heading=heading,
        chips=chips,
        **_ways_on(search),
        map_url=links.map_address(question, page.number),
        download_url=links.download_address(question),
        by_distance=search.answer.circle is not None,
        items=shown.items(page.sites),
        list=shown,
        pagination=pages(search.query, page),
    )


def _none_found(search: Search, chips: list[dict[str, str]]) -> SafeString:
    """What to do instead, where it found nothing."""
    dead_end = ways_out(search.question, search.directory)
    nearest = hits_of(dead_end.nearest, index=search.directory)
    state = links.state_of(search.question)
    return draw(
        "directory/_none.jinja",
        question_label=headings.where_it_looks(search.question),
        chips=chips,
        **_ways_on(search),
        dead_end=dead_end,
        nearest=nearest,
        list=InList.without_form(ids_in(search.query), nearest),
        state=state and {"name": STATES[state], "url": address_of("directory:state", state)},
    )


def _ways_on(search: Search) -> dict[str, Any]:
    """What any answer has around it: how to narrow the search less, or look elsewhere."""
    return {
        "clear_url": search.question.cleared.url,
        "left_out": links.left_out(search.question, search.answer),
        "telehealth": links.telehealth(search.question, search.directory),
    }

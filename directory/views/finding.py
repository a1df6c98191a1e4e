"""What a search came to: its outcome, and the parts of its page that differ from search to search.

The page around them is templates/directory/search.html. `treatinfo.searching` draws it once for many
searches and puts these parts into it, so all that depends on the question is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from directory import cards, fields, maps, refining, shortlist
from directory.addresses import address_of
from directory.answers import Answer, Index
from directory.drawing import draw
from directory.forms import SearchForm
from directory.gazetteer import STATES
from directory.ladder import ladder
from directory.question import Question
from directory.templatetags.paging import pages
from directory.views.listing import hits, hits_of

FORM_ID = "chosen"
SHOWN = ("where", "miles", "q", "not_stated", "also")


@dataclass(frozen=True, slots=True)
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

    def parts(self) -> dict[str, Any]:
        """What its page shows, by the names that the template has for it."""
        form = {"search_form": search_form(self)}
        if self.outcome == "start":
            return {**form, "tiles": maps.tiles(self.directory)}
        if self.outcome == "ambiguous":
            return {**form, "candidates": refining.candidates(self.form, self.directory)}
        if self.outcome == "none":
            return {**form, "found": none_found(self)}
        if self.outcome == "results":
            heading = refining.heading(self.form, len(self.answer))
            return {**form, "heading": heading, "found": found(self, heading)}
        return form


def search_form(search: Search) -> SafeString:
    """The form with every group of options, each with how many centers it would leave."""
    form = search.form
    return draw(
        "directory/_search_form.jinja",
        address=address_of("directory:search"),
        fields={name: fields.drawn(form, name) for name in SHOWN},
        state=fields.carried(form, "state"),
        chips=refining.chips(form),
        filters=fields.filters(form.choices(search.answer)),
    )


def found(search: Search, heading: str) -> SafeString:
    """A page of the centers that it found."""
    form, answer, chosen = search.form, search.answer, shortlist.ids_in(search.query)
    page: Any = hits(
        answer, search.query.get("page"), index=search.directory, asked=form.question.needs
    )
    return draw(
        "directory/_found.jinja",
        heading=heading,
        **_around(search),
        map_url=refining.map_address(form, page.number),
        download_url=refining.download_address(form),
        by_distance=page[0].miles is not None,
        results=cards.results(page.sites, chosen=chosen, form_id=FORM_ID),
        compare_form=shortlist.compare_form(chosen, FORM_ID),
        pagination=pages(search.query, page),
    )


def none_found(search: Search) -> SafeString:
    """What to do instead, where it found nothing."""
    chosen, steps = shortlist.ids_in(search.query), ladder(search.form, search.directory)
    nearest = hits_of(steps.nearest, index=search.directory)
    state = refining.state_of(search.form)
    return draw(
        "directory/_none.jinja",
        question_label=refining.question_label(search.form),
        **_around(search),
        ladder=steps,
        nearest=[cards.drawn(hit, chosen=chosen) for hit in nearest],
        state=state and {"name": STATES[state], "url": address_of("directory:state", state)},
    )


def _around(search: Search) -> dict[str, Any]:
    """What any answer has around it: how to narrow the search less, or look elsewhere."""
    return {
        "chips": refining.chips(search.form),
        "clear_url": refining.clear_address(search.form),
        "left_out": refining.left_out(search.form, search.answer),
        "telehealth": refining.telehealth(search.form, search.directory),
    }

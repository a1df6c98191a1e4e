"""Every piece of the site in every state, on one page, for whoever works on it: DEBUG only."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from treatinfo.style_guide import directory_specimens, health_specimens
from treatinfo.style_guide.drawing_specimens import Html, Made, States, one
from web.caching import keep_out_of_search_engines, keep_private

MADE_UP = Path(__file__).with_name("specimens.toml")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the site: its name, the template that draws it, and how it looks in each state."""

    name: str
    template: str
    states: list[tuple[str, Html]]

    @property
    def anchor(self) -> str:
        return f"{slugify(self.name)}-piece"


def style_guide(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    context = {
        "pieces": pieces(),
        "breadcrumbs": [{"title": "Home", "url": "/"}, {"title": "Style guide"}],
    }
    response = render(request, "style_guide.html", context)
    return keep_out_of_search_engines(keep_private(response))


def pieces() -> list[Piece]:
    made = tomllib.loads(MADE_UP.read_text())
    return [Piece(name, template, list(states(made))) for name, template, states in PIECES]


PIECES: list[tuple[str, str, Callable[[Made], States]]] = [
    ("Emergency strip", "components/emergency_strip.html", health_specimens.around_the_page),
    ("Header and menu", "components/nav.html", health_specimens.around_the_page),
    ("Quick exit", "components/quick_exit.html", health_specimens.around_the_page),
    ("Breadcrumbs", "components/breadcrumbs.html", health_specimens.around_the_page),
    ("Footer", "components/footer.html", health_specimens.around_the_page),
    ("Buttons", "style_guide/_buttons.html", one("style_guide/_buttons.html")),
    ("Doors", "components/ways_on.html", one("components/ways_on.html")),
    ("Search box", "components/search_box.html", one("components/search_box.html")),
    ("Notice", "components/notice.html", health_specimens.notices),
    ("Notices of the directory", "directory/_notices.html", directory_specimens.notices_of_the_directory),
    ("Caution about a center", "components/callout.html", directory_specimens.caution),
    ("Callout", "content/blocks/callout.html", health_specimens.callouts),
    ("Short version", "content/_short_version.html", health_specimens.short_version),
    ("Contents", "content/_contents.html", health_specimens.contents),
    ("Key figure", "style_guide/_key_figure.html", one("style_guide/_key_figure.html")),
    ("Steps", "content/blocks/steps.html", health_specimens.steps),
    ("Lists", "content/blocks/list.html", health_specimens.lists),
    ("Table", "content/blocks/table.html", health_specimens.table),
    ("Self-check", "content/blocks/check.html", health_specimens.check),
    ("Details", "style_guide/_details.html", one("style_guide/_details.html")),
    ("Pictures", "content/pictures/", health_specimens.drawings),
    ("Dangers in a search", "components/dangers.html", health_specimens.dangers),
    ("Phone card", "components/helpline.html", health_specimens.helplines),
    ("Next steps", "content/_next_steps.html", health_specimens.next_steps),
    ("Before, after, related", "content/_around.html", health_specimens.around),
    ("Overdue for a new reading", "content/_overdue.html", health_specimens.overdue),
    ("Review line", "content/_review.html", health_specimens.review),
    ("Source list", "content/_sources.html", health_specimens.sources),
    ("Facility card", "directory/_facility_card.jinja", directory_specimens.facility_cards),
    ("Results", "directory/_results.jinja", directory_specimens.results),
    ("What a center says", "directory/_sections.html", one("directory/_sections.html", "sections")),
    ("Nearest", "directory/_nearest.html", one("directory/_nearest.html", "nearest")),
    ("Filters", "directory/_filter_group.jinja", directory_specimens.filters),
    ("Ways on from a search", "directory/_ways.jinja", directory_specimens.ways_on),
    ("Pagination", "components/pagination.jinja", directory_specimens.pagination),
    ("State tiles", "directory/_state_tiles.html", one("directory/_state_tiles.html", "tiles")),
    ("Charts", "directory/_charts.html", one("directory/_charts.html", "charts")),
    ("Rings map", "directory/_rings.jinja", directory_specimens.rings_map),
    ("Compare table", "directory/_side_by_side.html", one("directory/_side_by_side.html", "compared")),
    ("Chosen, not shown", "directory/_chosen.html", one("directory/_chosen.html", "chosen")),
    ("Call sheet", "directory/_call_sheets.html", one("directory/_call_sheets.html", "call_sheet")),
    ("Share", "directory/share.html", directory_specimens.share),
    ("Nothing found", "directory/_none.jinja", directory_specimens.none_found),
    ("Talk", "directory/_talk.html", directory_specimens.talk),
    ("Fields", "treatinfo/field.html", health_specimens.fields),
]  # fmt: skip

"""Every piece of the site in every state, on one page, for whoever works on it: DEBUG only."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.text import slugify

from treatinfo.style_guide import specimens
from web.caching import keep_out_of_search_engines, keep_private

MADE_UP = Path(__file__).with_name("specimens.toml")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the site: its name, the template that draws it, and how it looks in each state."""

    name: str
    template: str
    states: list[tuple[str, SafeString]]

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


PIECES: list[tuple[str, str, Callable[[specimens.Made], specimens.States]]] = [
    ("Emergency strip", "components/emergency_strip.html", specimens.around_the_page),
    ("Header and menu", "components/nav.html", specimens.around_the_page),
    ("Quick exit", "components/quick_exit.html", specimens.around_the_page),
    ("Breadcrumbs", "components/breadcrumbs.html", specimens.around_the_page),
    ("Footer", "components/footer.html", specimens.around_the_page),
    ("Buttons", "style_guide/_buttons.html", specimens.one("style_guide/_buttons.html")),
    ("Doors", "components/ways_on.html", specimens.one("components/ways_on.html")),
    ("Search box", "components/search_box.html", specimens.one("components/search_box.html")),
    ("Notice", "components/notice.html", specimens.notices),
    ("Notices of the directory", "directory/_notices.html", specimens.notices_of_the_directory),
    ("Caution about a center", "components/callout.html", specimens.caution),
    ("Callout", "content/blocks/callout.html", specimens.callouts),
    ("Short version", "content/_short_version.html", specimens.short_version),
    ("Contents", "content/_contents.html", specimens.contents),
    ("Key figure", "style_guide/_key_figure.html", specimens.one("style_guide/_key_figure.html")),
    ("Steps", "content/blocks/steps.html", specimens.steps),
    ("Lists", "content/blocks/list.html", specimens.lists),
    ("Table", "content/blocks/table.html", specimens.table),
    ("Self-check", "content/blocks/check.html", specimens.check),
    ("Details", "style_guide/_details.html", specimens.one("style_guide/_details.html")),
    ("Pictures", "content/pictures/", specimens.drawings),
    ("Dangers in a search", "components/dangers.html", specimens.dangers),
    ("Phone card", "components/helpline.html", specimens.helplines),
    ("Next steps", "content/_next_steps.html", specimens.next_steps),
    ("Before, after, related", "content/_around.html", specimens.around),
    ("Overdue for a new reading", "content/_overdue.html", specimens.overdue),
    ("Review line", "content/_review.html", specimens.review),
    ("Source list", "content/_sources.html", specimens.sources),
    ("Facility card", "directory/_facility_card.jinja", specimens.facility_cards),
    ("Results", "directory/_results.jinja", specimens.results),
    ("What a center says", "directory/_sections.html", specimens.one("directory/_sections.html", "sections")),
    ("Nearest", "directory/_nearest.html", specimens.one("directory/_nearest.html", "nearest")),
    ("Filters", "directory/_filter_group.jinja", specimens.filters),
    ("Filter chips", "directory/_chips.jinja", specimens.chips),
    ("Pagination", "components/pagination.jinja", specimens.pagination),
    ("State tiles", "directory/_state_tiles.html", specimens.one("directory/_state_tiles.html", "tiles")),
    ("Charts", "directory/_charts.html", specimens.one("directory/_charts.html", "charts")),
    ("Rings map", "directory/_rings.jinja", specimens.rings),
    ("Compare table", "directory/_side_by_side.html", specimens.one("directory/_side_by_side.html", "compared")),
    ("Chosen, not shown", "directory/_chosen.html", specimens.one("directory/_chosen.html", "chosen")),
    ("Call sheet", "directory/_call_sheets.html", specimens.one("directory/_call_sheets.html", "call_sheet")),
    ("Share", "directory/share.html", specimens.share),
    ("Nothing found", "directory/_none.jinja", specimens.none_found),
    ("Talk", "directory/_talk.html", specimens.talk),
    ("Fields", "treatinfo/field.html", specimens.fields),
]  # fmt: skip

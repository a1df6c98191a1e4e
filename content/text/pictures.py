"""Pictures: drawings with their words, one template each. The numbers in them are figures, which a
template names as `figures.naloxone_lasts`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.formats import date_format

from content.models import Figure, Source

FOLDER = settings.TEMPLATES_DIR / "content" / "pictures"
NAMED = re.compile(r"\bfigures\.(\w+)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as readers see it on a day: its words, and the numbers in them to draw by."""

    text: str = ""
    low: str = ""  # empty where nothing can be drawn
    high: str = ""  # of a range its end, else the same as `low`
    source: Source | None = None
    as_of: str = ""


def shown(figure: Figure | None, *, on: date) -> Shown:
    if figure is None:
        return Shown()
    text = figure.words(on=on)
    numbers = [number.replace(",", "") for number in NUMBER.findall(text)] or [""]
    return Shown(text, numbers[0], numbers[:2][-1], figure.source, day(figure.as_of))


def day(when: date) -> str:
    """A fact of which only the month or the year is known stands on its first day."""
    first = (when.month, when.day) == (1, 1)
    return date_format(when, "Y" if first else "F Y" if when.day == 1 else "F j, Y")


def names() -> set[str]:
    """Of all pictures, without the pieces that pictures share, which begin with an underscore."""
    return {path.stem for path in FOLDER.glob("[!_]*.html")}


def figures_in(keys: Collection[str]) -> set[str]:
    """The keys of the figures that these pictures show."""
    texts = [_template(key).template.source for key in names().intersection(keys)] if keys else []
    return {name.replace("_", "-") for text in texts for name in NAMED.findall(text)}


def draw(key: str, figures: Mapping[str, Figure], *, on: date) -> str:
    wanted = figures_in([key])
    context = {name.replace("-", "_"): shown(figures.get(name), on=on) for name in wanted}
    return _template(key).render({"figures": context})


def _template(key: str) -> Any:
    return get_template(f"content/pictures/{key}.html")

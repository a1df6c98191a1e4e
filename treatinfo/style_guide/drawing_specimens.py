"""What all specimens share: how a template is drawn, and on which day.

What pieces are drawn with is made up in specimens.toml; nothing is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from markupsafe import Markup

from treatinfo.frame import NUMBERS
from web.drawing import draw

DAY = date(2026, 3, 12)

Made = dict[str, Any]
Html = SafeString | Markup
States = Iterator[tuple[str, Html]]  # what a state is called, and the piece in it


def drawn(template: str, **context: Any) -> SafeString:
    if template.endswith(".jinja"):
        return draw(template, **context)
    return render_to_string(template, NUMBERS | context)


def one(template: str, of: str = "", *, state: str = "") -> Callable[[Made], States]:
    """The piece as it always looks, with what is made up for it."""
    return lambda made: iter([(state, drawn(template, **(made[of] if of else {})))])

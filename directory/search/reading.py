"""A query string read without the machinery of a form, as far as nothing in it needs mending.

Nearly every search is like that, and Django takes ten times as long over its seventeen fields. What
must be explained to a visitor, such as a distance that we do not offer, is left to the form. What
may be chosen is taken from the form's own fields; a test holds that both understand the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict


class Reader:
    """What each field may hold: a text so long, one of these choices, any of these ticks."""

    def __init__(
        self, fields: Mapping[str, forms.Field], *, in_address: Callable[[str], str]
    ) -> None:
        self.names = list(fields)
        self.texts: list[tuple[str, str, int]] = []
        self.choices: list[tuple[str, str, dict[str, Any]]] = []
        self.ticks: list[tuple[str, str, frozenset[str]]] = []
        for name, field in fields.items():
            called = in_address(name)
            if isinstance(field, forms.MultipleChoiceField):
                keys = frozenset(str(key) for key, _ in _choices(field))
                self.ticks.append((name, called, keys))
            elif isinstance(field, forms.ChoiceField):
                values = {str(key): field.clean(key) for key, _ in _choices(field)}
                self.choices.append((name, called, {**values, "": field.clean("")}))
            elif isinstance(field, forms.CharField):
                self.texts.append((name, called, field.max_length or 0))

    def plain(self, query: QueryDict) -> dict[str, Any] | None:
        """The fields' clean values, in their order; None when there is something to explain."""
        values: dict[str, Any] = dict.fromkeys(self.names)
        for name, called, longest in self.texts:
            text = (query.get(called) or "").strip()
            if len(text) > longest or "\0" in text:
                return None
            values[name] = text
        for name, called, known in self.choices:
            chosen = query.get(called) or ""
            if chosen not in known:
                return None
            values[name] = known[chosen]
        for name, called, keys in self.ticks:
            values[name] = [key for key in query.getlist(called) if key in keys]
        return values


def _choices(field: Any) -> Any:
    return field.choices

"""The fields of the search form, drawn once for each value they can have.

The crispy pack draws a field in half a millisecond, the list of states in more. A field without an
error looks the same whoever asks, so what was drawn is kept; what people type is put in its place.
"""

from __future__ import annotations

from functools import lru_cache

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from directory.forms import SearchForm

TYPED = "\N{OBJECT REPLACEMENT CHARACTER}"  # where what somebody typed stands


def drawn(field: forms.BoundField) -> SafeString:
    """A field of the search form with its value, its hint and what is wrong with it."""
    if field.errors:
        return as_crispy_field(field)
    value = field.value() or ""
    if isinstance(value, list):
        return _kept(field.name, tuple(value))
    if not isinstance(field.field, forms.ChoiceField) and value:
        return mark_safe(_kept(field.name, TYPED).replace(TYPED, escape(value)))
    return _kept(field.name, str(value))


@lru_cache(maxsize=256)
def _kept(name: str, value: str | tuple[str, ...]) -> SafeString:
    form = SearchForm()
    form.initial[name] = value
    return as_crispy_field(form[name])

"""The fields of the search form, drawn by the crispy pack once for each value that they can have.

The pack takes half a millisecond for a field. One without an error looks the same whoever asks, so what
was drawn is kept; what people type is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from directory.index.question import ALSO, INCLUDE, NOT_STATED, SET_ASIDE
from directory.search.form import SearchForm
from web.kept import place

TYPED = place("typed")


def all_drawn(form: SearchForm, names: Iterable[str]) -> dict[str, SafeString]:
    """These fields with their values, their hints and what is wrong with them."""
    language = get_language()
    return {name: drawn(form, name, language) for name in names}


def drawn(form: SearchForm, name: str, language: str | None) -> SafeString:
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    if value and not isinstance(form.fields[name], forms.ChoiceField):
        return mark_safe(_kept(name, TYPED, language).replace(TYPED, escape(value)))
    return _kept(name, value, language)


def carried(form: SearchForm, name: str) -> SafeString | str:
    """A field whose value came with the address and that is shown only to be mended: the list of
    states weighs 600 bytes, and "where" takes a state by its name."""
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    return format_html('<input type="hidden" name="{}" value="{}">', name, value) if value else ""


def _value(form: SearchForm, name: str) -> str | tuple[str, ...]:
    """As it was typed or ticked, else as the form begins: `form[name].value()`, made lighter. Of
    ticks only those that we know: what is drawn is kept, and nothing else of an address may be."""
    question = form.question
    if name == NOT_STATED:
        return (INCLUDE,) if question.with_not_stated else ()
    if name == ALSO:
        return (SET_ASIDE,) if question.with_set_aside else ()
    if not form.is_bound:
        return str(form[name].value() or "")
    return form.data.get(name, form.fields[name].initial) or ""


@lru_cache(maxsize=256)
def _kept(name: str, value: str | tuple[str, ...], language: str | None) -> SafeString:
    form = SearchForm()
    form.initial[name] = list(value) if isinstance(value, tuple) else value
    return as_crispy_field(form[name])

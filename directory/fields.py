"""The fields and filters of the search form, drawn once for each value they can have.

The crispy pack draws a field in half a millisecond, the list of states in more. A field without an
error looks the same whoever asks, so what was drawn is kept; what people type is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, zip_longest
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from directory.drawing import draw
from directory.forms import Choices, Option, SearchForm, in_address
from directory.groups import Group
from directory.models.attribute import filters_of

TYPED = "\N{OBJECT REPLACEMENT CHARACTER}"  # where what somebody typed stands


def drawn(form: SearchForm, name: str) -> SafeString:
    """A field of the search form with its value, its hint and what is wrong with it."""
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    if isinstance(value, list):
        return _kept(name, tuple(value))
    if value and not isinstance(form.fields[name], forms.ChoiceField):
        return mark_safe(_kept(name, TYPED).replace(TYPED, escape(value)))
    return _kept(name, str(value))


def carried(form: SearchForm, name: str) -> SafeString | str:
    """A field whose value came with the address and that is shown only to be mended: the list of
    states weighs 600 bytes, and "where" takes a state by its name."""
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html(hidden, in_address(name), value) if value else ""


def _value(form: SearchForm, name: str) -> str | list[str]:
    """As it was typed or ticked, else as the form begins: `form[name].value()`, made lighter."""
    if not form.is_bound:
        return form[name].value() or ""
    if isinstance(form.fields[name], forms.MultipleChoiceField):
        return form.data.getlist(in_address(name))
    return form.data.get(in_address(name)) or ""


@lru_cache(maxsize=256)
def _kept(name: str, value: str | tuple[str, ...]) -> SafeString:
    form = SearchForm()
    form.initial[name] = value
    return as_crispy_field(form[name])


def filters(choices: Iterable[Choices]) -> SafeString:
    """Every group of options with its counts; one with nothing ticked is drawn once and filled."""
    return mark_safe("".join(_group(choice) for choice in choices))


def _group(choice: Choices) -> str:
    if choice.ticked:
        return draw("directory/_filter_group.jinja", choice=choice)
    parts = _parts(choice.group, get_language())
    counts = [f"{option.count:,}" for option in choice.options]
    return "".join(chain.from_iterable(zip_longest(parts, counts, fillvalue="")))


class _Mark(str):
    """Stands for a count, however it is formatted."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return TYPED


@cache
def _parts(group: Group, language: str | None) -> list[str]:
    """What stands before, between and after the counts of a group with nothing ticked."""
    mark: Any = _Mark()
    options = [Option(a.key, a.label, mark, is_ticked=False) for a in filters_of(group.facet)]
    html = draw("directory/_filter_group.jinja", choice=Choices(group, options))
    return html.split(TYPED)

"""The fields and filters of the search form, drawn once for each value they can have.

The crispy pack draws a field in half a millisecond, the list of states in more. A field without an
error looks the same whoever asks, so what was drawn is kept; what people type is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from directory.search.filter_groups import Choices, Group, Option
from directory.search.form import SearchForm, in_address
from directory.vocabulary.attributes import filters_of
from web.drawing import Word, draw

TYPED = "\N{OBJECT REPLACEMENT CHARACTER}"  # where what somebody typed stands, or a count
ON = "\N{REPLACEMENT CHARACTER}"  # where the number of a group's ticks stands


def drawn(form: SearchForm, name: str) -> SafeString:
    """A field of the search form with its value, its hint and what is wrong with it."""
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    if isinstance(value, list):
        return _kept(name, tuple(value), get_language())
    if value and not isinstance(form.fields[name], forms.ChoiceField):
        return mark_safe(_kept(name, TYPED, get_language()).replace(TYPED, escape(value)))
    return _kept(name, str(value), get_language())


def carried(form: SearchForm, name: str) -> SafeString | str:
    """A field whose value came with the address and that is shown only to be mended: the list of
    states weighs 600 bytes, and "where" takes a state by its name."""
    if name in form.errors:
        return as_crispy_field(form[name])
    value = _value(form, name)
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html(hidden, in_address(name), value) if value else ""


def _value(form: SearchForm, name: str) -> str | list[str]:
    """As it was typed or ticked, else as the form begins: `form[name].value()`, made lighter. Of
    ticks only those that we know: what is drawn is kept, and nothing else of an address may be."""
    if not form.is_bound:
        return form[name].value() or ""
    if isinstance(form.fields[name], forms.MultipleChoiceField):
        return sorted(set(form.cleaned_data[name]))
    return form.data.get(in_address(name)) or ""


@lru_cache(maxsize=256)
def _kept(name: str, value: str | tuple[str, ...], language: str | None) -> SafeString:
    form = SearchForm()
    form.initial[name] = value
    return as_crispy_field(form[name])


def filters(choices: Iterable[Choices]) -> SafeString:
    """Every group of options with its counts; each was drawn before, and is filled."""
    language = get_language()
    return mark_safe("".join(chain.from_iterable(_group(each, language) for each in choices)))


def _group(choice: Choices, language: str | None) -> Iterator[str]:
    """The pieces of a group: its head, then each option up to its count, and that count."""
    head, options, foot = _pieces(choice.group, bool(choice.chosen), language)
    yield head.replace(ON, str(choice.ticked)) if choice.chosen else head
    for (key, count), (plain, ticked) in zip(choice.counts.items(), options, strict=True):
        yield ticked if key in choice.chosen else plain
        yield f"{count:,}"
    yield foot


@cache
def _pieces(
    group: Group,
    is_on: bool,  # noqa: FBT001
    language: str | None,
) -> tuple[str, list[tuple[str, str]], str]:
    """What stands before the options of a group, before the count of each as it is and as it is
    when ticked, and after the last."""
    plain, ticked = (
        _drawn(group, is_on=is_on, is_ticked=is_ticked) for is_ticked in (False, True)
    )
    head, label, rest = plain[0].rpartition("<label>")
    ticked[0] = ticked[0].removeprefix(head)
    plain[0] = label + rest
    return head, list(zip(plain[:-1], ticked[:-1], strict=True)), plain[-1]


def _drawn(group: Group, *, is_on: bool, is_ticked: bool) -> list[str]:
    """The group's template, cut where the counts of its options stand."""
    mark: Any = Word(TYPED)
    options = [Option(a.key, a.label, mark, is_ticked) for a in filters_of(group.facet)]
    choice = {"group": group, "name": group.facet.value, "options": options}
    html = draw("directory/_filter_group.jinja", choice={**choice, "ticked": is_on and ON})
    return html.split(TYPED)

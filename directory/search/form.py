"""The form of a search: how its fields look, and in words what could not be understood.

What was asked, the `Question` knows; nothing is read here.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from directory.index.question import (
    ALSO,
    FACETS,
    INCLUDE,
    LONGEST_TEXT,
    MILES,
    NAMES,
    NOT_STATED,
    SET_ASIDE,
    USUAL_MILES,
    Problem,
    Question,
    Trouble,
)
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet, filters_of


def _ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        required=False, label=label, choices=choices, widget=forms.CheckboxSelectMultiple
    )


def _facet(facet: Facet) -> forms.MultipleChoiceField:
    return _ticks(str(facet.label), [(a.key, a.label) for a in filters_of(facet)])


# By the names of addresses, in their order.
FIELDS: dict[str, forms.Field] = {
    "where": forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Where",
        help_text="City, state or ZIP code",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "enterkeyhint": "search"}),
    ),
    "miles": forms.ChoiceField(
        required=False,
        label="How far",
        initial=USUAL_MILES,
        choices=[(miles, f"Within {miles} miles") for miles in MILES],
    ),
    "state": forms.ChoiceField(
        required=False, label="State", choices=[("", "Any state"), *STATES.items()]
    ),
    "q": forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Name, city or phone of a center",
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    ),
    **{facet.value: _facet(facet) for facet in FACETS},
    NOT_STATED: _ticks(
        "Silence is not no", [(INCLUDE, "Include centers that do not answer what you ticked")]
    ),
    ALSO: _ticks(
        "Left out by us",
        [(SET_ASIDE, "Include centers that say they do not treat opioid addiction")],
    ),
}


class Shared(dict[str, Any]):
    """The fields of a form that nothing changes: to copy them all takes half a millisecond."""

    def __deepcopy__(self, memo: object) -> Shared:
        return self


class SearchForm(forms.Form):
    """The fields as they were filled in, with what is wrong with them."""

    use_required_attribute = False

    def __init__(self, question: Question | None = None, query: QueryDict | None = None) -> None:
        self.question = question or Question()
        super().__init__(query if self.question.is_asked else None)

    def full_clean(self) -> None:
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        for problem in sorted(self.question.problems, key=lambda one: NAMES.index(one.name)):
            self.add_error(problem.name, explained(problem, self.question, self.data))


SearchForm.base_fields = Shared(FIELDS)


def explained(problem: Problem, question: Question, typed: Any) -> str:
    """What is wrong, and what to do about it. `typed` are the words as they came, by name."""
    text = " ".join(str(typed.get(problem.name, "")).split())
    if problem.trouble == Trouble.TOO_LONG:
        return f"Ensure this value has at most {LONGEST_TEXT} characters (it has {len(text)})."
    if problem.trouble == Trouble.HAS_NUL:
        return "Null characters are not allowed."
    if problem.trouble == Trouble.NO_WORDS:
        return "Type letters or digits: a part of its name, or its number."
    if problem.trouble == Trouble.ELSEWHERE:
        return f"{question.where} is not in {STATES[question.state]}. Change one of the two."
    if problem.trouble == Trouble.NOWHERE:
        return f"We do not know where {question.places[0]} lies. Use a town near it instead."
    return UNKNOWN.get(problem.name) or _unknown_place(text)


UNKNOWN = {
    "miles": "Choose one of these distances.",
    "state": "Choose a state from the list.",
}


def problems_in_words(question: Question, typed: Any) -> dict[str, str]:
    """All that is wrong, by the names of addresses."""
    return {one.name: explained(one, question, typed) for one in question.problems}


def _unknown_place(text: str) -> str:
    if text.isdigit() and len(text) == 5:
        return (
            f"We do not know the ZIP code {text}. Check its five digits, or type a city and state, "
            "such as Boston, MA."
        )
    return (
        f"We could not find “{text}”. Check the spelling, or use a ZIP code or a city and state, "
        "such as Boston, MA."
    )

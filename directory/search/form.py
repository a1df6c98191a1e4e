"""What a visitor typed and ticked, as a Question."""

from __future__ import annotations

import copy
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from directory.index.answer import Answer
from directory.index.question import MILES, USUAL_MILES, Question
from directory.index.words import words_of
from directory.models import Place
from directory.places import gazetteer
from directory.search.filter_groups import FACETS, GROUPS, Choices
from directory.search.reading import Reader
from directory.vocabulary.attributes import Facet, filters_of

LARGE_CITY = 10  # ZIP codes


class KnownChoicesField(forms.MultipleChoiceField):
    """Ticks. A value that nobody knows (any more) is left out, so that old links keep working."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: object) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


def _facet(facet: Facet) -> KnownChoicesField:
    return KnownChoicesField(
        required=False, label=facet.label, choices=[(a.key, a.label) for a in filters_of(facet)]
    )


class Shared(dict[str, Any]):
    """The fields of a form that nothing changes: to copy them all takes half a millisecond."""

    def __deepcopy__(self, memo: object) -> Shared:
        return self


class SearchForm(forms.Form):
    """Where, and what is needed there. `question` is what it asks; `candidates` are the places
    that its words may mean, when they are several."""

    use_required_attribute = False
    data: Any

    where = forms.CharField(
        required=False,
        max_length=80,
        label="Where",
        help_text="City, state or ZIP code",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "enterkeyhint": "search"}),
    )
    miles = forms.TypedChoiceField(
        required=False,
        label="How far",
        coerce=int,
        empty_value=None,
        initial=USUAL_MILES,
        choices=[(miles, f"Within {miles} miles") for miles in MILES],
        error_messages={"invalid_choice": "Choose one of these distances."},
    )
    state = forms.ChoiceField(
        required=False,
        label="State",
        choices=[("", "Any state"), *gazetteer.STATES.items()],
        error_messages={"invalid_choice": "Choose a state from the list."},
    )
    q = forms.CharField(
        required=False,
        max_length=80,
        label="Name, city or phone of a center",
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    medication = _facet(Facet.MEDICATION)
    care = _facet(Facet.CARE)
    payment = _facet(Facet.PAYMENT)
    cost = _facet(Facet.COST)
    population = _facet(Facet.POPULATION)
    age = _facet(Facet.AGE)
    language = _facet(Facet.LANGUAGE)
    setting = _facet(Facet.SETTING)
    approach = _facet(Facet.APPROACH)
    services = _facet(Facet.SERVICES)
    accreditation = _facet(Facet.ACCREDITATION)
    operator = _facet(Facet.OPERATOR)
    smoking = _facet(Facet.SMOKING)
    not_stated = KnownChoicesField(
        required=False,
        label="Silence is not no",
        choices=[("include", "Include centers that do not answer what you ticked")],
    )
    also = KnownChoicesField(
        required=False,
        label="Left out by us",
        choices=[("set-aside", "Include centers that say they do not treat opioid addiction")],
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.place: Place | None = None
        self.candidates: list[Place] = []

    @classmethod
    def from_query(cls, query: QueryDict) -> SearchForm:
        """Bound to a query that holds any of our fields; names that we do not know are ignored."""
        if not any(in_address(name) in query for name in cls.base_fields):
            return cls()
        data = copy.copy(query)
        data.setdefault("miles", str(USUAL_MILES))
        return cls(data)

    def full_clean(self) -> None:
        """As Django does it, where there is anything to explain. The rules are the same."""
        values = READER.plain(self.data) if self.is_bound else None
        if values is None:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), values
        for name, clean in (("where", self.clean_where), ("q", self.clean_q)):
            try:
                values[name] = clean()
            except ValidationError as error:
                self.add_error(name, error)
        self.clean()

    def add_prefix(self, field_name: str) -> str:
        return in_address(field_name)

    @property
    def asks_nothing(self) -> bool:
        """Whether nobody said anything yet that narrows the search."""
        if not self.is_bound:
            return True
        return self.is_valid() and not any(
            value for name, value in self.cleaned_data.items() if name != "miles"
        )

    def clean_q(self) -> str:
        text = " ".join(self.cleaned_data["q"].split())
        if text and not words_of(text):
            raise ValidationError("Type letters or digits: a part of its name, or its number.")
        return text

    def clean_where(self) -> str:
        text = " ".join(self.cleaned_data["where"].split())
        found = gazetteer.find(text) if text else []
        if text and not found:
            raise ValidationError(_unknown(text))
        self.candidates = the_state_if_meant(found)
        return text

    def clean(self) -> dict:
        values = super().clean() or self.cleaned_data
        if state := values.get("state"):
            inside = [place for place in self.candidates if place.state == state]
            if self.candidates and not inside:
                name = gazetteer.STATES[state]
                self.add_error(
                    "state", f"{values['where']} is not in {name}. Change one of the two."
                )
            self.candidates = inside
        if len(self.candidates) == 1:
            self.place = self.candidates[0]
            if self.place.kind != Place.Kind.STATE and self.place.point is None:
                self.add_error(
                    "where", f"We do not know where {self.place} lies. Use a town near it instead."
                )
        return values

    @property
    def is_ambiguous(self) -> bool:
        return self.is_valid() and len(self.candidates) > 1

    @cached_property
    def pairs(self) -> dict[str, str]:
        """What is asked, field by field, as addresses have it: `{"care": "care=residential"}`."""
        values = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        return {name: pair_of(name, value) for name, value in values.items() if value}

    @cached_property
    def question(self) -> Question:
        values = self.cleaned_data if self.is_bound else {}
        state, near = values.get("state", ""), None
        if self.place is not None and self.place.kind == Place.Kind.STATE:
            state = self.place.state
        elif self.place is not None:
            near = self.place.point
        needs = {facet: frozenset(values.get(facet.value, ())) for facet in FACETS}
        return Question(
            near=near,
            miles=values.get("miles") or USUAL_MILES,
            state=state,
            needs={facet: keys for facet, keys in needs.items() if keys},
            text=values.get("q", ""),
            with_not_stated="include" in values.get("not_stated", ()),
            with_set_aside="set-aside" in values.get("also", ()),
        )

    def choices(self, answer: Answer) -> list[Choices]:
        """Each group with how many centers each of its options would leave."""
        values = self.cleaned_data if self.is_bound else {}
        return [
            Choices(group, answer.counts(group.facet), values.get(group.facet.value, ()))
            for group in GROUPS
        ]


def in_address(name: str) -> str:
    """A field's name as addresses have it: not-stated."""
    return name.replace("_", "-")


def pair_of(name: str, value: Any) -> str:
    return urlencode({in_address(name): value}, doseq=True) if value else ""


SearchForm.base_fields = Shared(SearchForm.base_fields)
READER = Reader(SearchForm.base_fields, in_address=in_address)


def the_state_if_meant(places: list[Place]) -> list[Place]:
    """ "California" is the state, though three towns are called so; "New York" is asked back."""
    states = [place for place in places if place.kind == Place.Kind.STATE]
    cities = [place for place in places if place.kind == Place.Kind.CITY]
    if states and all(city.zip_count < LARGE_CITY for city in cities):
        return states
    return places


def _unknown(text: str) -> str:
    if text.isdigit() and len(text) == 5:
        return (
            f"We do not know the ZIP code {text}. Check its five digits, or type a city and state, "
            "such as Boston, MA."
        )
    return (
        f"We could not find “{text}”. Check the spelling, or use a ZIP code or a city and state, "
        "such as Boston, MA."
    )

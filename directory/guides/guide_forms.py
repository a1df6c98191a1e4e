"""The guided paths: a few plain questions that end in a ready search and words to say.

Answers live in the address of the page and nowhere else. An answer that means danger leads to the
emergency, before anything else. Nothing here is a diagnosis: needs become words to ask for, and a
clinician's assessment decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from directory.index.answer import Index
from directory.search import links
from directory.search.form import SearchForm

Query = Mapping[str, Any]

SAFE = "no"
DANGERS = (
    (SAFE, "No"),
    ("overdose", "Someone can’t be woken, or breathes slowly or not at all"),
    (
        "sick",
        "Someone is very sick: can’t keep fluids down, faints, is confused, has chest pain or a seizure",
    ),
    ("suicide", "I, or someone else, may be thinking of suicide"),
    ("violence", "Someone hurts or threatens me"),
)
FIRST_OF_ALL = {
    "overdose": "This may be an overdose",
    "sick": "Get emergency help now",
    "suicide": "Talk to someone now",
    "violence": "Get to safety first",
}
WAYS = (
    ("any", "Any way that is quick"),
    ("phone", "By phone or video"),
    ("in-person", "In person, at a clinic"),
    ("methadone", "With methadone"),
    ("hospital", "At a hospital"),
)
PAYERS = (
    ("unsure", "I don’t know yet"),
    ("none", "No insurance, or not enough"),
    ("medicaid", "Medicaid"),
    ("medicare", "Medicare"),
    ("private", "Insurance from a job or the Marketplace"),
    ("military", "Military insurance such as TRICARE"),
    ("tribal", "Indian Health Service or Tribal funds"),
)
PAYING: dict[str, Query] = {
    "none": {"cost": ["free", "sliding-fee", "payment-help"]},
    "medicaid": {"payment": ["medicaid"]},
    "medicare": {"payment": ["medicare"]},
    "private": {"payment": ["private-insurance"]},
    "military": {"payment": ["military-insurance"]},
    "tribal": {"payment": ["tribal-funds"]},
}
START_MEDICINE = ["buprenorphine", "methadone"]
STARTING: dict[str, Query] = {
    "any": {"medication": START_MEDICINE},
    "in-person": {"medication": START_MEDICINE},
    "methadone": {"care": ["opioid-treatment-program"]},
    "hospital": {"care": ["hospital"]},
}
TELEHEALTH: Query = {"setting": ["telehealth"], "medication": ["buprenorphine"]}


def _choice(label: str, choices: tuple[tuple[str, str], ...], **values: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False, label=label, choices=choices, widget=forms.RadioSelect, **values
    )


class GuideForm(forms.Form):
    """What both paths ask. `place` is where; `candidates` are the places that its words may mean."""

    use_required_attribute = False

    danger = _choice("Is anyone in danger right now?", DANGERS)
    where = forms.CharField(
        required=False,
        max_length=80,
        label="Where are you?",
        help_text="City and state, or ZIP code. A state alone works too.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    pays = _choice("Who pays?", PAYERS)

    @property
    def danger_now(self) -> str:
        """What threatens, or "". It counts even where other answers need mending."""
        chosen = self.data.get("danger", "")
        return chosen if chosen in dict(DANGERS) and chosen != SAFE else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        where = values.get("where", "")
        self.search = SearchForm.from_query(QueryDict(urlencode({"where": where})))
        if self.danger_now or "where" in self.errors:
            return values
        if not where:
            self.add_error("where", "Say where, so that we can look near you.")
        elif not self.search.is_valid():
            self.add_error("where", list(self.search.errors["where"]))
        elif self.search.is_ambiguous:
            names = "; ".join(str(place) for place in self.search.candidates[:6])
            self.add_error("where", f"More than one place has this name. Say which: {names}.")
        return values

    def answer(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def state(self) -> str:
        place = self.search.place
        return place.state if place else ""

    @property
    def paying(self) -> Query:
        return PAYING.get(self.answer("pays"), {})


class TodayForm(GuideForm):
    how = _choice("How do you want to start?", WAYS)
    pregnant = forms.BooleanField(required=False, label="Pregnant")
    under_18 = forms.BooleanField(required=False, label="Under 18")
    field_order = ("danger", "where", "how", "pays", "pregnant", "under_18")


NEEDS = (
    ("on-medicine", "I already take methadone or buprenorphine and want to stay on it"),
    ("withdrawal", "I am worried about withdrawal"),
    ("more-hours", "I want more support each week, but to sleep at home"),
    ("home", "My home is not safe, or I have none"),
    ("tried", "Treatment before did not hold"),
    ("illness", "I have another serious illness"),
    ("mental-health", "I also live with a mental health condition"),
    ("pregnant", "I am pregnant"),
    ("under-18", "I am under 18"),
    ("far", "Getting to a clinic is hard"),
)


class AskForm(GuideForm):
    needs = forms.MultipleChoiceField(
        required=False,
        label="What matters to you?",
        help_text="Tick all that fit.",
        choices=NEEDS,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("danger", "needs", "where", "pays")


@dataclass(frozen=True, slots=True)
class Ready:
    """A search, ready to follow, with what it finds now."""

    url: str
    count: int
    label: str  # "within 25 miles of Boston, MA"


def ready(directory: Index, query: Query) -> Ready:
    form = SearchForm.from_query(QueryDict(urlencode(query, doseq=True)))
    if not form.is_valid():
        return Ready(search_url(query), 0, "")
    count = len(directory.answer(form.question))
    return Ready(search_url(query), count, links.question_label(form))


def search_url(query: Query) -> str:
    return f"{reverse('directory:search')}?{urlencode(query, doseq=True)}"


def around(form: GuideForm, miles: int = 25) -> Query:
    """The place of the answers; a state has no radius."""
    where = {"where": form.answer("where")}
    return where | {"miles": miles} if form.search.question.near else where


def searches_today(form: TodayForm, directory: Index) -> list[Ready]:
    """The search that fits the answers and, where it finds nothing, the wider ones that do."""
    how = form.answer("how") or "any"
    by_phone = {"state": form.state, **TELEHEALTH}
    if how == "phone":
        wanted: list[Query] = [{**by_phone, **form.paying}, by_phone]
    else:
        start = STARTING[how]
        wanted = [
            {**around(form), **start, **form.paying},
            {**around(form), **start},
            {**around(form, miles=100), **start},
            {"state": form.state, **start},
            {**around(form, miles=100), **STARTING["any"]},
            by_phone,
        ]
    found = (ready(directory, query) for query in wanted)
    return [search for search in found if search.count][:1]


def also_today(form: TodayForm, directory: Index) -> list[tuple[str, Ready]]:
    """Searches beside it: by phone, and for whoever is pregnant or under 18."""
    wanted: list[tuple[str, Query]] = []
    if form.answer("how") != "phone":
        wanted.append(("by phone or video", {"state": form.state, **TELEHEALTH}))
    if form.cleaned_data.get("pregnant"):
        wanted.append(
            ("with a program for pregnancy", {**around(form, 100), "population": ["pregnant"]})
        )
    if form.cleaned_data.get("under_18"):
        wanted.append(
            ("with a program for teenagers", {**around(form, 100), "population": ["adolescents"]})
        )
    found = [(label, ready(directory, query)) for label, query in wanted]
    return [(label, search) for label, search in found if search.count]

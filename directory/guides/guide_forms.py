"""The guided paths: a few plain questions that end in a ready search and words to say.

Answers live in the address of the page and nowhere else. An answer that means danger leads to the
emergency, before anything else. Nothing here is a diagnosis: needs become words to ask for, and a
clinician's assessment decides.
"""

from __future__ import annotations

from typing import Any

from django import forms

from directory.index.question import Question
from directory.search.form import problems_in_words

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


def _choice(label: str, choices: tuple[tuple[str, str], ...], **values: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False, label=label, choices=choices, widget=forms.RadioSelect, **values
    )


class GuideForm(forms.Form):
    """What both paths ask. `question` is the search around the place that was said."""

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
        self.question = Question().with_(where=" ".join(where.split()))
        if self.danger_now or "where" in self.errors:
            return values
        if not where:
            self.add_error("where", "Say where, so that we can look near you.")
        for words in problems_in_words(self.question, {"where": where}).values():
            self.add_error("where", words)
        if self.question.is_ambiguous:
            names = "; ".join(str(place) for place in self.question.places[:6])
            self.add_error("where", f"More than one place has this name. Say which: {names}.")
        return values

    def answer(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def state(self) -> str:
        place = self.question.place
        return place.state if place else ""


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

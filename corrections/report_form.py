"""What a reader tells us is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from corrections import tokens
from corrections.models import Problem
from corrections.models.report import ABOUT_A_PHONE, OF_A_CENTER, OF_A_PAGE
from corrections.subjects import Subject
from directory.centers.phone_numbers import phone_links

# What says enough without a word more.
SPEAKS_FOR_ITSELF = (*ABOUT_A_PHONE, Problem.MOVED, Problem.CLOSED)

ENDED = "This form was open for too long. Nothing you wrote is lost: please send it again."
TOO_QUICK = "That went so fast that it looked like a machine. Please send it once more."
TRAPPED = "Something filled in a field that people do not see. Please send the form once more."


class ReportForm(forms.Form):
    """What is wrong with its subject. `form_id` says which form it is, once it is valid."""

    use_required_attribute = False

    problem = forms.ChoiceField(
        label="What is wrong",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what fits best."},
    )
    phone = forms.ChoiceField(
        required=False,
        label="Which number",
        help_text="Only if it is about a phone number.",
        widget=forms.RadioSelect,
    )
    # No max_length: its attribute makes browsers cut off what somebody pastes, without a word.
    details = forms.CharField(
        required=False,
        label="In your own words",
        help_text="Please leave out names and health details, yours and other people’s.",
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[MaxLengthValidator(2000, "Please shorten it to 2,000 letters.")],
    )
    contact = forms.CharField(
        required=False,
        label="How to reach you (optional)",
        help_text="Email or phone, in case we have a question. We delete it 90 days after we answer.",
        validators=[MaxLengthValidator(200, "Please shorten it to 200 letters.")],
    )
    # People never see it; a program that fills in every field does.
    homepage = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, subject: Subject) -> None:
        super().__init__(data)
        self.subject = subject
        self.token: tokens.Token | None = None
        fields: Any = self.fields
        self.phones = phone_links(subject.facility) if subject.facility else []
        fields["problem"].choices = [(p.value, p.label) for p in self._problems()]
        fields["phone"].choices = [
            (p["href"], f"{p['label']}: {p['display']}") for p in self.phones
        ]
        if len(self.phones) < 2:
            del fields["phone"]
        if not self.is_bound:
            self.initial["mark"] = tokens.issue(subject.address)

    def _problems(self) -> list[Problem]:
        offered = OF_A_CENTER if self.subject.facility else OF_A_PAGE
        return [p for p in offered if self.phones or p not in ABOUT_A_PHONE]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        problem = values.get("problem", "")
        values["phone"] = self._phone(problem, values.get("phone", ""))
        if problem and problem not in SPEAKS_FOR_ITSELF and not values.get("details", "x"):
            self.add_error("details", "Say in a few words what is wrong.")
        self._look_for_machines(values)
        return values

    def _phone(self, problem: str, chosen: str) -> str:
        if problem not in ABOUT_A_PHONE:
            return ""
        if len(self.phones) == 1:
            return self.phones[0]["href"]
        if not chosen and "phone" not in self.errors:
            self.add_error("phone", "Choose the number it is about.")
        return chosen

    def _look_for_machines(self, values: dict[str, Any]) -> None:
        """Each of these can happen to a person too, who needs only to send the form again."""
        try:
            self.token = tokens.read(values.get("mark", ""), self.subject.address)
        except tokens.NotGood:
            self.refuse(ENDED)
            return
        if values.get("homepage"):
            self.refuse(TRAPPED)
        elif self.token.is_too_young and not self.errors:
            self.add_error(None, TOO_QUICK)

    def refuse(self, why: str) -> None:
        """Draw it again with a new mark, and with all that was typed."""
        self.add_error(None, why)
        data: Any = self.data
        data = data.copy()
        data["mark"], data["homepage"] = tokens.issue(self.subject.address), ""
        self.data = data

    @property
    def form_id(self) -> str:
        return self.token.form_id if self.token else ""

    @property
    def words(self) -> dict[str, str]:
        """What the report keeps of it."""
        return {n: self.cleaned_data[n] for n in ("problem", "phone", "details", "contact")}

"""How an editor writes a center's phones and facts: in words and ticks, not in codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.models import Facility
from directory.models.facility import Position
from directory.places.states import STATES
from directory.vocabulary.attributes import ATTRIBUTES, Facet, attributes_of
from directory.vocabulary.phones import KINDS, NotAPhone, Phone, parse


class PhonesField(forms.CharField):
    """A number a line, its kind before it: "Intake: (617) 555-0142 ext. 12"."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            f"{KINDS[row['kind']]}: {Phone(row['number'], row['ext']).display}" for row in value
        )

    def clean(self, value: str) -> list[dict[str, str]]:
        return [self._read(line) for line in super().clean(value).splitlines() if line.strip()]

    def _read(self, line: str) -> dict[str, str]:
        name, _, number = line.rpartition(":")
        kinds = {label.lower(): kind for kind, label in KINDS.items()}
        kind = kinds.get(name.strip().lower() or "front desk")
        if kind is None:
            raise ValidationError(f"“{name}” is not one of {', '.join(KINDS.values())}.")
        try:
            phone = parse(number.strip())
        except NotAPhone as error:
            raise ValidationError(f"{error}.") from error
        return {"kind": kind, "number": phone.number, "ext": phone.ext}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class FactsField(forms.MultipleChoiceField):
    """A tick for each attribute the center says yes to; what it says no to stays as it is."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return [key for key, says_yes in value.items() if says_yes]
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class FacilityForm(forms.ModelForm):
    """A center as an editor sees it."""

    state = forms.ChoiceField(choices=[(code, name) for code, name in STATES.items()])
    website = forms.URLField(required=False, max_length=300, assume_scheme="https")
    phones = PhonesField(
        required=False,
        help_text="A line for each: Front desk, Intake or Hotline, then a colon and the number.",
    )
    facts = FactsField(
        required=False,
        label="Says yes to",
        choices=[(f.label, [(a.key, a.label) for a in attributes_of(f)]) for f in Facet],
    )

    class Meta:
        model = Facility
        fields = [
            "name", "program", "kind", "phones", "website", "street", "street2", "city", "state",
            "zip_code", "county", "latitude", "longitude", "facts",
        ]  # fmt: skip

    def clean_facts(self) -> dict[str, bool]:
        before = self.instance.facts
        kept = {k: v for k, v in before.items() if v is False or k not in ATTRIBUTES}
        return kept | dict.fromkeys(self.cleaned_data["facts"], True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        point = values.get("latitude"), values.get("longitude")
        if None in point and point != (None, None):
            self.add_error("longitude", "A position needs both: latitude and longitude.")
        elif {"latitude", "longitude"} & set(self.changed_data):
            self.instance.position = Position.NONE if None in point else Position.LISTED
        return values

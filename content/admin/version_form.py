"""How an editor writes a version of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.models import Page, PageVersion
from content.models.page import State
from content.publishing import workflow

WIDE = {"cols": 100}


class NextStepsField(forms.CharField):
    """What to do next, one a line: the words | the address | a note."""

    widget = forms.Textarea(attrs={"rows": 4, **WIDE})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{step['text']} | {step['href']} | {step['note']}" for step in value)

    def clean(self, value: str) -> list[dict[str, str]]:
        return [self._read(line) for line in super().clean(value).splitlines() if line.strip()]

    def _read(self, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not parts[1].startswith("/"):
            raise ValidationError(
                f"“{line}” needs three parts with | between them: the words, an address of this site "
                "such as /naloxone/, a note."
            )
        return dict(zip(("text", "href", "note"), parts, strict=True))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PageVersionForm(forms.ModelForm):
    """The text of a version. A page has one draft at a time."""

    next_steps = NextStepsField(
        required=False,
        help_text="Two or three, one a line: Get naloxone | /naloxone/ | Where it is free.",
    )

    class Meta:
        model = PageVersion
        fields = ["page", *workflow.TEXT_FIELDS, "publish_at", "ends_at"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 40, **WIDE}),
            "short_version": forms.Textarea(attrs={"rows": 6, **WIDE}),
            "summary": forms.Textarea(attrs={"rows": 2, **WIDE}),
        }

    def clean_page(self) -> Page:
        page = self.cleaned_data["page"]
        drafts = page.versions.filter(state=State.DRAFT).exclude(pk=self.instance.pk)
        if drafts.exists():
            raise ValidationError(
                "This page has a draft already. Finish that one, or put it away first."
            )
        return page

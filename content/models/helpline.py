from __future__ import annotations

from django.db import models

from content.models.from_library import FromLibrary
from content.models.source import Source


class Helpline(FromLibrary):
    """A phone line the site gives out. Its numbers stand here and nowhere else."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    purpose = models.CharField(max_length=200, help_text="What it is for.")
    who_answers = models.CharField(max_length=200)
    cost = models.CharField(max_length=100, help_text="What the caller pays, and who pays for it.")
    hours = models.CharField(max_length=100)
    languages = models.CharField(max_length=100)
    website = models.URLField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="helplines")
    read_in_source_on = models.DateField(
        null=True,
        blank=True,
        help_text="When its details were read in the source. Empty: not yet.",
    )
    called_on = models.DateField(
        null=True, blank=True, help_text="When somebody here dialled it. Empty: never yet."
    )
    order = models.PositiveSmallIntegerField(default=100)
    numbers_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class HelplineNumber(models.Model):
    """One way to reach a helpline."""

    class Kind(models.TextChoices):
        CALL = "call", "Call"
        TEXT = "text", "Text"
        TTY = "tty", "TTY"

    helpline = models.ForeignKey(Helpline, on_delete=models.CASCADE, related_name="numbers")
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.CALL)
    display = models.CharField(max_length=40, help_text="As people write it: 1-800-662-4357.")
    dial = models.CharField(max_length=20, help_text="As a phone dials it: +18006624357.")
    words = models.CharField(
        max_length=60,
        blank=True,
        help_text="What to text, or to press after the call is answered.",
    )

    class Meta:
        ordering = ["helpline", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dial_is_digits", condition=models.Q(dial__regex=r"^\+?[0-9]{3,15}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.display}"

    @property
    def href(self) -> str:
        return f"{'sms' if self.kind == self.Kind.TEXT else 'tel'}:{self.dial}"

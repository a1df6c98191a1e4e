from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from content.models.from_library import FromLibrary
from content.models.page import PageVersion
from content.models.source import Source

LOOK_AGAIN_LATER = "The day to look again comes after the day it was read."
ONLY_A_CHANGE = "Only a rule that begins or ends on a day has words for after that day."
SENTENCE = re.compile(r"[A-Z0-9$“].*[.!?]")


class Figure(FromLibrary):
    """A number or rule that ages. Pages show it by key, `[[figure:key]]`, filled when shown. Its words
    are never taken away by the calendar: a sentence that holds one is whole on any day."""

    class Kind(models.TextChoices):
        """What a passing day does to it."""

        FACT = "fact", "Fact of medicine"
        RULE = "rule", "Law or rule with no end"
        DATED = "dated", "Count or price with its date"
        CHANGE = "change", "Rule that begins or ends on a day"

    key = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=6,
        choices=Kind.choices,
        help_text="A fact does not age. Of a law readers are told, once it is due, that it may have "
        "changed; of a count that newer ones may exist. What begins or ends on a day has words before "
        "and words after it.",
    )
    text = models.CharField(
        max_length=300,
        help_text="As it stands in a sentence. Of a rule that begins or ends on a day: the whole "
        "sentence until that day.",
    )
    changes_on = models.DateField(
        null=True,
        blank=True,
        help_text="Only for a rule that begins or ends: the day from which the second words stand.",
    )
    text_after = models.CharField(
        max_length=300,
        blank=True,
        help_text="The whole sentence from that day on. Empty: there is nothing more to say.",
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures")
    as_of = models.DateField(help_text="The date of the fact.")
    read_on = models.DateField(help_text="The day somebody last read it in its source.")
    look_again = models.DateField(
        help_text="From this day on an editor must look it up again. Readers go on seeing it."
    )

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="figure_is_looked_up_again_after_it_was_read",
                condition=Q(look_again__gt=models.F("read_on")),
                violation_error_message=LOOK_AGAIN_LATER,
            ),
            models.CheckConstraint(
                name="figure_has_words",
                condition=~Q(text=""),
                violation_error_message="Without words every sentence that shows it would break.",
            ),
            models.CheckConstraint(
                name="figure_that_changes_has_a_day",
                condition=Q(kind="change", changes_on__isnull=False) | ~Q(kind="change"),
                violation_error_message="Say on which day the rule begins or ends.",
            ),
            models.CheckConstraint(
                name="only_a_figure_that_changes_has_words_after",
                condition=Q(kind="change") | Q(changes_on__isnull=True, text_after=""),
                violation_error_message=ONLY_A_CHANGE,
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A rule that begins or ends is told in whole sentences: either can stand in the page, or none."""
        if self.kind == self.Kind.CHANGE:
            for name in ("text", "text_after"):
                words = getattr(self, name)
                if words and not SENTENCE.fullmatch(words):
                    raise ValidationError({name: f"Make it a whole sentence: “{words}”"})

    def words(self, *, on: date) -> str:
        """What readers see on a day: never empty, but after a rule's end where nothing follows it."""
        has_changed = self.changes_on is not None and on >= self.changes_on
        return self.text_after if has_changed else self.text

    def is_due(self, *, on: date) -> bool:
        """Whether an editor must look it up again."""
        return on >= self.look_again


class FigureUse(models.Model):
    """That a version shows a figure, in its words or in a picture: it cannot be deleted meanwhile."""

    version = models.ForeignKey(PageVersion, on_delete=models.CASCADE, related_name="figure_uses")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        ordering = ["version", "figure"]
        constraints = [
            models.UniqueConstraint(fields=["version", "figure"], name="figure_use_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} in {self.version}"

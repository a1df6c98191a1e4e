from __future__ import annotations

from django.db import models

from content.models.from_library import FromLibrary
from content.models.page import Page


class Synonym(FromLibrary):
    """What people type, and the words of ours that it means: "dope sick" means withdrawal."""

    phrase = models.CharField(max_length=80, unique=True, help_text="As people type it.")
    means = models.CharField(max_length=120, help_text="Words that our pages use.")

    class Meta:
        ordering = ["phrase"]

    def __str__(self) -> str:
        return f"{self.phrase} → {self.means}"


class SearchDocument(models.Model):
    """One thing that a search can find. Derived: `content.search.making` makes all of them anew."""

    class Kind(models.TextChoices):
        PAGE = "page", "Page"
        QUESTION = "question", "Question"
        TERM = "term", "Word"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400)  # slots in it are filled when it is shown
    url = models.CharField(max_length=200)
    # Stems, as content.search.query.tokens makes them: of the title, of what stands near it, of all else.
    title_stems = models.TextField()
    near_stems = models.TextField()
    body_stems = models.TextField()
    # A line for each way in which people ask for it: its title, its other names, its editors' list;
    # and for each of its headings, which ask for a part of it.
    asked_stems = models.TextField(default="")
    part_stems = models.TextField(default="")
    sentences = models.TextField(default="")  # a line each: those that can be shown alone
    # Of a page itself, with the pages of other topics that are most like it, the nearest first.
    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="found_as")
    related = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class SearchVocabulary(models.Model):
    """What all documents hold together, and the revision of the pages that they were made for."""

    revision = models.PositiveBigIntegerField(default=0)
    making_until = models.DateTimeField(null=True)  # somebody makes them anew, or has failed to
    words = models.JSONField(default=list)  # every word, for spelling suggestions
    names = models.JSONField(default=list)  # those of them that are always written with a capital
    frequencies = models.JSONField(default=dict)  # in how many documents each stem stands
    documents = models.PositiveIntegerField(default=0)
    # When a version is next to begin or end: from then on the documents must be made anew.
    renew_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.documents} documents"

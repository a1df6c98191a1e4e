from __future__ import annotations

import uuid
from datetime import date, timedelta
from functools import cache

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

from directory.vocabulary.attributes import Facet, attributes_of
from directory.vocabulary.names import full_name, sort_key

STALE_AFTER = timedelta(days=180)

# The namespace of every facility's UUID: version 5 of its first key, so that a rebuilt database
# gives the same center the same address. Never change it.
NAMESPACE = uuid.UUID("6f1d2a52-8c0e-5b0e-9a55-4b7a2f6f3c11")

# Crockford's base 32 without the letters that are read as digits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def identity(key: str) -> tuple[uuid.UUID, str]:
    """The UUID and short id (10 characters, 50 bits) of the place first seen under `key`."""
    uid = uuid.uuid5(NAMESPACE, key)
    bits = uid.int >> 78
    return uid, "".join([_PAIRS[bits >> shift & 1023] for shift in (40, 30, 20, 10, 0)])


A_SHORT_ID = "0" * 10


@cache
def _address(language: str | None) -> str:
    """The address of a facility, with marks where its short id and its slug go."""
    return reverse("directory:facility", args=[A_SHORT_ID, "-slug-"])


class Kind(models.TextChoices):
    """What SAMHSA lists a row as. Its files say SA or SU for the same thing."""

    SU = "SU", "Substance use treatment facility"
    OTP = "OTP", "Opioid treatment program"


class Position(models.TextChoices):
    """Where a facility's point comes from."""

    LISTED = "listed", "As listed"
    ZIP = "zip", "The middle of its ZIP code: distances are approximate"
    NONE = "none", "Unknown"


class FacilityQuerySet(models.QuerySet["Facility"]):
    def listed(self) -> FacilityQuerySet:
        return self.filter(is_listed=True)

    def in_order(self, pks: list[int]) -> list[Facility]:
        """Those facilities in that order; one that vanished meanwhile is skipped."""
        found = {facility.pk: facility for facility in self.filter(pk__in=pks).order_by()}
        return [found[pk] for pk in pks if pk in found]

    def samples(self) -> FacilityQuerySet:
        return self.filter(is_sample=True)

    def real(self) -> FacilityQuerySet:
        return self.filter(is_sample=False)


class Facility(models.Model):
    """A treatment center at one address, with what it says of itself."""

    # Identity, given at first sight and kept through renames and re-imports.
    uid = models.UUIDField(unique=True, editable=False)
    short_id = models.CharField(max_length=16, unique=True, editable=False)
    key = models.CharField(
        max_length=400, unique=True, editable=False, help_text="How the next import finds it."
    )

    kind = models.CharField(max_length=3, choices=Kind.choices, default=Kind.SU)
    name = models.CharField(max_length=200)
    program = models.CharField(
        max_length=200, blank=True, help_text="The second line of its name."
    )
    street = models.CharField(max_length=200, blank=True)
    street2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2, db_index=True)
    zip_code = models.CharField("ZIP code", max_length=5)
    county = models.CharField(max_length=100, blank=True)
    # [{"kind": "main" | "intake" | "hotline", "number": "2055550100", "ext": "12"}], the first to call first
    phones = models.JSONField(default=list, blank=True)
    website = models.URLField(max_length=300, blank=True)

    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position = models.CharField(
        max_length=6, choices=Position.choices, default=Position.NONE, editable=False
    )

    # attribute key -> True (it says yes) or False (it says no). A key that is absent: nothing said.
    facts = models.JSONField(default=dict, blank=True)
    # [[category, label]] as the source wrote them, where we know no attribute for them.
    unknown_facts = models.JSONField(default=list, blank=True, editable=False)

    source = models.CharField(max_length=100)
    as_of = models.DateField("as of", help_text="The date of the source's data.")
    is_listed = models.BooleanField(default=True)
    delisted_on = models.DateField(null=True, blank=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)
    held_fields = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Fields an editor set; imports keep them.",
    )
    sort_key = models.CharField(max_length=400, editable=False)
    row_digest = models.BigIntegerField(
        null=True,
        editable=False,
        help_text="Of the source's row as it was read last. None: read it each time.",
    )
    first_seen = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "facilities"
        ordering = ["state", "sort_key", "pk"]
        indexes = [models.Index(fields=["state", "city"]), models.Index(fields=["zip_code"])]
        constraints = [
            models.CheckConstraint(
                name="delisted_facility_has_a_date",
                condition=Q(is_listed=True, delisted_on=None)
                | Q(is_listed=False, delisted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="facility_point_is_whole",
                condition=Q(latitude=None, longitude=None, position="none")
                | Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    position__in=["listed", "zip"],
                ),
            ),
            models.CheckConstraint(
                name="sample_is_called_example",
                condition=Q(is_sample=False) | Q(name__startswith="Example"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return self.address_in(get_language())

    def address_in(self, language: str | None) -> str:
        # The pattern is looked up once: a list has many, and each look takes 20 µs.
        pattern = _address(language)
        return pattern.replace(A_SHORT_ID, self.short_id).replace("-slug-", self.slug)

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.program)

    @property
    def slug(self) -> str:
        return slugify(f"{self.name} {self.city} {self.state}")[:80] or "center"

    def is_stale(self, *, on: date) -> bool:
        """Whether its facts are so old that a caller should ask again."""
        return on - self.as_of > STALE_AFTER

    def yes(self, facet: Facet) -> list:
        """The attributes of `facet` it says yes to, in the facet's order."""
        return [a for a in attributes_of(facet) if self.facts.get(a.key) is True]

    def make_sort_key(self) -> str:
        return sort_key(f"{self.name} {self.program}")

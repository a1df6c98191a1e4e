from __future__ import annotations

from django.db import models


class Place(models.Model):
    """A ZIP code, city or state to search around. A name may mean several."""

    class Kind(models.TextChoices):
        ZIP = "zip", "ZIP code"
        CITY = "city", "City"
        STATE = "state", "State"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, help_text="The name as it is compared.")
    state = models.CharField(max_length=2)
    county = models.CharField(max_length=80, blank=True)
    # Degrees; a ZIP code without a known point has none.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    zip_count = models.PositiveIntegerField(default=1, help_text="How many ZIP codes it covers.")

    class Meta:
        indexes = [models.Index(fields=["kind", "folded"])]
        constraints = [
            models.UniqueConstraint(fields=["kind", "folded", "state"], name="place_is_unique"),
            models.CheckConstraint(
                name="place_point_is_whole",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return {
            self.Kind.ZIP: f"ZIP code {self.name}",
            self.Kind.CITY: f"{self.name}, {self.state}",
            self.Kind.STATE: self.name,
        }[self.Kind(self.kind)]

    @property
    def is_state(self) -> bool:
        return self.kind == self.Kind.STATE

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

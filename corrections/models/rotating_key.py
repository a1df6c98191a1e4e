from __future__ import annotations

from django.db import models


class RotatingKey(models.Model):
    """A random key that is deleted when its time is over (corrections.keys)."""

    purpose = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    secret = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "number"], name="one_key_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"

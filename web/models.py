"""How often the site changed, and where what moved stands now."""

from __future__ import annotations

from django.db import models


class Revision(models.Model):
    """How often a part of the site was changed, as the database itself counts it by triggers (the parts
    are named in `treatinfo.serving.watched`)."""

    part = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.part} {self.number}"


class Moved(models.Model):
    """An address that was given up, and the one that took its place: for good."""

    old = models.CharField(max_length=200, unique=True)
    new = models.CharField(max_length=200)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nothing_moves_to_itself", condition=~models.Q(old=models.F("new"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

from __future__ import annotations

from django.db import models


class Edition(models.Model):
    """Which edition of the site readers see: one row, whose number grows with every change to what
    public pages are made of. The database counts it itself (`treatinfo.serving.revision`)."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

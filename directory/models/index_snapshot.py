from __future__ import annotations

from django.db import models


class IndexSnapshot(models.Model):
    """The index (`directory.index`) as stored: one row, with the revision of the centers that it was
    made for. Derived: `manage.py check_index` checks it and makes it anew."""

    revision = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now=True)
    data = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"revision {self.revision}"

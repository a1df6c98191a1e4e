from __future__ import annotations

from django.db import models


class IndexSnapshot(models.Model):
    """The index (directory.index) as bytes, with the stamp of the data it was made from: one row.

    Derived: `manage.py check_index` rebuilds and checks it.
    """

    stamp = models.UUIDField()
    blob = models.BinaryField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.stamp)

from __future__ import annotations

from collections.abc import Iterator

from django.db import models


class IndexSnapshot(models.Model):
    """The index (directory.index) as stored, with the stamp of the data it was made from: one row.

    Derived: `manage.py check_index` rebuilds and checks it.
    """

    stamp = models.UUIDField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.stamp)

    def in_order(self) -> Iterator[bytes]:
        """Its pieces, one at a time."""
        pieces = self.pieces.order_by("number").values_list("data", flat=True)
        return map(bytes, pieces.iterator(chunk_size=1))


class IndexPiece(models.Model):
    """A megabyte of the stored index: whoever writes or reads it never holds the whole in memory."""

    snapshot = models.ForeignKey(IndexSnapshot, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "number"], name="index_piece_has_its_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}, piece {self.number}"

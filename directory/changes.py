"""What follows any change to centers, by import or by an editor."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from directory import index
from directory.models import IndexSnapshot


@transaction.atomic
def renew() -> None:
    """Make the index anew and stamp it. Call it last, in the transaction of the change."""
    snapshot = IndexSnapshot.objects.order_by("-pk").first() or IndexSnapshot()
    snapshot.stamp = uuid4()
    snapshot.save()
    snapshot.pieces.all().delete()
    for number, data in enumerate(index.to_pieces(index.build())):
        snapshot.pieces.create(number=number, data=data)

"""What the files in `content/library` leave behind in the database."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models


class FromLibrary(models.Model):
    """A record that a library file may have written and an editor may since have changed.

    `library_digest` is the digest of the values that the file gave. While the record's own values
    still have that digest nobody has touched it, and a newer file may replace it.
    """

    library_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


def digest(values: dict[str, Any]) -> str:
    """A fingerprint of a record's values, the same for equal values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()

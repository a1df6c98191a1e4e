"""The signed mark in a report form: it stands in for the cookie that readers never get.

It says which form this is, what it is about and when it was drawn. Nobody else can make one, it ends,
and one mark is good for one report.
"""

from __future__ import annotations

import secrets
import time
from typing import NamedTuple

from django.core import signing

SALT = "corrections.report"
SHORTEST = 3  # seconds that a person needs at least
LONGEST = 24 * 3600


class NotGood(Exception):
    """No mark of ours for this form, or one that has ended."""


class Token(NamedTuple):
    form_id: str
    drawn_at: float

    @property
    def is_too_young(self) -> bool:
        return time.time() - self.drawn_at < SHORTEST


def issue(about: str) -> str:
    """A new mark for a form about this address."""
    return signing.dumps([secrets.token_hex(16), about, time.time()], salt=SALT)


def read(mark: str, about: str) -> Token:
    """What a mark says, or NotGood."""
    try:
        form_id, subject, drawn_at = signing.loads(mark, salt=SALT, max_age=LONGEST)
    except signing.BadSignature as error:
        raise NotGood from error
    if subject != about:
        raise NotGood
    return Token(form_id, drawn_at)

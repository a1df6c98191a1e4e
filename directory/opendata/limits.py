"""How often one address may ask programs' addresses: files and APIs, never pages.

Fixed windows of a minute. What is counted is a keyed hash of the address that changes each day; the
address itself is neither stored nor logged. The counts stay in the memory of each process: in the
database each read would be a write. With several processes the limit is looser, never tighter.
"""

from __future__ import annotations

import hmac
import time
from hashlib import sha256

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest

from web.callers import client_address

WINDOW = 60  # seconds
REQUESTS = 120  # a window

counts = LocMemCache("opendata limits", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


def seconds_to_wait(request: HttpRequest) -> int:
    """0 while the address behind the request may go on; else how long until it may."""
    now = time.time()
    window = int(now // WINDOW)
    key = f"{window}:{_pseudonym(request, day=int(now // 86400))}"
    counts.add(key, 0, timeout=2 * WINDOW)
    try:
        count = counts.incr(key)
    except ValueError:  # dropped to make room
        return 0
    return 0 if count <= REQUESTS else max(1, round((window + 1) * WINDOW - now))


def _pseudonym(request: HttpRequest, *, day: int) -> str:
    text = f"{day}|{client_address(request)}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()[:32]

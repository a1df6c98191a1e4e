"""Which internet address a request comes from. Asked only to count and compare; never kept in clear."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = ""


def client_address(request: HttpRequest) -> str:
    """The reader's internet address, trusting exactly settings.PROXIES proxies in front of us.

    Each proxy writes down who called it. What stands further left than our own proxies was written
    by the caller, who may write anything.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.PROXIES
    named = passed_on[-proxies] if 0 < proxies <= len(passed_on) else nearest
    return _address(named) or _address(nearest)


def _address(text: str) -> str:
    """An address as one text: no port, no zone, IPv4 as itself. Empty: it is none."""
    text = text.strip().partition("%")[0]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return UNKNOWN
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)

"""Which internet address a request comes from. Asked only to count and compare; never kept in clear."""

from __future__ import annotations

import hmac
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


def same_caller(address: str) -> str:
    """What a limit counts: one address, or the 64 bits of it that a home or phone is given."""
    return shared_part(address, v4=32, v6=64)


def shared_part(address: str, *, v4: int, v6: int) -> str:
    """The network of an address: its first bits, as many as are said for its kind."""
    if not address:
        return UNKNOWN
    bits = v6 if ":" in address else v4
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def scrambled(text: str, key: str) -> str:
    """A keyed hash of an address or network: noise, once the key is gone.

    The site's own SECRET_KEY goes in too, so that a copy of the database alone, key and all, does not
    give the few billion possible addresses away by trial.
    """
    return hmac.digest(f"{key}{settings.SECRET_KEY}".encode(), text.encode(), "sha256").hex()[:32]


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

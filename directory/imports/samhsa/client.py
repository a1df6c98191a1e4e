"""FindTreatment.gov's export, asked for one page at a time, again where asking again may help.

SAMHSA asks those who use the export regularly to register; `settings.USER_AGENT` says who we are.
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.http import parse_http_date_safe
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from directory.imports.samhsa.records import Refused

LARGEST_PAGE = 2000
LONGEST_REST = 60  # seconds

Page = dict[str, Any]


class Unreachable(Refused):
    """FindTreatment.gov does not answer, here or now."""


class Hiccup(Exception):
    """An answer that may be right the next time, at the earliest after so many seconds."""

    def __init__(self, words: str, *, rest: float = 0) -> None:
        super().__init__(words)
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Client:
    """How long it waits for an answer, how often it asks, and how long it rests at first.

    It rests twice as long each time, and a bit more by chance: many who failed together don't come back
    so.
    """

    timeout: float = 60
    attempts: int = 5
    first_rest: float = 1
    sleep: Callable[[float], None] = time.sleep

    def check_reach(self) -> None:
        """Ask for one row, once."""
        try:
            self._ask(1, 1)
        except (Hiccup, Refused) as error:
            raise Unreachable(f"FindTreatment.gov can't be reached: {error}.") from error

    def page(self, number: int, size: int) -> Page:
        """A page, asked for until it comes whole."""
        patiently = Retrying(
            retry=retry_if_exception_type(Hiccup),
            stop=stop_after_attempt(self.attempts),
            wait=self._rest,
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return patiently(self._ask, number, size)
        except Hiccup as last:
            raise Refused(
                f"FindTreatment.gov did not give page {number:,} in {self.attempts} attempts: "
                f"{last}. Nothing was changed; the pages that came are kept. Run it again later to "
                "go on."
            ) from last

    def _rest(self, state: RetryCallState) -> float:
        """As long as we would, or as they ask where that is longer."""
        own = wait_exponential_jitter(
            multiplier=self.first_rest, jitter=self.first_rest, max=LONGEST_REST
        )
        error = state.outcome and state.outcome.exception()
        return max(own(state), error.rest if isinstance(error, Hiccup) else 0)

    def _ask(self, number: int, size: int) -> Page:
        """One page, once. `Hiccup`: asking again may help."""
        query = urlencode({"sType": "sa", "page": number, "pageSize": size})
        headers = {
            "User-Agent": settings.USER_AGENT,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        request = Request(f"{settings.FINDTREATMENT_URL}?{query}", headers=headers)
        try:
            with urlopen(request, timeout=self.timeout) as answer:
                body = answer.read()
                if answer.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
        except HTTPError as error:
            error.close()
            raise _meaning_of(error) from error
        except (OSError, EOFError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)  # of a URLError, what went wrong below it
            words = getattr(reason, "strerror", None) or reason
            raise Hiccup(f"no whole answer came ({words})") from error
        return _checked(body, number)


def _meaning_of(error: HTTPError) -> Hiccup | Refused:
    """Whether a status that is no answer may be one the next time, and when that is."""
    if error.code < 500 and error.code != http.client.TOO_MANY_REQUESTS:
        return Refused(
            f"FindTreatment.gov refused with status {error.code}. Its address or its rules may "
            "have changed: see https://findtreatment.gov/developers."
        )
    words = f"it answered with status {error.code}"
    if error.code in (http.client.TOO_MANY_REQUESTS, http.client.SERVICE_UNAVAILABLE):
        return Hiccup(words, rest=_asked_rest(error.headers.get("Retry-After", "")))
    return Hiccup(words)


def _asked_rest(retry_after: str) -> float:
    """The seconds of a Retry-After header, or until its date. 0: it says nothing that we understand, or
    wants more than a minute, for which nobody sits and waits."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        seconds = float(retry_after)
    else:
        seconds = (parse_http_date_safe(retry_after) or 0) - time.time()
    return seconds if 0 < seconds <= LONGEST_REST else 0


def _checked(body: bytes, number: int) -> Page:
    """The page in an answer, if it is one."""
    if body.lstrip()[:1] == b"<":
        raise Hiccup("it sent a web page instead of data")
    try:
        page = json.loads(body)
    except ValueError as error:
        raise Hiccup("its answer breaks off, or is not JSON") from error
    if not (isinstance(page, dict) and isinstance(page.get("rows"), list)):
        raise Hiccup("its answer holds no rows")
    if not all(isinstance(page.get(name), int) for name in ("totalPages", "recordCount")):
        raise Hiccup("its answer does not say how many rows there are")
    if not page["rows"]:
        raise Hiccup(f"page {number:,} of {page['totalPages']:,} is empty")
    return page

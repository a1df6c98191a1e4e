"""FindTreatment.gov, live: its whole national export, page by page, saved before it is read.

SAMHSA asks those who use the export regularly to register; `settings.USER_AGENT` says who we are.
"""

from __future__ import annotations

import gzip
import http.client
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils import timezone

from directory.imports import runs
from directory.imports.samhsa import export, source_files
from directory.imports.samhsa.records import Refused
from directory.models import ImportRun, Kind
from directory.places.states import STATES

PAGE_SIZE = 500
LARGEST_PAGE = 2000
REACH_SECONDS = 5
WHAT_IT_FETCHES = (
    "Fetching the national list of treatment centers from FindTreatment.gov: about 13,000 rows, "
    "60 MB. SAMHSA asks those who fetch it regularly to register: FindTreatment@samhsa.hhs.gov."
)

Progress = Callable[[str], None]
Page = dict[str, Any]


class Unreachable(Refused):
    """FindTreatment.gov does not answer, here or now."""


class Hiccup(Exception):
    """An answer that may be right the next time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an answer, how often to ask, and how long to rest at first."""

    timeout: float = 60
    attempts: int = 5
    first_rest: float = 1

    def rest(self, attempt: int) -> None:
        """Twice as long each time, give or take a half: many who failed together don't come back so."""
        time.sleep(self.first_rest * 2**attempt * random.uniform(0.5, 1.5))


def fetch_and_load(
    *,
    page_size: int = PAGE_SIZE,
    fresh: bool = False,
    progress: Progress | None = None,
    can_reach_within: float | None = REACH_SECONDS,
    patience: Patience | None = None,
) -> ImportRun:
    """The current national export into the directory.

    First it asks for one row, and raises `Unreachable` when that takes longer than so many seconds;
    with None it goes straight to work, and has patience. Any other refusal is a run, like one of
    `loading.load`: see its status and message.
    """
    if can_reach_within is not None:
        check_reach(can_reach_within)
    # The run begins before the first page: while it is under way, the directory's pages say so.
    run = runs.begin(source=settings.FINDTREATMENT_URL)
    try:
        folder = fetch(
            page_size=page_size,
            fresh=fresh,
            progress=runs.heartbeat(run, progress),
            patience=patience,
        )
    except Refused as refusal:
        return runs.refuse(run, str(refusal))
    except BaseException as error:
        runs.fail(run, error)
        raise
    return runs.load(
        export.read_folder(folder),
        run=run,
        as_of=date.fromisoformat(folder.name),
        digest=source_files.digest_of(folder),
        # The export speaks for the whole country.
        states=STATES,
        kinds=Kind.values,
        progress=progress,
    )


def folder_of_today() -> Path:
    return settings.VAR_DIR / "downloads" / timezone.localdate().isoformat()


def check_reach(seconds: float) -> None:
    """Ask for one row, once."""
    try:
        _ask(1, 1, timeout=seconds)
    except (Hiccup, Refused) as error:
        raise Unreachable(f"FindTreatment.gov can't be reached: {error}.") from error


def fetch(
    *,
    page_size: int = PAGE_SIZE,
    fresh: bool = False,
    progress: Progress | None = None,
    patience: Patience | None = None,
) -> Path:
    """Save today's export in a folder, a file a page; pages already there are not fetched again."""
    folder = folder_of_today()
    folder.mkdir(parents=True, exist_ok=True)
    if fresh or not _goes_on(folder, page_size):
        _discard(folder)
    rows_read, number, first = 0, 1, None
    while first is None or number <= first["totalPages"]:
        page = _page(folder, number, page_size, patience or Patience())
        first = first or page
        rows_read += len(page["rows"])
        if page["recordCount"] != first["recordCount"]:
            _discard(folder)
            raise Refused("The list changed while it was fetched. Run it again in a few minutes.")
        if progress:
            pages, rows = first["totalPages"], first["recordCount"]
            progress(f"page {number:,} of {pages:,}, {rows_read:,} of {rows:,}")
        number += 1
    if rows_read != first["recordCount"]:
        _discard(folder)
        raise Refused(
            f"FindTreatment.gov says it has {first['recordCount']:,} rows but sent {rows_read:,}. "
            "Nothing was changed. Run it again in a few minutes."
        )
    return folder


def _goes_on(folder: Path, page_size: int) -> bool:
    """Whether the pages in `folder` are of this size, so that the rest can be added to them."""
    paths = export.page_files(folder)
    return not paths or export.load_page(paths[0])["pageSize"] == page_size


def _discard(folder: Path) -> None:
    for path in export.page_files(folder):
        path.unlink()


def _page(folder: Path, number: int, page_size: int, patience: Patience) -> Page:
    """A page: as saved, else asked for until it comes, then saved whole or not at all."""
    path = folder / f"page-{number:04}.json.gz"
    if path.exists():
        return export.load_page(path)
    page = _ask_patiently(number, page_size, patience) | {"pageSize": page_size}
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(gzip.compress(json.dumps(page).encode(), compresslevel=6, mtime=0))
    unfinished.replace(path)
    return page


def _ask_patiently(number: int, page_size: int, patience: Patience) -> Page:
    for attempt in range(patience.attempts):
        if attempt:
            patience.rest(attempt - 1)
        try:
            return _ask(number, page_size, timeout=patience.timeout)
        except Hiccup as error:
            last = error
    raise Refused(
        f"FindTreatment.gov did not give page {number:,} in {patience.attempts} attempts: {last}. "
        "Nothing was changed; the pages that came are kept. Run it again later to go on."
    )


def _ask(number: int, page_size: int, *, timeout: float) -> Page:
    """One page, once. `Hiccup`: asking again may help."""
    query = urlencode({"sType": "sa", "page": number, "pageSize": page_size})
    headers = {
        "User-Agent": settings.USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
    }
    request = Request(f"{settings.FINDTREATMENT_URL}?{query}", headers=headers)
    try:
        with urlopen(request, timeout=timeout) as answer:
            body = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
    except HTTPError as error:
        error.close()
        if error.code < 500 and error.code != http.client.TOO_MANY_REQUESTS:
            raise Refused(
                f"FindTreatment.gov refused with status {error.code}. Its address or its rules may "
                "have changed: see https://findtreatment.gov/developers."
            ) from error
        raise Hiccup(f"it answered with status {error.code}") from error
    except (OSError, EOFError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)  # of a URLError, what went wrong below it
        words = getattr(reason, "strerror", None) or reason
        raise Hiccup(f"no whole answer came ({words})") from error
    return _checked(body, number)


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

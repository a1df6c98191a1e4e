"""FindTreatment.gov, live: its whole national export, page by page, saved before it is read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from directory.imports import runs
from directory.imports.samhsa import export, source_files
from directory.imports.samhsa.client import Client, Page
from directory.imports.samhsa.records import Refused
from directory.models import ImportRun, Kind
from directory.places.states import STATES

PAGE_SIZE = 500
REACH_SECONDS = 5
WHAT_IT_FETCHES = (
    "Fetching the national list of treatment centers from FindTreatment.gov: about 13,000 rows, "
    "60 MB. SAMHSA asks those who fetch it regularly to register: FindTreatment@samhsa.hhs.gov."
)

Progress = Callable[[str], None]


def fetch_and_load(
    *,
    page_size: int = PAGE_SIZE,
    fresh: bool = False,
    progress: Progress | None = None,
    can_reach_within: float | None = REACH_SECONDS,
    client: Client | None = None,
) -> ImportRun:
    """The current national export into the directory.

    First it asks for one row, and raises `Unreachable` when that takes longer than so many seconds;
    with None it goes straight to work, and has patience. Any other refusal is a run, like one of
    `runs.load`: see its status and message.
    """
    if can_reach_within is not None:
        Client(timeout=can_reach_within).check_reach()
    # The run begins before the first page: while it is under way, the directory's pages say so.
    run = runs.begin(source=settings.FINDTREATMENT_URL)
    try:
        folder = fetch(
            page_size=page_size,
            fresh=fresh,
            progress=runs.heartbeat(run, progress),
            client=client,
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


def fetch(
    *,
    page_size: int = PAGE_SIZE,
    fresh: bool = False,
    progress: Progress | None = None,
    client: Client | None = None,
) -> Path:
    """Save today's export in a folder, a file a page; pages already there are not fetched again."""
    folder = folder_of_today()
    folder.mkdir(parents=True, exist_ok=True)
    if fresh or not _goes_on(folder, page_size):
        _discard(folder)
    rows_read, number, first = 0, 1, None
    while first is None or number <= first["totalPages"]:
        page = _page(folder, number, page_size, client or Client())
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


def _page(folder: Path, number: int, page_size: int, client: Client) -> Page:
    """A page: as saved, else asked for until it comes, then saved whole or not at all."""
    path = folder / f"page-{number:04}.json.gz"
    if path.exists():
        return export.load_page(path)
    page = client.page(number, page_size) | {"pageSize": page_size}
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(gzip.compress(json.dumps(page).encode(), compresslevel=6, mtime=0))
    unfinished.replace(path)
    return page

"""What was measured, as Markdown tables of ratios and as JSON."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench import goals
from tests.bench.content import Served
from tests.bench.importing import AGAIN, FIRST, RAW, Import
from tests.bench.machine import CLIENT_CORE, SERVER_CORE, THREADS
from tests.bench.memory import Held
from tests.bench.report_searches import searches
from tests.bench.search import Timed
from tests.bench.serving import SLOW, WORKERS, Asked, Met
from tests.bench.tables import table
from tests.bench.weighing import Weighed

NAMED = ("Django", "granian", "datasette", "gunicorn", "sqlite-utils", "psycopg")
# A client that is this busy was the slower of the two: requests a second say nothing then.
TOO_BUSY = 0.9


@dataclass
class Results:
    """All of one run; what was not asked for is empty."""

    searches: list[Timed] = field(default_factory=list)
    content: list[Served] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    memory: list[Held] = field(default_factory=list)
    weights: list[Weighed] = field(default_factory=list)
    servers: list[Met] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"machine": machine(), **asdict(self)}


def machine() -> dict[str, Any]:
    found: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cpu": _cpu_name(),
        "cores": os.cpu_count(),
        "server_core": SERVER_CORE,
        "client_core": CLIENT_CORE,
        "python": platform.python_version(),
        "granian_threads": THREADS,
        "load_at_end": round(os.getloadavg()[0], 2),
    }
    for name in NAMED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")


def markdown(results: Results) -> str:
    about = machine()
    words = ", ".join(f"{name} {about[name]}" for name in ("python", *NAMED) if about[name])
    how = (
        f"Measured {about['at']} on {about['cores']} cores ({about['cpu']}); {words}; "
        f"{THREADS} threads in every granian; load at the end {about['load_at_end']}."
    )
    parts = [
        how,
        *searches(results.searches),
        *_content(results.content),
        *_imports(results.imports),
        *_servers(results.servers),
        *_memory(results.memory),
        *_weights(results.weights),
    ]
    return "\n\n".join(parts) + "\n"


def _content(found: list[Served]) -> list[str]:
    if not found:
        return []
    constant = {served.page: served for served in found if served.side == "constant bytes"}
    rows = []
    for served in found:
        against = constant.get(served.page)
        by_speed = f"{served.per_second / against.per_second:.3f}" if against else "–"
        by_cpu = f"{against.cpu_each / served.cpu_each:.3f}" if against else "–"
        busy = " (client at its limit)" if served.client_busy > TOO_BUSY else ""
        rows.append(
            [
                served.page,
                served.side,
                f"{served.bytes_each:,}",
                f"{served.per_second:,.0f}{busy}",
                f"{served.cpu_each * 1e6:,.0f}",
                by_speed,
                by_cpu,
            ]
        )
    header = ["page", "side", "bytes", "a second", "CPU µs each", "of constant", "of it by CPU"]
    goal = f"Goal: {goals.CONTENT_UNDER_GRANIAN:g} of constant bytes under granian."
    return ["### Pages, 32 connections", goal, table(header, rows)]


def _servers(found: list[Met]) -> list[str]:
    if not found:
        return []
    rows = [
        [
            met.server,
            f"{met.per_second:,.0f}",
            f"{met.cpu_each * 1e6:,.0f}",
            f"{met.calm_ms:.1f}",
            "no answer" if met.slow_ms is None else f"{met.slow_ms:.1f}",
            _asked(met.reload),
            _asked(met.death),
        ]
        for met in found
    ]
    header = [
        f"server, {WORKERS} workers",
        "a second",
        "CPU µs each",
        "a reader waits, ms",
        f"beside {2 * SLOW} slow ones",
        "all workers anew",
        "a worker killed",
    ]
    return ["### The server: a content page of the site", table(header, rows)]


def _asked(readers: Asked) -> str:
    return f"{readers.failed:,} of {readers.asked:,} in vain, the slowest {readers.longest_ms:,.0f} ms"


def _imports(found: list[Import]) -> list[str]:
    if not found:
        return []
    raw = {each.size: each for each in found if each.way == RAW}
    wanted = {FIRST: f"{goals.IMPORT_FIRST:g}", AGAIN: f"{goals.IMPORT_AGAIN:g}"}
    rows = []
    for each in found:
        peak = goals.IMPORT_PEAK_MB.get(each.size) if each.way in wanted else None
        rows.append(
            [
                f"{each.size:,}",
                each.way,
                f"{each.seconds:.2f}",
                f"{each.cpu:.2f}",
                f"{each.seconds / raw[each.size].seconds:.2f}",
                f"{each.cpu / raw[each.size].cpu:.2f}",
                wanted.get(each.way, "–"),
                f"{each.peak_mb:,.0f}" + (f" (goal {peak:g})" if peak else ""),
            ]
        )
    header = ["rows", "way", "seconds", "CPU s", "of raw", "by CPU", "goal", "peak MB"]
    return ["### Import of the v2 file", table(header, rows)]


def _memory(found: list[Held]) -> list[str]:
    if not found:
        return []
    empty = next(held.resident_mb for held in found if held.size == 0)
    rows = []
    for held in found:
        goal = goals.MEMORY_MB.get(held.size)
        above = f"{held.resident_mb - empty:.1f}" if held.size else "–"
        asked = f"{goal:g}" if goal else "–"
        rows.append([f"{held.size:,}", f"{held.resident_mb:.1f}", above, asked])
    header = ["centers", "worker MB", "above an empty directory", "goal"]
    return ["### Memory of a worker after searches", table(header, rows)]


def _weights(found: list[Weighed]) -> list[str]:
    if not found:
        return []
    rows = []
    for each in found:
        weight = each.weight
        over = weight.total - goals.FIRST_VIEW
        rows.append(
            [
                each.kind,
                f"{weight.total:,}" + (f" (**{over:,} over**)" if over > 0 else ""),
                f"{weight.html:,}",
                f"{weight.headers:,}",
                f"{weight.style:,}",
                f"{weight.script:,}",
                f"{weight.pictures:,}",
                f"`{each.path}`, the heaviest of {each.pages}",
            ]
        )
    header = ["page", "bytes", "HTML", "headers", "style", "script", "pictures", "which"]
    goal = f"Goal: {goals.FIRST_VIEW:,} bytes for every kind, as sent to a browser."
    return ["### First views", goal, table(header, rows)]

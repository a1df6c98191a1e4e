"""Measure the site against others, and print the table of issue 6.

    .venv/bin/pip install -r requirements/bench.txt        once
    .venv/bin/python -m tests.bench --quick                some minutes, 12,176 centers
    .venv/bin/python -m tests.bench                        all of it: an hour or so

Run it on a quiet machine with two cores: one is the server's, one is the client's. Nothing leaves
the machine. Directories, peers' databases and results stay in the work folder for the next run;
delete it whenever you like. It never touches the site's own database.

Parts: bytes (what a first view of each kind of page weighs), memory (what a worker holds), server
(granian and gunicorn with slow readers, a new release, a dead worker), import (against raw SQL and
sqlite-utils), content (pages a second, against constant bytes and plain Django), search (against
bare SQL and Datasette, in six kinds). docs/performance.md says more.
"""

import json
import os
import platform
import signal
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import django

from tests.bench.machine import CLIENT_CORE, THREADS, pin, say

PARTS = {  # the function of each; the tables come in the opposite order
    "bytes": ("pages", "first_views"),
    "memory": ("serving", "memory"),
    "server": ("serving", "servers"),
    "import": ("importing", "imports"),
    "content": ("pages", "content"),
    "search": ("search", "searches"),
}
SIDES = ("sqlite", "packed", "postgres", "datasette")
NAMED = ("Django", "granian", "datasette", "gunicorn", "sqlite-utils", "psycopg")
START, END = "<!-- figures", "<!-- end of figures -->"


def arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.bench", description=__doc__)
    parser.formatter_class = RawDescriptionHelpFormatter
    work = Path(os.environ.get("VAR_DIR", "var")) / "bench"
    add = parser.add_argument
    add("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts only")
    add("--sizes", nargs="+", type=int, help="centers (12176; if not quick also 200000 1000000)")
    add("--against", nargs="*", choices=SIDES, default=SIDES, help="these sides only")
    add("--quick", action="store_true", help="fewer questions, less time each")
    add("--fresh", action="store_true", help="make the directories anew")
    add("--work", type=Path, default=work, help="folder for all (8 GB with a million centers)")
    add("--seconds", type=float, help="for a kind of question and a side (usual: 20; quick 4)")
    add("--into", type=Path, help="put the tables between the marks of this file")
    bench = parser.parse_args()
    bench.work = bench.work.resolve()
    bench.seconds = bench.seconds or (4 if bench.quick else 20)
    usual = [12_176] if bench.quick else [12_176, 200_000, 1_000_000]
    bench.sizes = sorted(bench.sizes or usual)
    return bench


def conditions() -> str:
    """When, where and with what."""
    now = time.strftime("%Y-%m-%dT%H:%M+00:00", time.gmtime())
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    load, *_ = os.getloadavg()
    versions = ", ".join(f"{name} {version(name)}" for name in NAMED)
    return (
        f"Measured {now} on {os.cpu_count()} cores ({cpu}); python {platform.python_version()}, "
        f"{versions}; {THREADS} threads in every granian; load at the end {load:.2f}."
    )


def table(title: str, header: str, row: str, records: list[dict]) -> str:
    """Markdown: a line for each record, which fills the row."""
    rule = " | ".join("---" for _ in header.split(" | "))
    lines = [header, rule, *(row.format_map(record) for record in records)]
    return f"{title}\n\n" + "\n".join(f"| {line} |" for line in lines)


def put_into(file: Path, text: str) -> None:
    """In place of what stands between the two marks."""
    before, start, rest = file.read_text().partition(START)
    line, _, rest = rest.partition("\n")
    _, end, after = rest.partition(END)
    if not (start and end):
        sys.exit(f"{file} has no place for figures: it needs {START} ... and {END}")
    file.write_text(f"{before}{start}{line}\n\n{text}\n{end}{after}")


def main() -> None:
    bench = arguments()
    if missing := [name for name in NAMED if not find_spec(name.lower().replace("-", "_"))]:
        sys.exit(f"Install {', '.join(missing)} first: pip install -r requirements/bench.txt")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that TERM stops servers too
    bench.work.mkdir(parents=True, exist_ok=True)
    # The vocabulary of the site is needed here too; its data are in a folder of our own.
    os.environ["VAR_DIR"] = str(bench.work / "base")
    os.environ["DJANGO_SETTINGS_MODULE"] = "treatinfo.settings"
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    pin(0, CLIENT_CORE)
    import_module("tests.bench.directories").prepare(bench)
    tables = []
    for module, function in [PARTS[part] for part in PARTS if part in bench.only]:
        # Part after part, so that none disturbs another.
        tables[:0] = getattr(import_module(f"tests.bench.{module}"), function)(bench)
    text = "\n\n".join([conditions(), *(table(*each) for each in tables)]) + "\n"
    results = bench.work / time.strftime("results-%Y-%m-%d-%H%M.json")
    results.write_text(json.dumps(tables, indent=1))
    results.with_suffix(".md").write_text(text)
    if bench.into:
        put_into(bench.into, text)
    sys.stdout.write(text)
    say(f"also in {results} and .md")


if __name__ == "__main__":
    main()

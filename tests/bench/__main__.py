"""Measure the site against others, and print the table of issue 6.

    .venv/bin/pip install -r requirements/bench.txt        once
    .venv/bin/python -m tests.bench --quick                some minutes, 12,176 centers
    .venv/bin/python -m tests.bench                        all of it: an hour or so, most of it Datasette

Run it on a quiet machine with two cores: one is the server's, one is the client's. Nothing leaves
the machine. Directories, peers' databases and results stay in the work folder for the next run;
delete it whenever you like. It never touches the site's own database.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from importlib.util import find_spec
from pathlib import Path

PARTS = {
    "bytes": "what a first view of each kind of page weighs",
    "server": "granian and gunicorn with slow readers, a new release, a dead worker",
    "memory": "what a worker holds",
    "content": "pages a second, against constant bytes and a plain Django view",
    "import": "the v2 file, against raw SQL and sqlite-utils",
    "search": "six kinds of search, against Datasette and bare SQL",
}
SIDES = {
    "sqlite": "bit masks, R*Tree, FTS5",
    "packed": "the same with three counts to a sum",
    "postgres": "intarray, PostGIS",
    "datasette": "0.65, array facets",
}
NEEDED = ("datasette", "sqlite_utils", "gunicorn")
QUICK_SIZE = 12_176
START, END = "<!-- figures", "<!-- end of figures -->"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=PARTS,
        default=list(PARTS),
        metavar="PART",
        help="these parts only: " + "; ".join(f"{part} ({what})" for part, what in PARTS.items()),
    )
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        metavar="N",
        help="how many centers (usual: 12176 200000 1000000; with --quick 12176)",
    )
    parser.add_argument(
        "--against",
        nargs="*",
        choices=SIDES,
        default=list(SIDES),
        metavar="SIDE",
        help="whom searches are measured against, usually all: "
        + "; ".join(f"{side} ({what})" for side, what in SIDES.items()),
    )
    parser.add_argument("--quick", action="store_true", help="fewer questions, less time each")
    parser.add_argument("--fresh", action="store_true", help="make the directories anew")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(os.environ.get("VAR_DIR", "var")) / "bench",
        help="where directories and results go (usual: VAR_DIR/bench); 8 GB with a million centers",
    )
    parser.add_argument(
        "--seconds", type=float, help="time for a kind of question and a side (usual: 20; quick 4)"
    )
    parser.add_argument(
        "--into", type=Path, metavar="FILE", help="put the tables between the marks of this file"
    )
    options = parser.parse_args()
    options.sizes = sorted(
        options.sizes or ([QUICK_SIZE] if options.quick else [QUICK_SIZE, 200_000, 1_000_000])
    )
    options.seconds = options.seconds or (4.0 if options.quick else 20.0)
    return options


def say(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


def put_into(file: Path, text: str) -> None:
    """In place of what stands between the two marks."""
    before, start, rest = file.read_text().partition(START)
    line, _, rest = rest.partition("\n")
    _, end, after = rest.partition(END)
    if not (start and end):
        raise SystemExit(f"{file} has no place for figures: it needs {START} ... and {END}")
    file.write_text(f"{before}{start}{line}\n\n{text}\n{end}{after}")


def main() -> int:
    options = arguments()
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        sys.exit(f"Install {', '.join(missing)} first: pip install -r requirements/bench.txt")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that TERM stops servers too
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    # The vocabulary of the site is needed here too; its data are in a folder of our own.
    os.environ["VAR_DIR"] = str(options.work / "base")
    os.environ["DJANGO_SETTINGS_MODULE"] = "treatinfo.settings"
    os.environ.pop("DATABASE_URL", None)

    from tests.bench import running  # it sets Django up, with what stands above

    try:
        results = running.run(options, say)
    except KeyboardInterrupt:
        say("stopped; no server is left running")
        return 130
    text = running.report.markdown(results)
    stamp = time.strftime("%Y-%m-%d-%H%M")
    (options.work / f"results-{stamp}.json").write_text(json.dumps(results.as_json(), indent=1))
    (options.work / f"results-{stamp}.md").write_text(text)
    if options.into:
        put_into(options.into, text)
    sys.stdout.write(text)
    say(f"also in {options.work}: results-{stamp}.md and .json")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long an import of the whole country takes, and how much memory. Run it by hand:

    python tests/bench/bench_import.py FILE

FILE is an export of about 12,000 rows as NDJSON (.gz too). It goes into a new SQLite database, then
once more into the same. On two cores the first has 12 seconds and 300 MB, the second 8 seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
BAR_SECONDS = {"first": 12.0, "again": 8.0}
BAR_MEGABYTES = 300


def manage(*words: str, var: str) -> tuple[float, float]:
    """Wall time in seconds and peak memory in megabytes of a command in a process of its own."""
    environment = {**os.environ, "VAR_DIR": var, "DATABASE_URL": f"sqlite:///{var}/bench.sqlite3"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(MANAGE), *words], env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{words[0]} failed")
    # Linux counts kilobytes, macOS bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return time.perf_counter() - started, usage.ru_maxrss / unit


def main(file: str) -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as var:
        for words in (["migrate", "--verbosity=0"], ["load_places"]):
            manage(*words, var=var)
        for name, bar in BAR_SECONDS.items():
            seconds, megabytes = manage(
                "import_facilities", file, "--as-of", "2022-05-19", var=var
            )
            missed += seconds > bar or megabytes > BAR_MEGABYTES
            sys.stdout.write(
                f"{name}: {seconds:.1f} s (bar {bar:.0f}), {megabytes:.0f} MB (bar {BAR_MEGABYTES})\n"
            )
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

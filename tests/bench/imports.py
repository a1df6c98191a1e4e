"""The same file into SQLite by others, and how a command is timed.

python -m tests.bench.imports read|raw|sqlite-utils FILE
python -m tests.bench.imports timed COMMAND...
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator

FOLDER = os.environ.get("VAR_DIR")  # where their databases go
COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "intake1"),
    *("hotline1", "website", "latitude", "longitude", "typeFacility"),
)
KEY = "typeFacility, name1, name2, street1, street2, zip, id"
INDEXED = ("state", "state, city", "zip")


def read(file: str) -> Iterator[dict]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield {"id": number, **json.loads(line)}


def raw(file: str) -> None:
    names = ("id", *COLUMNS)
    rows = ((*map(row.get, names), json.dumps(row.get("services"))) for row in read(file))
    columns = f"id INTEGER PRIMARY KEY, {', '.join(COLUMNS)}, services"
    with sqlite3.connect(f"{FOLDER}/raw.sqlite3") as connection:
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        connection.execute(f"CREATE TABLE centers ({columns})")
        connection.execute(f"CREATE UNIQUE INDEX by_key ON centers ({KEY})")
        for number, indexed in enumerate(INDEXED):
            connection.execute(f"CREATE INDEX by_{number} ON centers ({indexed})")
        connection.executemany(f"INSERT INTO centers VALUES (?{', ?' * len(names)})", rows)


def sqlite_utils(file: str) -> None:
    from sqlite_utils import Database  # only this one needs it

    table = Database(f"{FOLDER}/sqlite-utils.sqlite3").table("centers")
    table.insert_all(read(file), pk="id")
    for indexed in INDEXED:
        table.create_index(indexed.split(", "))


def timed(*command: str) -> None:
    """Print seconds, CPU seconds and peak memory in MB. This process is a small one: the peak of a
    process, as the kernel has it, includes what its parent held when it was started."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    if status:
        sys.exit(f"{command} failed")
    found = {"seconds": seconds, "cpu": cpu, "peak_mb": usage.ru_maxrss / 1000}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    ways = {"raw": raw, "sqlite-utils": sqlite_utils, "timed": timed}
    ways.get(sys.argv[1], lambda file: all(read(file)))(*sys.argv[2:])

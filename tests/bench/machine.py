"""The machine: which core is whose, what a process has used of it, and servers that come and go.

The server under test is pinned to one core, whoever asks it to another. CPU time is the sum over
a process and its children, as the kernel counts it: on a noisy machine it tells more than a clock.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
SERVER_CORE = CORES[0] if len(CORES) > 1 else None
CLIENT_CORE = CORES[1] if len(CORES) > 1 else None
THREADS = 4  # of every granian: as treatinfo.serving.server starts the site
STARTS_WITHIN = 120  # seconds
TICK = os.sysconf("SC_CLK_TCK")


def pin(pid: int, core: int | None) -> bool:
    """Keep a process (0: this one) on a core; says whether that could be done."""
    try:
        if core is None:
            return False
        os.sched_setaffinity(pid, {core})
    except (OSError, AttributeError):
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
        except OSError:
            continue
    return found


def cpu_seconds(pids: list[int]) -> float:
    """CPU time used so far by these processes: from the kernel's own clock of each, which is finer,
    else from /proc/PID/stat, which counts hundredths."""
    return sum(_cpu_clock(pid) for pid in pids)


def _cpu_clock(pid: int) -> float:
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


def resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Server:
    """A process that answers HTTP on 127.0.0.1. `helpers` work for it: a database's processes."""

    name: str
    process: subprocess.Popen
    port: int
    helpers: list[int] = field(default_factory=list)

    def cpu(self) -> float:
        return cpu_seconds([*family(self.process.pid), *self.helpers])

    def resident(self) -> float:
        """Of the process that answers: granian's worker, else the server itself."""
        return max(resident_mb(pid) for pid in family(self.process.pid))


@contextmanager
def serving(
    name: str, command: list[str], port: int, *, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The server while the block runs; afterwards its whole process group is gone."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    pin(process.pid, SERVER_CORE)  # what it starts later stays there too
    try:
        _wait_until_it_answers(name, process, port)
        yield Server(name, process, port)
    finally:
        _stop(process)


@contextmanager
def granian(name: str, target: str, *, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A WSGI application under the site's own server, with the site's own settings of it."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS)]
    with serving(name, [*command, "--no-log", target], port, env=env) as server:
        yield server


def _wait_until_it_answers(name: str, process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=STARTS_WITHIN)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    said = b""
    if process.poll() is not None and process.stderr:
        said = process.stderr.read()[-2000:]
    raise RuntimeError(f"{name} did not start. {said.decode(errors='replace')}")


def _stop(process: subprocess.Popen) -> None:
    """granian ends its worker when it gets TERM; a group that lingers is killed."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, 9)
    process.wait()
    if process.stderr:
        process.stderr.close()

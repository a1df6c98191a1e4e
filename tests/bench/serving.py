"""The server itself, under what servers meet: many readers, slow ones, a new release, a dead worker.

The same application (a content page of the site) under granian and under gunicorn, two workers of
four threads each. What is counted is what readers would notice.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.bench.client import Client, load
from tests.bench.directories import Say, environment
from tests.bench.machine import Server, family, free_port
from tests.bench.machine import serving as start

PAGE = "/treatment/buprenorphine/"
WORKERS, THREADS = 2, 4
SLOW = (
    200  # readers whose phones hang in the middle of a request, and as many in that of an answer
)
ASKERS = 4  # readers who go on asking, each time over a new connection
SECONDS = 4.0  # of such asking, with the event in its first quarter
# granian takes a worker that dies within 5.5 seconds of its start for one that always will, and ends:
# whatever started it must start it again.
SETTLES = 7.0
GIVES_UP = 5.0  # seconds after which a reader has gone


@dataclass
class Asked:
    """Readers who asked while something happened."""

    asked: int
    failed: int
    longest_ms: float


@dataclass
class Met:
    """How a server did."""

    server: str
    per_second: float
    cpu_each: float  # seconds
    calm_ms: float  # the median answer with nobody slow about
    slow_ms: float | None  # with slow readers hanging on; None: no answer came
    reload: Asked  # all workers anew, as for a new release
    death: Asked  # one of two workers killed


def run(directory: Path, say: Say) -> list[Met]:
    return [
        _meet("granian", _granian(directory), say),
        _meet("gunicorn, threads", _gunicorn(directory), say),
    ]


def _granian(directory: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--respawn-interval", "1", "--no-log"),
        "treatinfo.wsgi:application",
    ]
    return start("granian", command, port, env=environment(directory))


def _gunicorn(directory: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "treatinfo.wsgi:application"),
        *("--log-level", "critical"),
    ]
    return start("gunicorn", command, port, env=environment(directory))


def _meet(name: str, started: AbstractContextManager[Server], say: Say) -> Met:
    say(f"{name}: speed, slow readers, a new release, a dead worker")
    with started as server:
        headers = {"Accept-Encoding": "br"}
        load(server.port, PAGE, requests=500, headers=headers)
        cpu = server.cpu()
        loaded = load(server.port, PAGE, requests=5_000, headers=headers)
        each = (server.cpu() - cpu) / 5_000
        calm = _median_ms(server.port)
        with _slow_readers(server.port):
            slow = _median_ms(server.port)
        reload = _asked_while(server.port, lambda: os.kill(server.process.pid, signal.SIGHUP))
        time.sleep(SETTLES)
        death = _asked_while(server.port, lambda: os.kill(_worker(server), signal.SIGKILL))
        return Met(name, loaded.per_second, each, calm or 0.0, slow, reload, death)


def _worker(server: Server) -> int:
    """One of the processes that answer: the youngest."""
    return family(server.process.pid)[-1]


def _median_ms(port: int) -> float | None:
    found = []
    for _ in range(30):
        started = time.perf_counter()
        if not _answers(port):
            return None
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


def _answers(port: int) -> bool:
    """Whether somebody new gets the page before giving up."""
    client = Client(port)
    client.connection.timeout = GIVES_UP
    try:
        return client.get(PAGE).status == 200
    except OSError:
        return False
    finally:
        client.close()


@contextmanager
def _slow_readers(port: int) -> Iterator[None]:
    """Half have sent half a request; the others asked for pages and take none of them."""
    request = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()
    sockets = []
    for number in range(2 * SLOW):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.connect(("127.0.0.1", port))
        with suppress(OSError):
            one.sendall(request if number % 2 else request + b"\r\n")
        sockets.append(one)
    time.sleep(0.5)
    yield
    for one in sockets:
        one.close()


def _asked_while(port: int, happens: Callable[[], None]) -> Asked:
    """Some go on asking, and then it happens."""
    waits: list[float] = []
    failed: list[float] = []
    until = time.perf_counter() + SECONDS

    def ask() -> None:
        while (started := time.perf_counter()) < until:
            (waits if _answers(port) else failed).append(time.perf_counter() - started)
            time.sleep(0.002)

    threads = [threading.Thread(target=ask) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 4)
    happens()
    for thread in threads:
        thread.join()
    longest = max([*waits, *failed], default=0.0)
    return Asked(len(waits) + len(failed), len(failed), longest * 1000)

"""Servers that come and go, the CPU time that the kernel counts for them, and who asks them.

A server is kept on one core, whoever asks it on another. CPU time is that of a process and its
children: on a noisy machine it tells more than a clock. Linux only.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[1 % len(CORES)]
THREADS = 4  # of every worker: as treatinfo.serving.server starts the site
AS_A_BROWSER = {"Accept-Encoding": "br, gzip"}
LONGEST = 900  # seconds that one answer may take
CONNECTIONS = 32
PAGE = os.sysconf("SC_PAGE_SIZE")
Reply = namedtuple("Reply", "status headers body seconds")  # the body as sent: maybe compressed


def say(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


def pin(pid: int, core: int) -> None:
    """Keep a process (0: this one), and what it starts later, on a core, if we may."""
    with suppress(OSError):
        os.sched_setaffinity(pid, {core})


def family(pid: int) -> list[int]:
    """A process and all that it started, the youngest last."""
    found = [pid]
    for parent in found:
        with suppress(OSError):  # one that has just gone
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found


@dataclass
class Server:
    """A process that answers HTTP. `helpers` work for it: a database's processes."""

    process: subprocess.Popen
    port: int
    helpers: list[int] = field(default_factory=list)

    def cpu(self) -> float:
        """Seconds used so far, by the kernel's own clock of each process."""
        pids = [*family(self.process.pid), *self.helpers]
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)

    def resident_mb(self) -> float:
        """Of the process that answers: granian's worker is larger than its parent."""
        files = [Path(f"/proc/{pid}/statm") for pid in family(self.process.pid)]
        return max(int(file.read_text().split()[1]) for file in files) * PAGE / 1e6


Started = AbstractContextManager[Server]


@contextmanager
def serving(*command: str, env: dict[str, str]) -> Iterator[Server]:
    """A Python module that serves on PORT, while the block runs; then its whole group is gone."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", *(word.replace("PORT", str(port)) for word in command)]
    with TemporaryFile() as said:
        output = {"stdout": subprocess.DEVNULL, "stderr": said, "start_new_session": True}
        process = subprocess.Popen(words, cwd=ROOT, env=os.environ | env, **output)
        pin(process.pid, SERVER_CORE)
        try:
            until = time.monotonic() + 120
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise RuntimeError(f"{command} did not start: {said.read().decode()[-2000:]}")
            yield Server(process, port)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            with suppress(ProcessLookupError):  # granian ends its workers itself, if it can
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port: int) -> bool:
    time.sleep(0.1)
    with suppress(OSError):
        return Client(port, timeout=60).get("/healthz").status > 0
    return False


def granian(target: str, env: dict[str, str], *more: str, workers: int = 1) -> Started:
    """A WSGI application under the site's own server, with the site's own settings of it."""
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "PORT"]
    command += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-log"]
    return serving(*command, *more, target, env=env)


class Client:
    """One keep-alive connection, opened again where the server closed it as idle."""

    def __init__(self, port: int, timeout: float = LONGEST) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=timeout)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Reply:
        try:
            return self._get(path, headers or {})
        except RemoteDisconnected:
            self.connection.close()
            return self._get(path, headers or {})

    def _get(self, path: str, headers: dict[str, str]) -> Reply:
        started = time.perf_counter()
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        named = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, named, body, seconds)

    def follow(self, path: str) -> str:
        """Where it leads: a center's short address redirects to the one with its name."""
        while (reply := self.get(path)).status in (301, 302):
            path = reply.headers["location"]
        return path


def load(server: Server, path: str, headers: dict[str, str], requests: int) -> dict[str, float]:
    """The same request so many times over 32 connections, each with one under way."""
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{said}\r\n".encode()
    with _connect(server) as first, first.makefile("rb") as answer:
        first.sendall(request)
        head = list(iter(answer.readline, b"\r\n"))
        lengths = [int(line[15:]) for line in head if line.lower().startswith(b"content-length:")]
    body = 0 if b" 304 " in head[0] else lengths[0]
    length = sum(map(len, head)) + len(b"\r\n") + body
    sockets = {one.fileno(): one for one in (_connect(server) for _ in range(CONNECTIONS))}
    started, cpu, own = time.perf_counter(), server.cpu(), time.process_time()
    _ask_all(sockets, request, requests, head[0], length)
    seconds = time.perf_counter() - started
    busy, each = (time.process_time() - own) / seconds, (server.cpu() - cpu) / requests
    for one in sockets.values():
        one.close()
    speed = {"per_second": requests / seconds, "cpu_us": each * 1e6}
    return {"bytes": length, "client_busy": busy, **speed}


def _connect(server: Server) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _ask_all(
    sockets: dict[int, socket.socket], request: bytes, requests: int, status: bytes, length: int
) -> None:
    """With few instructions for each answer, which is known by its length alone: the server must
    stay the slower of the two."""
    left = dict.fromkeys(sockets, length)
    to_send, to_receive = requests - len(sockets), requests
    with select.epoll() as poll:
        for number, one in sockets.items():
            poll.register(number, select.EPOLLIN)
            one.send(request)
        while to_receive > 0:
            for number, _ in poll.poll():
                data = sockets[number].recv(262_144)
                is_like_the_first = data.startswith(status) or left[number] < length
                if not data or len(data) > left[number] or not is_like_the_first:
                    raise RuntimeError(f"It broke off, or answered {data[:60]!r}")
                left[number] -= len(data)
                if left[number] == 0:
                    left[number] = length
                    to_receive -= 1
                    if to_send > 0:
                        to_send -= 1
                        sockets[number].send(request)

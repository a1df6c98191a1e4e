"""The server, by what readers would notice, and what one of its workers holds in memory."""

import os
import signal
import socket
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import chain, takewhile
from statistics import median

from tests.bench.directories import environment, the_site
from tests.bench.machine import THREADS, Client, Started, family, granian, load, say, serving
from tests.bench.questions import questions

APPLICATION = "treatinfo.wsgi:application"
PAGE = "/treatment/buprenorphine/"
WORKERS = 2
SLOW = 400  # readers whose phones hang: half in the middle of a request, half in that of an answer
ASKERS = 4  # readers who go on asking, each time over a new connection
SECONDS = 4  # of such asking, with the event after the first quarter
SETTLES = 7  # granian ends when a worker dies within 5.5 seconds of its start
GIVES_UP = 5  # seconds after which a reader has gone
HEADER = (
    f"server, {WORKERS} workers | a second | CPU µs each | a reader waits, ms"
    f" | beside {SLOW} slow ones | all workers anew | a worker killed"
)
ROW = "{server} | {per_second:,.0f} | {cpu_us:,.0f} | {calm} | {slow} | {reload} | {death}"
MEMORY_GOALS = {12_176: 10, 200_000: 40}  # MB above an empty directory


def servers(bench: Namespace) -> list[tuple]:
    env = environment(bench.made[bench.sizes[0]])
    again = ("--respawn-failed-workers", "--respawn-interval", "1")
    gunicorn = ["gunicorn", "--bind", "127.0.0.1:PORT", "--log-level", "critical"]
    gunicorn += ["--workers", str(WORKERS), "--threads", str(THREADS), APPLICATION]
    found = [
        _met("granian", granian(APPLICATION, env, *again, workers=WORKERS)),
        _met("gunicorn, threads", serving(*gunicorn, env=env)),
    ]
    return [("### The server: a content page of the site", HEADER, ROW, found)]


def _met(name: str, started: Started) -> dict:
    say(f"{name}: speed, slow readers, a new release, a dead worker")
    with started as server:
        port, parent = server.port, server.process.pid
        for requests in (500, 5_000):
            loaded = load(server, PAGE, {"Accept-Encoding": "br"}, requests)
        calm = _usual_wait(port)
        with _slow_readers(port):
            slow = _usual_wait(port)
        reload = _while(port, lambda: os.kill(parent, signal.SIGHUP))
        time.sleep(SETTLES)
        death = _while(port, lambda: os.kill(family(parent)[-1], signal.SIGKILL))
    waits = {"calm": calm, "slow": slow, "reload": reload, "death": death}
    return {"server": name, **loaded, **waits}


def _wait(port: int) -> tuple[float, bool]:
    """Milliseconds until somebody new gets the page, or gives up in vain."""
    client, is_answered = Client(port, timeout=GIVES_UP), False
    started = time.perf_counter()
    with suppress(OSError), closing(client.connection):
        is_answered = client.get(PAGE).status == 200
    return (time.perf_counter() - started) * 1000, is_answered


def _usual_wait(port: int) -> str:
    tries = (_wait(port) for _ in range(30))
    waits = [wait for wait, _ in takewhile(lambda found: found[1], tries)]
    return f"{median(waits):.1f}" if len(waits) == 30 else "no answer"


@contextmanager
def _slow_readers(port: int) -> Iterator[None]:
    """Half have sent half a request; the others asked for pages and take none of them."""
    request = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()
    with ExitStack() as stack:
        for number in range(SLOW):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.connect(("127.0.0.1", port))
            with suppress(OSError):
                one.sendall(request if number % 2 else request + b"\r\n")
        time.sleep(0.5)
        yield


def _while(port: int, happens: Callable[[], None]) -> str:
    """How readers do who go on asking while it happens."""
    until = time.perf_counter() + SECONDS

    def ask() -> Iterator[tuple[float, bool]]:
        while time.perf_counter() < until:
            yield _wait(port)
            time.sleep(0.002)

    with ThreadPoolExecutor() as pool:
        asking = [pool.submit(lambda: list(ask())) for _ in range(ASKERS)]
        time.sleep(SECONDS / 4)
        happens()
        waits = [wait for each in asking for wait in each.result()]
    failed = sum(not is_answered for _, is_answered in waits)
    return f"{failed:,} of {len(waits):,} in vain, the slowest {max(waits)[0]:,.0f} ms"


def memory(bench: Namespace) -> list[tuple]:
    """Of a worker after the same searches, with an empty directory and with the rows."""
    asked, found = questions(bench.made[bench.sizes[0]], each=4), []
    for size, directory in {0: bench.empty, **bench.made}.items():
        say(f"memory of a worker: {size:,} centers")
        with the_site(directory) as server:
            client = Client(server.port)
            for question in chain(*asked.values()):
                client.get(question.site_path)
            mb = server.resident_mb()
        above = f"{mb - found[0]['mb']:.1f}" if found else "–"
        goal = MEMORY_GOALS.get(size, "–")
        found.append({"size": size, "mb": mb, "above": above, "goal": goal})
    header = "centers | worker MB | above an empty directory | goal"
    row = "{size:,} | {mb:.1f} | {above} | {goal}"
    return [("### Memory of a worker after searches", header, row, found)]

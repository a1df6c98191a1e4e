"""Who asks: one connection for the time of an answer, or 32 at once for how many a second."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Mapping
from http.client import HTTPConnection, RemoteDisconnected
from typing import NamedTuple

LONGEST = 900  # seconds that one answer may take
CONNECTIONS = 32


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Client:
    """One keep-alive connection, opened again where the server closed it as idle."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        try:
            return self._get(path, headers)
        except RemoteDisconnected:
            self.connection.close()
            return self._get(path, headers)

    def _get(self, path: str, headers: Mapping[str, str] | None) -> Reply:
        started = time.perf_counter()
        self.connection.request("GET", path, headers=dict(headers or {}))
        response = self.connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        named = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, named, body, seconds)

    def close(self) -> None:
        self.connection.close()


class Load(NamedTuple):
    requests: int
    seconds: float
    bytes_each: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def load(
    port: int,
    path: str,
    *,
    requests: int,
    headers: Mapping[str, str] | None = None,
    connections: int = CONNECTIONS,
) -> Load:
    """The same request so many times over so many connections, each with one under way.

    A client of few instructions, so that the server stays the slower of the two: an answer is
    known by its length alone, which the first one gave; all must begin with the same status line.
    """
    said = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{said}\r\n".encode()
    with _connect(port) as first:
        length, status = _length_of_answer(first, request)
    sockets = {s.fileno(): s for s in (_connect(port) for _ in range(connections))}
    started = time.perf_counter()
    _ask_all(sockets, request, requests, length, status)
    seconds = time.perf_counter() - started
    for one in sockets.values():
        one.close()
    return Load(requests, seconds, length)


def _ask_all(
    sockets: dict[int, socket.socket], request: bytes, requests: int, length: int, status: bytes
) -> None:
    poll = select.epoll()
    for number, one in sockets.items():
        poll.register(number, select.EPOLLIN)
        one.send(request)
    left = dict.fromkeys(sockets, length)
    to_send, to_receive = requests - len(sockets), requests
    while to_receive > 0:
        for number, _ in poll.poll():
            data = sockets[number].recv(262_144)
            if not data or (left[number] == length and not data.startswith(status)):
                raise RuntimeError(f"It broke off or answered {data[:60]!r}")
            left[number] -= len(data)
            if left[number] < 0:
                raise RuntimeError("Its answer does not always have the same length")
            if left[number] == 0:
                to_receive -= 1
                left[number] = length
                if to_send > 0:
                    to_send -= 1
                    sockets[number].send(request)
    poll.close()


def _connect(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=LONGEST)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _length_of_answer(one: socket.socket, request: bytes) -> tuple[int, bytes]:
    one.send(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += one.recv(65_536)
    head = data.partition(b"\r\n\r\n")[0]
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if found is None and b" 304 " not in head[:20]:
        raise RuntimeError(f"The answer says no length: {head[:200]!r}")
    body = int(found[1]) if found and b" 304 " not in head[:20] else 0
    return len(head) + 4 + body, head[:12]

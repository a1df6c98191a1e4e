"""The application server, the same under quickstart and in production: granian over plain WSGI."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

STARTS_WITHIN = 30  # seconds


class CannotServe(Exception):
    """The server did not start; the message says what to do."""


def refuse_busy_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotServe(
                f"Cannot use port {port} on {host}: {error.strerror}. Stop the other program, or "
                f"choose another port: manage.py quickstart --port {port + 1}"
            ) from error


def start(host: str, port: int, *, site_url: str) -> subprocess.Popen[bytes]:
    """The server as a process of its own, answering when this returns."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    command += ["--respawn-failed-workers", "--no-log", "treatinfo.wsgi:application"]
    process = subprocess.Popen(
        command,
        cwd=settings.HOME_DIR,
        env={**os.environ, "SITE_URL": site_url, "ACCESS_LOG": os.environ.get("ACCESS_LOG", "0")},
    )
    answers_at = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/healthz"
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(answers_at, timeout=2):
                return process
        except (URLError, OSError):
            time.sleep(0.1)
    process.terminate()
    raise CannotServe("The server did not start. What it printed above says why.")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()

"""Run a command whenever what readers see has changed: the hook for a CDN."""

from __future__ import annotations

import subprocess
import time
from argparse import REMAINDER
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from web import revision


class Command(BaseCommand):
    help = (
        "Watches the revision of the site and runs a command when it changes, so that a CDN forgets "
        "its copies. Put the command after two dashes: manage.py on_change -- curl -X POST "
        "https://cdn.example/purge. Runs until it is stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS", help="how often to look (5)"
        )
        parser.add_argument(
            "--times", type=int, default=0, metavar="N", help="stop after N looks (0: never)"
        )
        parser.add_argument("command", nargs=REMAINDER, help="what to run, after two dashes")

    def handle(self, *args: Any, **options: Any) -> None:
        command = [part for part in options["command"] if part != "--"]
        if not command:
            raise CommandError("Say what to run: manage.py on_change -- curl -X POST https://…")
        seen, looks = number_now(), 0
        self.stdout.write(f"Revision {seen}. Watching; stop with Ctrl+C.")
        while not options["times"] or looks < options["times"]:
            time.sleep(options["every"])
            looks += 1
            now = number_now()
            if now != seen:
                seen = self._run(command, now, seen)

    def _run(self, command: list[str], now: int, seen: int) -> int:
        """The revision that is done: the old one when the command failed, so that it is tried again."""
        done = subprocess.run(command, check=False)
        if done.returncode:
            self.stderr.write(
                f"Revision {now}: the command ended with {done.returncode}. Trying again."
            )
            return seen
        self.stdout.write(f"Revision {now}: done.")
        return now


def number_now() -> int:
    return sum(revision.read().values())

"""From a fresh checkout to a site that answers, in one command; safe to run again."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from content.publishing import library
from directory.imports import fetch
from directory.imports.run_report import ProgressLine
from directory.imports.samhsa.client import Unreachable
from directory.models import Facility, ImportRun, Place
from directory.places import place_table
from directory.samples import wall
from treatinfo import editors
from treatinfo.serving import server, static
from treatinfo.settings import is_loopback

EXAMPLES = ("02118", "Anchorage, AK", "Springfield")


class Command(BaseCommand):
    help = (
        "Sets everything up and serves the site: database, pages, places, treatment centers from "
        "FindTreatment.gov, an editor's account. Run it again at any time: it starts in seconds and "
        "changes nothing that an editor changed. Ctrl+C stops it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            help="The address of this computer in your network, such as 192.168.1.20, to open the "
            "site from a phone. Default: only this computer reaches it.",
        )
        parser.add_argument(
            "--offline",
            action="store_true",
            help="Do not ask FindTreatment.gov; show made-up example centers if there are no others.",
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="Set everything up, then stop."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        serves = not options["no_serve"]
        try:
            if serves:
                server.refuse_busy_port(options["host"], options["port"])
            self.prepare()
            if not serves:
                self.get_centers(offline=options["offline"])
                self.make_editor("")
                return
            self.serve(options)
        except (server.CannotServe, library.BadFile) as error:
            raise CommandError(str(error)) from error

    def prepare(self) -> None:
        """All that a page needs before it can answer."""
        with self.step("Database") as tell:
            call_command("migrate", verbosity=0, interactive=False)
            tell(f"ready ({database_name()})")
        with self.step("Pages") as tell:
            tell(str(library.load()))
        with self.step("Static files") as tell:
            tell("collected" if static.collect() else "as before")

    def serve(self, options: dict[str, Any]) -> None:
        site_url = f"http://{options['host']}:{options['port']}"
        refuse_samples_for_others(options["host"])
        # Whoever ends this process ends the server too, which is a process of its own.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        process = server.start(options["host"], options["port"], site_url=site_url)
        try:
            self.say("Server", f"answering at {site_url}")
            self.get_centers(offline=options["offline"], host=options["host"])
            self.make_editor(site_url, host=options["host"])
            process.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. Nothing is lost; run the same command to start again.")
        finally:
            server.stop(process)

    def get_centers(self, *, offline: bool, host: str = "127.0.0.1") -> None:
        with self.step("Places") as tell:
            counts = place_table.load()
            tell(f"{counts[Place.Kind.ZIP]:,} ZIP codes, {counts[Place.Kind.CITY]:,} city names")
        if real := Facility.objects.listed().real().count():
            newest = Facility.objects.real().latest("as_of").as_of
            self.say(
                "Centers",
                f"{real:,} from {newest:%B} {newest.day}, {newest.year}, already here. "
                "Newer ones: manage.py fetch_facilities",
            )
            return
        if not offline and self.fetch():
            return
        self.load_sample(host)

    def fetch(self) -> bool:
        """Real centers; False when they cannot be had now."""
        self.say(
            "Centers",
            "asking FindTreatment.gov for about 13,000 (60 MB, some minutes). Pages answer meanwhile.",
        )
        line = ProgressLine(self.stdout)
        try:
            run = fetch.fetch_and_load(progress=lambda words: line(f"{'Centers':<14}{words}"))
        except Unreachable as error:
            self.say("Centers", f"{error} A later run with network gets them.")
            return False
        finally:
            line.clear()
        if run.status != ImportRun.Status.DONE:
            self.say("Centers", f"not loaded. {run.message}")
            return False
        self.say("Centers", f"{run.added + run.changed + run.unchanged:,} loaded")
        return True

    def load_sample(self, host: str) -> None:
        if Facility.objects.samples().exists():
            self.say("Centers", "made-up examples. Real ones: manage.py fetch_facilities")
        elif Facility.objects.exists():
            self.say("Centers", "none is listed any more. Fetch anew: manage.py fetch_facilities")
        elif is_loopback(host) and not settings.SITE_IS_PUBLIC:
            number = wall.load()
            self.say(
                "Centers",
                f"{number} made-up examples to look around with, not real places. "
                "Real ones: manage.py fetch_facilities",
            )
        else:
            self.say("Centers", "none. Get them with: manage.py fetch_facilities")

    def make_editor(self, site_url: str, *, host: str = "127.0.0.1") -> None:
        password = editors.make_first_editor() if is_loopback(host) else ""
        self.stdout.write("")
        if site_url:
            self.stdout.write(f"Open      {site_url}/")
            self.stdout.write(f"          {site_url}/overdose/")
            self.stdout.write(f"          {site_url}/find-treatment/   try {', '.join(EXAMPLES)}")
            self.stdout.write(f"Edit      {site_url}/admin/")
        if password:
            self.stdout.write(f"Sign in   {editors.FIRST_EDITOR}")
            self.stdout.write(f"          {password}   (good once: you choose your own then)")
        elif not settings.SITE_IS_PUBLIC:
            self.stdout.write(
                f"Sign in   as before. Forgotten? manage.py changepassword {editors.FIRST_EDITOR}"
            )
        if site_url:
            self.stdout.write("Stop      Ctrl+C")
        self.stdout.flush()

    def say(self, what: str, text: str) -> None:
        self.stdout.write(f"{what:<14}{text}")
        self.stdout.flush()

    @contextmanager
    def step(self, what: str) -> Iterator[Any]:
        """One line a step, with its seconds."""
        started = time.perf_counter()
        texts: list[str] = []
        yield texts.append
        seconds = time.perf_counter() - started
        self.say(what, f"{' '.join(texts)}  [{seconds:.1f} s]")


def database_name() -> str:
    if connection.vendor != "sqlite":
        return connection.vendor
    path = Path(str(connection.settings_dict["NAME"]))
    return (
        str(path.relative_to(settings.HOME_DIR))
        if path.is_relative_to(settings.HOME_DIR)
        else str(path)
    )


def refuse_samples_for_others(host: str) -> None:
    """Made-up centers are shown on this computer only."""
    if not is_loopback(host) and Facility.objects.samples().exists():
        raise server.CannotServe(
            "The centers here are made-up examples, which nobody else may see. Load real ones "
            "first: manage.py fetch_facilities"
        )

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.imports import fetch
from directory.imports.run_report import ProgressLine, conclude, warn_without_places
from directory.imports.samhsa.client import LARGEST_PAGE
from directory.models import ImportRun


def page_size(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= LARGEST_PAGE:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {LARGEST_PAGE:,}")
    return int(text)


class Command(BaseCommand):
    help = "Fetches the current list of treatment centers from FindTreatment.gov and loads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--page-size", type=page_size, default=fetch.PAGE_SIZE, metavar="N")
        parser.add_argument(
            "--fresh", action="store_true", help="fetch all pages, also those fetched today"
        )

    def handle(self, *, page_size: int, fresh: bool, **options) -> None:
        self.stdout.write(fetch.WHAT_IT_FETCHES)
        warn_without_places(self.stdout)
        progress = ProgressLine(self.stderr)
        try:
            run = fetch.fetch_and_load(
                page_size=page_size, fresh=fresh, progress=progress, can_reach_within=None
            )
        finally:
            progress.clear()
        self.conclude(run)

    def conclude(self, run: ImportRun) -> None:
        try:
            conclude(run, self.stdout)
        except CommandError as refusal:
            if not run.read:
                raise
            raise CommandError(
                f"{refusal} The pages are kept: use `manage.py import_facilities "
                f"{fetch.folder_of_today()}` with those options."
            ) from None

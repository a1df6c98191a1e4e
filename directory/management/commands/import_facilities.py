from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from directory.imports import runs
from directory.imports.run_report import ProgressLine, conclude, warn_without_places
from directory.imports.samhsa import source_files
from directory.imports.samhsa.records import Refused
from directory.models import ImportRun, Kind
from directory.places.states import STATES


class Command(BaseCommand):
    requires_system_checks = ()  # they read the code of every page

    help = "Loads treatment centers from a file of SAMHSA's, or a folder of fetched pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="the National Directory (XLSX), a download of the treatment locator (CSV, XLSX), or "
            "FindTreatment.gov's export (JSON, NDJSON, a folder of fetched pages); .gz is unpacked",
        )
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day of the data, where the file does not carry it",
        )
        parser.add_argument(
            "--state",
            nargs="+",
            type=str.upper,
            choices=STATES,
            metavar="XX",
            help="take these states only, and delist only there",
        )
        parser.add_argument("--kind", nargs="+", type=str.upper, choices=Kind.values)
        parser.add_argument("--dry-run", action="store_true", help="show what would change")
        parser.add_argument(
            "--accept-loss",
            type=int,
            metavar="N",
            help="go on although N centers vanish, after a dry run showed the same N",
        )

    def handle(self, *, file: Path, dry_run: bool, **options) -> None:
        if not file.exists():
            raise CommandError(f"There is no file {file}.")
        warn_without_places(self.stdout)
        conclude(self.run(file, dry_run=dry_run, **options), self.stdout)

    def run(self, file: Path, *, dry_run: bool, **options) -> ImportRun:
        try:
            rows, own_date = source_files.unread(file, options["as_of"])
            cited_as = source_files.source_of(file)
        except Refused as refusal:
            return runs.refuse(runs.begin(source=file.name, dry_run=dry_run), str(refusal))
        as_of = self.check_date(own_date)
        progress = ProgressLine(self.stderr)
        try:
            return runs.load(
                rows,
                run=runs.begin(source=file.name, dry_run=dry_run),
                cited_as=cited_as,
                as_of=as_of,
                digest=source_files.digest_of(file),
                states=options["state"],
                kinds=options["kind"],
                accept_loss=options["accept_loss"],
                progress=progress,
            )
        finally:
            progress.clear()

    def check_date(self, as_of: date | None) -> date:
        if as_of is None:
            raise CommandError(
                "This file does not carry the day of its data, which stands on every listing. Add "
                "--as-of YYYY-MM-DD: the day it was published, or downloaded."
            )
        if as_of > timezone.localdate():
            raise CommandError(f"{as_of} is in the future. Give the day of the data as --as-of.")
        return as_of

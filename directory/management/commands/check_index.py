from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from directory import index
from directory.index import check


class Command(BaseCommand):
    help = (
        "Checks that searches count right. Searches read a ready-made index of the centers; this "
        "counts the same things in the database itself, one by one, and compares. It takes some "
        "seconds and changes nothing. When something differs it says what, and ends with an error: "
        "run it again with --renew, which makes the index anew. No center is ever changed or lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--renew", action="store_true", help="Make the index anew first, then check it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # In one transaction: an import that ends meanwhile must not look like a mistake.
        with transaction.atomic():
            if options["renew"]:
                index.make_anew()
                self.stdout.write("Made the index anew.")
            found = check.compare()
        differing = list(self.say(found.checks))
        if differing or not found.is_stored:
            if not found.is_stored:
                self.stdout.write("The stored index is not the one that the centers give now.")
            raise CommandError(
                "The index is not right. Run this again with --renew; if it still differs, tell "
                "whoever looks after this site."
            )
        self.stdout.write(
            f"All is well: {len(found.checks):,} counts of {found.centers:,} centers are the same "
            "in the index and in the database."
        )

    def say(self, checks: list[check.Check]) -> Iterator[check.Check]:
        """Write down those that differ."""
        for one in checks:
            if one.differs:
                self.stdout.write(
                    f"{one.what}: {one.in_index:,} in the index, "
                    f"{one.in_database:,} in the database"
                )
                yield one

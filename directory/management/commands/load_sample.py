from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.samples import wall


class Command(BaseCommand):
    help = (
        "Fills an empty directory with made-up treatment centers, to look around without network. "
        "They are not real places: each name starts with Example. Refused on a public site and "
        f"where real centers are loaded. Real ones: {wall.LOAD_REAL_ONES} (it removes these)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = wall.load()
        except wall.Refused as refusal:
            raise CommandError(f"Nothing was loaded. {refusal}") from refusal
        self.stdout.write(
            f"{number} made-up centers are in place. They are not real. "
            f"Real ones: {wall.LOAD_REAL_ONES}"
        )

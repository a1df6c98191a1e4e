from typing import Any

from django.core.management.base import BaseCommand

from directory.models import Place
from directory.places import place_table


class Command(BaseCommand):
    help = (
        "Loads the ZIP codes, cities and states that people search around. Needs no network and "
        "takes some seconds. Run it after setting up and after updating the site; when all are "
        "there it changes nothing. Centers and pages are not touched."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Loading places…")
        counts = place_table.load()
        self.stdout.write(
            f"{counts[Place.Kind.ZIP]:,} ZIP codes, {counts[Place.Kind.CITY]:,} city names, "
            f"{counts[Place.Kind.STATE]} states and territories are in place."
        )

from django.core.management.base import BaseCommand, CommandError

from content.publishing import library


class Command(BaseCommand):
    help = (
        "Loads the pages, sources, figures and helplines that come with the code. "
        "What an editor changed since the last load is kept as it is. Safe to run again."
    )

    def handle(self, *args: object, **options: object) -> None:
        try:
            report = library.load()
        except library.BadFile as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"Pages: {report}.")
        for record in report.kept:
            self.stdout.write(f"Kept as an editor left it: {record}.")

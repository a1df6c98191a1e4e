"""Run it once a day (cron, a timer): what the privacy page promises to delete is deleted here.

- How to reach a reader: 90 days after the report was answered.
- The keyed hash of a network: 30 days after the report came in, and its key when its time is over.
- The key under which the reports of a day were counted (web.limits): when the day is over.
"""

from django.core.management.base import BaseCommand

from corrections import answering


class Command(BaseCommand):
    help = (
        "Deletes how to reach the readers whose reports were answered 90 days ago, and what is left "
        "of old keys. Run it daily; safe to run at any time."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Contacts deleted: {answering.forget()}.")

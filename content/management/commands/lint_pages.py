from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.models import PageVersion
from content.plain_language import linter, readability


class Command(BaseCommand):
    help = (
        "Checks the pages that readers see: words, reading grade, what must be mended (errors) and "
        "what would be good to mend (warnings). Ends with status 1 when there are errors."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--warnings", action="store_true", help="show the warnings too")

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for version in PageVersion.objects.published().select_related("page__topic"):
            text = linter.Text(version.body, version.summary, version.short_version)
            errors, warnings = linter.errors(text), linter.warnings(text)
            total += len(errors)
            self.stdout.write(f"{version.page!s:<40} {self.measure(text)}, {len(errors)} errors, "
                              f"{len(warnings)} warnings")  # fmt: skip
            for finding in errors + (warnings if options["warnings"] else []):
                self.stdout.write(f"    {finding}")
        if total:
            raise CommandError(f"{total} errors to mend.")

    def measure(self, text: linter.Text) -> str:
        read = linter.prose(text.written)
        grade = readability.grade(read)
        said = f"grade {grade.judged} (raw {grade.raw})" if grade else "too short for a grade"
        return f"{len(readability.words(read)):>5} words, {said}"

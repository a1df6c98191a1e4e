"""An import told to whoever started it: a line while it runs, a report at its end."""

from __future__ import annotations

from django.core.management.base import CommandError, OutputWrapper

from directory.models import ImportRun, Place

SHOWN = 20


class ProgressLine:
    """One line that is written over; nothing where nobody watches."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.width = 0

    def __call__(self, words: str) -> None:
        if self.out.isatty():
            self.out.write("\r" + words.ljust(self.width), ending="")
            self.out.flush()
            self.width = len(words)

    def clear(self) -> None:
        if self.width:
            self("")
            self.out.write("\r", ending="")


def warn_without_places(out: OutputWrapper) -> None:
    if not Place.objects.filter(kind=Place.Kind.ZIP).exists():
        out.write(
            "No ZIP codes are loaded, so coordinates can't be checked and centers without them can't "
            "be found by distance. Run `manage.py load_places`, then this again."
        )


def conclude(run: ImportRun, out: OutputWrapper) -> None:
    """Write the report. A refusal ends the command with status 1."""
    if run.status == ImportRun.Status.REFUSED:
        if run.read:
            out.write(report(run))
        raise CommandError(f"Refused. {run.message}")
    out.write(report(run))


def report(run: ImportRun) -> str:
    """What was done, in lines that a tired person understands."""
    would = "would be " if run.is_dry_run or run.status == ImportRun.Status.REFUSED else ""
    day = f"{run.as_of:%B} {run.as_of.day}, {run.as_of.year}" if run.as_of else "unknown"
    lines = [
        f"{run.read:,} rows read, data of {day}",
        f"{run.added:>8,} {would}added",
        f"{run.changed:>8,} {would}changed",
        f"{run.unchanged:>8,} unchanged",
        f"{run.delisted:>8,} {would}delisted: no longer in the data",
        f"{run.relisted:>8,} {would}listed again",
        f"{run.left_out:>8,} left out: other kinds, or outside the states and kinds asked for",
        f"{run.bad:>8,} bad, which give no center",
        *_problems(run),
    ]
    if run.is_dry_run:
        lines += [*_changes(run), "This was a dry run: nothing was changed."]
    return "\n".join(lines)


def _changes(run: ImportRun) -> list[str]:
    """What would happen to which center; the gravest first."""
    order = {"delisted": 0, "relisted": 1, "changed": 2, "added": 3}
    told = sorted(run.changes, key=lambda change: order[change["what"]])
    lines = [
        f"  {change['what']}: {change['name']}"
        + (
            f" ({', '.join(change['fields'])})"
            if change["fields"] and change["what"] != "added"
            else ""
        )
        for change in told[:SHOWN]
    ]
    if len(told) > SHOWN:
        lines.append(f"  The first {SHOWN} are shown; more are in the admin, under Import runs.")
    return ["What would change:", *lines] if lines else []


def _problems(run: ImportRun) -> list[str]:
    lines = [_problem(**problem) for problem in run.problems[:SHOWN]]
    if len(run.problems) > SHOWN:
        lines.append(f"  The first {SHOWN} are shown; more are in the admin, under Import runs.")
    return [f"Problems ({len(run.problems):,}):", *lines] if lines else []


def _problem(line: int | None, name: str, reason: str) -> str:
    start = f"  line {line:,}: " if line else "  "
    return f"{start}{name}: {reason}" if name else f"{start}{reason}"

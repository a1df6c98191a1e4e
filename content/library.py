"""The first text of the site, in files that a clinician can read in a pull request.

    library/sources.toml  figures.toml  helplines.toml   the registries, by key
    library/en/topics.toml                               the subjects
    library/en/<topic>/<page>.md                         a page: TOML between +++ lines, then Markdown

The database is the truth from the first load on: a file replaces a record only while nobody has
touched it since the last load.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from content import publishing
from content.models import Figure, Helpline, HelplineNumber, Page, PageVersion, Source, Topic
from content.models.library import FromLibrary, digest
from content.models.page import State

LIBRARY = settings.BASE_DIR / "content" / "library"


class BadFile(Exception):
    """A file of the library cannot be loaded; the message names it and says what to do."""


@dataclass
class Report:
    """What a load did."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        done = [f"{number} {what}" for what, number in self.counts.items() if number]
        return ", ".join(done) or "nothing to change"


@transaction.atomic
def load(folder: Path = LIBRARY) -> Report:
    """Bring the database up to the files, without touching what an editor changed."""
    report = Report()
    for key, row in _table(folder / "sources.toml").items():
        _keep(Source, {"key": key}, row, report)
    for key, row in _table(folder / "figures.toml").items():
        row["source"] = _source(row["source"], folder / "figures.toml")
        _keep(Figure, {"key": key}, row, report)
    for key, row in _table(folder / "helplines.toml").items():
        _load_helpline(key, row, report, folder / "helplines.toml")
    for slug, row in _table(folder / "en" / "topics.toml").items():
        _keep(Topic, {"slug": slug}, row, report)
    for path in sorted(folder.glob("en/*/*.md")):
        _load_page(path, report)
    return report


def _table(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error


def _source(key: str, path: Path) -> Source:
    try:
        return Source.objects.get(key=key)
    except Source.DoesNotExist:
        raise BadFile(f"{path.name}: no source has the key “{key}”; add it to sources.toml.") from None


def _keep(
    model: type[FromLibrary], key: dict[str, str], values: dict[str, Any], report: Report
) -> tuple[Any, bool]:
    """The record under `key`, and whether the file may speak for it."""
    record = model._default_manager.filter(**key).first()  # type: ignore[attr-defined]
    kind = model._meta.verbose_name_plural
    if record is None:
        record = model(**key, **values, library_digest=digest(_plain(values)))
        record.full_clean()
        record.save()
        report.counts[f"{kind} added"] += 1
        return record, True
    now = digest(_plain({name: getattr(record, name) for name in values}))
    if now != record.library_digest:
        report.kept.append(f"{model._meta.verbose_name} {record}")
        return record, False
    if now != digest(_plain(values)):
        for name, value in values.items():
            setattr(record, name, value)
        record.library_digest = digest(_plain(values))
        record.full_clean()
        record.save()
        report.counts[f"{kind} changed"] += 1
    return record, True


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {n: v.pk if isinstance(v, models.Model) else v for n, v in values.items()}


def _load_helpline(key: str, row: dict[str, Any], report: Report, path: Path) -> None:
    numbers = row.pop("numbers")
    row["source"] = _source(row["source"], path)
    helpline, ours = _keep(Helpline, {"key": key}, row, report)
    fields = ["kind", "display", "dial", "words"]
    wanted = [{"words": "", **number} for number in numbers]
    held = list(helpline.numbers.order_by("pk").values(*fields))
    if not held or (ours and held != wanted and helpline.numbers_digest == digest({"": held})):
        helpline.numbers.all().delete()
        for number in wanted:
            HelplineNumber.objects.create(helpline=helpline, **number)
        helpline.numbers_digest = digest({"": wanted})
        helpline.save(update_fields=["numbers_digest"])


def read_page(path: Path) -> dict[str, Any]:
    """The text fields of a page's file."""
    text = path.read_text(encoding="utf-8")
    _, opening, rest = text.partition("+++\n")
    front, closing, body = rest.partition("\n+++\n")
    if not opening or not closing:
        raise BadFile(f"{path}: it must begin with TOML between two +++ lines.")
    try:
        values = tomllib.loads(front)
        return {
            "order": values.pop("order", 100),
            "title": values.pop("title"),
            "summary": values.pop("summary"),
            "short_version": "\n".join(values.pop("short_version", [])),
            "layout": values.pop("layout", "page"),
            "next_steps": values.pop("next", []),
            "review_by": values.pop("review_by"),
            "body": body.strip() + "\n",
        } | _no_more(values)
    except (KeyError, tomllib.TOMLDecodeError, ValueError) as error:
        raise BadFile(f"{path}: {error!s} (front matter).") from error


def _no_more(values: dict[str, Any]) -> dict[str, Any]:
    if values:
        raise ValueError(f"nobody knows what {', '.join(values)} means")
    return {}


def _load_page(path: Path, report: Report) -> None:
    values = read_page(path)
    topic = Topic.objects.filter(slug=path.parent.name).first()
    if topic is None:
        raise BadFile(f"{path}: add [{path.parent.name}] to topics.toml first.")
    page, _ = Page.objects.get_or_create(
        topic=topic, slug=path.stem, locale="en", defaults={"order": values["order"]}
    )
    del values["order"]
    newest = page.versions.first()
    wanted = digest(values)
    if newest is not None and (newest.library_digest == "" or _was_taken_down(newest)):
        report.kept.append(f"page {page}")
        return
    if newest is not None and newest.library_digest == wanted:
        _render_again(newest, path, report)
        return
    version = publishing.new_draft(page, by=None, library_digest=wanted, **values)
    try:
        publishing.move(version, State.APPROVED, by=None, note=f"Loaded from {path.name}")
    except publishing.NotReady as not_ready:
        raise BadFile(f"{path}: {not_ready}") from not_ready
    if newest is not None:
        publishing.move(newest, State.ARCHIVED, by=None, note="Replaced by a newer file")
    report.counts["pages changed" if newest else "pages added"] += 1


def _was_taken_down(version: PageVersion) -> bool:
    """Whether an editor took away a page of ours: then no file brings it back."""
    last = version.transitions.first()
    return version.state == State.ARCHIVED and last is not None and last.by is not None


def _render_again(version: PageVersion, path: Path, report: Report) -> None:
    """The templates of blocks may be newer than the stored HTML."""
    before = (version.html, version.short_version_html, version.contents)
    if found := publishing.render(version):
        raise BadFile(f"{path}: {' '.join(found)}")
    if before != (version.html, version.short_version_html, version.contents):
        report.counts["pages rendered anew"] += 1

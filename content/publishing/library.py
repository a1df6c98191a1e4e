"""The first text of the site, in files that a clinician can read in a pull request.

    library/sources.toml  figures.toml  helplines.toml  synonyms.toml   the registries, by key
    library/en/topics.toml                               the subjects
    library/en/<topic>/<page>.md                         a page: TOML between +++ lines, then Markdown

The database is the truth from the first load on: a file replaces a record only while nobody has
touched it since the last load.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from content.models import (
    Figure,
    Helpline,
    HelplineNumber,
    Page,
    PageVersion,
    Source,
    Synonym,
    Topic,
)
from content.models.from_library import FromLibrary, digest
from content.models.page import State
from content.publishing import workflow
from content.search import knowledge
from web import moved

LIBRARY = settings.BASE_DIR / "content" / "library"

# The front matter of a page's file.
REQUIRED = {"title", "summary", "read_on", "review_by"}
PAGE_DEFAULTS: dict[str, Any] = {
    "order": 100, "layout": "page", "concern": "care", "short_version": [], "asked_as": [], "next": [],
}  # fmt: skip


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
    _keep(Source, "key", _table(folder / "sources.toml"), report)
    _keep(Figure, "key", _with_sources(folder / "figures.toml"), report)
    _keep_helplines(_with_sources(folder / "helplines.toml"), report)
    table = moved.read()
    rows = _table(folder / "en" / "topics.toml")
    slugs = {name: moved.leads_to(f"/{name}/", table).strip("/") for name in rows}
    found = _keep(Topic, "slug", {slugs[name]: row for name, row in rows.items()}, report)
    topics = {name: found[slug] for name, slug in slugs.items()}
    _keep(Synonym, "phrase", _table(folder / "synonyms.toml"), report)
    for path in sorted(folder.glob("en/*/*.md")):
        if path.parent.name not in topics:
            raise BadFile(f"{path}: add [{path.parent.name}] to topics.toml first.")
        _load_page(path, topics[path.parent.name], table, report)
    if report.counts:
        knowledge.renew()
    return report


def _table(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error


def _with_sources(path: Path) -> dict[str, dict[str, Any]]:
    """A table whose rows name their source by its key."""
    sources = Source.objects.in_bulk(field_name="key")
    rows = _table(path)
    for row in rows.values():
        if row["source"] not in sources:
            raise BadFile(
                f"{path.name}: no source has the key “{row['source']}”; add it to sources.toml."
            )
        row["source"] = sources[row["source"]]
    return rows


def _keep(
    model: type[FromLibrary], name: str, rows: dict[str, dict[str, Any]], report: Report
) -> dict[str, Any]:
    """The records of a table, by key; those that nobody touched since the last load follow it."""
    records: dict[str, Any] = model._default_manager.in_bulk(rows, field_name=name)
    kind = model._meta.verbose_name_plural
    # What a file leaves out has the model's default, so that leaving it out later is a change too.
    defaults = {
        field.name: field.get_default()
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name != name
    }
    for key, row in rows.items():
        values = defaults | row
        record, wanted = records.get(key), digest(_plain(values))
        if record is not None:
            now = digest(_plain({n: getattr(record, n) for n in values}))
            if now != record.library_digest:
                report.kept.append(f"{model._meta.verbose_name} {record}")
                continue
            if now == wanted:
                continue
        report.counts[f"{kind} changed" if record else f"{kind} added"] += 1
        record = record or model(**{name: key})
        for attribute, value in {**values, "library_digest": wanted}.items():
            setattr(record, attribute, value)
        record.full_clean(validate_unique=False)
        record.save()
        records[key] = record
    return records


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {n: v.pk if isinstance(v, models.Model) else v for n, v in values.items()}


def _keep_helplines(rows: dict[str, dict[str, Any]], report: Report) -> None:
    numbers = {key: row.pop("numbers") for key, row in rows.items()}
    for key, helpline in _keep(Helpline, "key", rows, report).items():
        wanted = [{"words": "", **number} for number in numbers[key]]
        held = list(helpline.numbers.order_by("pk").values("kind", "display", "dial", "words"))
        if held and helpline.numbers_digest != digest({"": held}):
            report.kept.append(f"numbers of {helpline}")
        elif held != wanted:
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
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{path}: {error} (front matter).") from error
    if unknown := values.keys() - PAGE_DEFAULTS.keys() - REQUIRED:
        raise BadFile(f"{path}: nobody knows what {', '.join(sorted(unknown))} means.")
    if missing := REQUIRED - values.keys():
        raise BadFile(f"{path}: it lacks {', '.join(sorted(missing))}.")
    values = PAGE_DEFAULTS | values
    for name in ("short_version", "asked_as"):
        values[name] = "\n".join(values[name])
    values["next_steps"] = values.pop("next")
    return values | {"body": body.strip() + "\n"}


def _load_page(path: Path, topic: Topic, table: Mapping[str, str], report: Report) -> None:
    values = read_page(path)
    topic_slug, slug = _slugs_now(path, topic, table)
    page, _ = Page.objects.get_or_create(
        topic=Topic.objects.filter(slug=topic_slug).first() or topic,  # it may be gone since
        slug=slug,
        locale="en",
        defaults={"order": values["order"]},
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
    version = workflow.new_draft(page, by=None, library_digest=wanted, **values)
    try:
        workflow.move(version, State.APPROVED, by=None, note=f"Loaded from {path.name}")
    except workflow.NotReady as not_ready:
        raise BadFile(f"{path}: {not_ready}") from not_ready
    if newest is not None:
        workflow.move(newest, State.ARCHIVED, by=None, note="Replaced by a newer file")
    report.counts["pages changed" if newest else "pages added"] += 1


def _slugs_now(path: Path, topic: Topic, table: Mapping[str, str]) -> tuple[str, str]:
    """Of topic and page: an editor may have given the page of this file another address."""
    if path.stem == path.parent.name:
        return topic.slug, topic.slug
    old = f"/{path.parent.name}/{path.stem}/"
    if old not in table:
        return topic.slug, path.stem
    topic_slug, _, slug = table[old].strip("/").partition("/")
    return topic_slug, slug or topic_slug


def _was_taken_down(version: PageVersion) -> bool:
    """Whether an editor took away a page of ours: then no file brings it back."""
    last = version.transitions.first()
    return version.state == State.ARCHIVED and last is not None and last.by is not None


def _render_again(version: PageVersion, path: Path, report: Report) -> None:
    """The templates of blocks may be newer than the stored HTML."""
    before = (version.html, version.short_version_html, version.contents)
    if found := workflow.render(version):
        raise BadFile(f"{path}: {' '.join(found)}")
    if before != (version.html, version.short_version_html, version.contents):
        report.counts["pages rendered anew"] += 1

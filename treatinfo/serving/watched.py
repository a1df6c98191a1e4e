"""What counts as a change of the site: which tables readers see, part by part, and the clock.

The database counts each part up by triggers (`web.revision` reads the numbers), whoever writes: the
admin, a command, an import, SQL by hand. SQLite drops a table's triggers whenever a migration remakes the
table; all are made again after every `migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from content.models import PageVersion
from web.models import Revision

PARTS = {
    "pages": (
        "content.Topic", "content.Page", "content.PageVersion", "content.Citation", "content.Review",
        "content.Source", "content.Figure", "content.Helpline", "content.HelplineNumber",
        "content.Synonym", "web.Moved",
    ),
    "centers": ("directory.Facility",),
    "places": ("directory.Place",),
    "imports": ("directory.ImportRun",),
    "corrections": ("corrections.Correction", "corrections.PhoneCheck"),
}  # fmt: skip
# What no reader sees, what is derived, or what shows on a page only after a while.
UNWATCHED = (
    "content.Transition", "content.FigureUse", "content.SearchDocument", "content.SearchVocabulary",
    "directory.IndexSnapshot", "corrections.Report", "corrections.ReportMove",
    "corrections.RotatingKey", "web.Revision",
)  # fmt: skip
# Columns of watched tables that no reader sees: to write them alone is no change.
UNSEEN = {
    "directory.Facility": ("row_digest",),
    "directory.ImportRun": ("alive_at",),
}


def ends_at() -> datetime:
    """When pages change though nothing is written: a version begins or ends, a day ends, and with
    it a figure, a review or a listing grows too old."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    return min(PageVersion.objects.next_change(after=now) or tomorrow, tomorrow)


def watch(**_: Any) -> None:
    """Make the rows and the triggers, as far as their tables are there. Called after `migrate`."""
    tables = set(connection.introspection.table_names())
    if Revision._meta.db_table not in tables:
        return
    for part in PARTS:
        Revision.objects.get_or_create(part=part)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(COUNT_ON_POSTGRESQL)
        for part, labels in PARTS.items():
            for model in map(apps.get_model, labels):
                if model._meta.db_table in tables:
                    for statement in triggers(part, model):
                        cursor.execute(statement)


def triggers(part: str, model: type[Model]) -> Iterator[str]:
    """The statements that make a table count."""
    table = model._meta.db_table
    unseen = UNSEEN.get(model._meta.label, ())
    seen = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if f.name not in unseen)
    if connection.vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE TRIGGER revision AFTER INSERT OR UPDATE OF {seen} OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION web_count_revision('{part}')"
        )
        return
    for name, change in (
        ("insert", "INSERT"),
        ("update", f"UPDATE OF {seen}"),
        ("delete", "DELETE"),
    ):
        yield f"DROP TRIGGER IF EXISTS revision_{table}_{name}"  # its columns may be other ones now
        yield f"CREATE TRIGGER revision_{table}_{name} AFTER {change} ON {table} BEGIN {count(part)}; END"


# By a random step: so a number never comes twice, not even where a change was rolled back or an older
# backup restored, while a process still holds what was made for that number.
STEP = {
    "sqlite": "1 + (random() & 1048575)",
    "postgresql": "1 + floor(random() * 1048576)::bigint",
}


def count(part: str) -> str:
    return f"UPDATE web_revision SET number = number + {STEP['sqlite']} WHERE part = '{part}'"


COUNT_ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION web_count_revision() RETURNS trigger AS $$
BEGIN
  UPDATE web_revision SET number = number + {STEP["postgresql"]} WHERE part = TG_ARGV[0];
  RETURN NULL;
END $$ LANGUAGE plpgsql
"""

"""Which edition of the site this is: a number that grows when anything changes that public pages show.

The database counts it by triggers, so that no writer can forget: the admin, a command, an import and
SQL by hand all count. SQLite drops a table's triggers whenever a migration remakes the table; they
are made again after every `migrate`.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from content.models import PageVersion
from treatinfo.models import Edition

# What public pages are made of. A center's own row is not here: whoever writes one renews the index.
WATCHED = (
    "content.Topic", "content.Page", "content.PageVersion", "content.Citation", "content.Review",
    "content.Source", "content.Figure", "content.Helpline", "content.HelplineNumber",
    "directory.IndexSnapshot", "directory.ImportRun", "directory.Place",
    "corrections.Correction", "corrections.PhoneCheck",
)  # fmt: skip
# What they are not made of, or what shows on a page only after a while.
UNWATCHED = (
    "content.Transition", "content.FigureUse", "content.Synonym", "content.SearchDocument", "content.SearchVocabulary",
    "directory.Facility", "directory.IndexPiece", "corrections.Report", "corrections.ReportMove", "corrections.RotatingKey",
)  # fmt: skip
LONGEST = timedelta(
    minutes=10
)  # a ready page lives no longer: a mark on a number may lapse meanwhile

# When it was last asked (a monotonic clock), and what it was.
_held: tuple[float, int] = (float("-inf"), 0)


def current() -> int:
    """The edition, asked of the database at most once a second; as it was when that is gone."""
    global _held
    now = time.monotonic()
    if now - _held[0] >= settings.EDITION_SECONDS:
        try:
            number = read()
        except DatabaseError:
            number = _held[1]
        finally:
            _hang_up()
        _held = (now, number)
    return _held[1]


def read() -> int:
    return Edition.objects.values_list("number", flat=True).first() or 0


def ends_at() -> datetime:
    """When pages change though nothing is written: a version begins or ends, a day ends, and with
    it a figure, a review or a listing grows too old."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    return min(PageVersion.objects.next_change(after=now) or tomorrow, tomorrow)


def watch(**_: Any) -> None:
    """Make the row and the triggers, as far as their tables are there. Called after `migrate`."""
    tables = set(connection.introspection.table_names())
    if Edition._meta.db_table not in tables:
        return
    Edition.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(COUNT_ON_POSTGRESQL)
        for label in WATCHED:
            table = apps.get_model(label)._meta.db_table
            if table in tables:
                for statement in TRIGGERS[connection.vendor]:
                    cursor.execute(statement.format(table=table))


def _hang_up() -> None:
    """Outside of a request nobody else closes the connection."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


COUNT = "UPDATE treatinfo_edition SET number = number + 1"
COUNT_ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION treatinfo_count_edition() RETURNS trigger AS $$
BEGIN {COUNT}; RETURN NULL; END $$ LANGUAGE plpgsql
"""
TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS edition_{{table}}_{change} AFTER {change} ON {{table}} BEGIN {COUNT}; END"
        for change in ("INSERT", "UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE OR REPLACE TRIGGER edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
        + "ON {table} FOR EACH STATEMENT EXECUTE FUNCTION treatinfo_count_edition()"
    ],
}

"""Rows that take seconds to make: made once a process, put back in a moment whenever asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import connection, models, transaction

Table = type[models.Model]


class Kept:
    """What `make` leaves in `tables`, copied to tables of the test database beside them.

    Made outside of any test's transaction, so that every test and module can have them later; until
    one asks for them, `tables` are as empty as they were.
    """

    def __init__(self, make: Callable[[], object], tables: Sequence[Table]) -> None:
        self.tables = tables
        with transaction.atomic():
            make()
            for table in tables:
                _execute(
                    f"CREATE TABLE {_copy_of(table)} AS SELECT {_columns(table)} FROM {_of(table)}"
                )
            self.take_away()

    def put(self) -> None:
        with transaction.atomic():
            for table in self.tables:
                columns = _columns(table)
                _execute(
                    f"INSERT INTO {_of(table)} ({columns}) SELECT {columns} FROM {_copy_of(table)}"
                )

    def take_away(self) -> None:
        with transaction.atomic():
            for table in reversed(self.tables):
                _execute(f"DELETE FROM {_of(table)}")


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _of(table: Table) -> str:
    return table._meta.db_table


def _copy_of(table: Table) -> str:
    return f"kept_{_of(table)}"


def _columns(table: Table) -> str:
    return ", ".join(f'"{field.column}"' for field in table._meta.concrete_fields)

"""A ZIP code's place, found without the query language of the ORM: the most usual way to say where.

`gazetteer.find` knows all other ways; a test holds that it finds the same here.
"""

from __future__ import annotations

import re

from django.db import connection

from directory import gazetteer
from directory.models import Place

ZIP_CODE = re.compile(r"[0-9]{5}")
FIELDS = [field.attname for field in Place._meta.concrete_fields]
ONE = f"SELECT {', '.join(FIELDS)} FROM directory_place WHERE kind = 'zip' AND folded = %s"


def find(text: str) -> list[Place]:
    """The places that a visitor may mean by `text`."""
    if not ZIP_CODE.fullmatch(text):
        return gazetteer.find(text)
    with connection.cursor() as cursor:  # the ORM would take five times as long
        cursor.execute(ONE, [text])
        return [Place.from_db(connection.alias, FIELDS, row) for row in cursor.fetchall()]

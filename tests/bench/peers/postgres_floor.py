"""The floor in PostgreSQL: intarray with GIN, PostGIS, tsvector. JSON, nothing rendered.

Without PostGIS (it needs a superuser to be created) a B-tree box and the same haversine serve.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from tests.bench.peers.center import Row
from tests.bench.peers.floor import PLACES, RADIUS, Asked, as_wsgi, haversine, miles_of
from tests.bench.peers.options import BY_FACET, NUMBERS, OPTIONS

ADDRESS = "BENCH_POSTGRES"  # the environment's name for the database
SERVER = "BENCH_POSTGRES_SERVER"  # and for the server, whose user may create databases
USUAL_SERVER = "postgres://postgres@127.0.0.1:5432"
NAME = "treatinfo-bench"  # of every connection, to find its process by
PLACE = "name, street, city, zip_code, phone"
# PostGIS measures on a sphere of its own radius, in meters; the angle is what must be the same.
METERS_A_MILE = 6371008.7714150598 / RADIUS


class Unavailable(Exception):
    """No server, or one that lets us make no database; the message says which."""


def create(name: str) -> str:
    """The address of the database of that name, made if it is not there."""
    server = os.environ.get(SERVER, USUAL_SERVER).rstrip("/")
    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not found.fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(f"{server}/{name}", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS intarray")
            with suppress(psycopg.Error):  # not installed, or not ours to create
                connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except psycopg.Error as problem:
        raise Unavailable(str(problem).strip().splitlines()[0]) from problem
    return f"{server}/{name}"


def has_postgis(address: str) -> bool:
    return _is_there(address, "SELECT 1 FROM pg_extension WHERE extname = 'postgis'")


def is_filled(address: str, stamp: str) -> bool:
    """Whether the rows there are of that stamp."""
    return _is_there(
        address,
        "SELECT 1 FROM pg_class WHERE relname = 'centers' AND obj_description(oid) = %s",
        stamp,
    )


def _is_there(address: str, query: LiteralString, *values: str) -> bool:
    with psycopg.connect(address) as connection:
        return connection.execute(query, values).fetchone() is not None


def build(address: str, rows: Iterable[Row], stamp: str) -> None:
    """Fill the database, and stamp it. The id is the place in the order of names."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS centers")
        connection.execute(
            "CREATE TABLE centers (id int PRIMARY KEY, pk bigint, state text, options int[],"
            " latitude float8, longitude float8, words tsvector,"
            " name text, street text, city text, zip_code text, phone text)"
        )
        with connection.cursor().copy(
            "COPY centers (id, pk, state, options, latitude, longitude, words, name, street, city,"
            " zip_code, phone) FROM STDIN"
        ) as copy:
            for values in _values(rows):
                copy.write_row(values)
        connection.execute("CREATE INDEX ON centers USING gin (options gin__int_ops)")
        connection.execute("CREATE INDEX ON centers USING gin (words)")
        connection.execute("CREATE INDEX ON centers (state, id)")
        if has_postgis(address):
            connection.execute(
                "ALTER TABLE centers ADD spot geography(Point, 4326) GENERATED ALWAYS AS"
                " (ST_MakePoint(longitude, latitude)::geography) STORED"
            )
            connection.execute("CREATE INDEX ON centers USING gist (spot)")
        else:
            connection.execute("CREATE INDEX ON centers (latitude, longitude)")
        connection.execute("VACUUM ANALYZE centers")
        connection.execute(sql.SQL("COMMENT ON TABLE centers IS {}").format(sql.Literal(stamp)))


def _values(rows: Iterable[Row]) -> Iterator[tuple]:
    for number, row in enumerate(rows, start=1):
        name, street, city, state, zip_code, phone = row.place
        spot = (row.latitude, row.longitude)
        words = " ".join(f"'{word}'" for word in row.words)
        place = (name, street, city, zip_code, phone)
        yield number, row.pk, state, list(row.options), *spot, words, *place


held = threading.local()


def connection() -> psycopg.Connection:
    """One a thread, kept open."""
    if not hasattr(held, "connection"):
        held.connection = psycopg.connect(
            os.environ[ADDRESS], autocommit=True, application_name=NAME
        )
        held.connection.execute("SET max_parallel_workers_per_gather = 0")
        held.connection.execute("SET jit = off")
        held.connection.execute("SET work_mem = '256MB'")
        held.has_postgis = has_postgis(os.environ[ADDRESS])
    return held.connection


def answer(asked: Asked) -> dict[str, Any]:
    connection()
    area, order = _area(asked)
    needs = {
        facet: f"options && '{{{','.join(str(NUMBERS[key]) for key in keys)}}}'::int[]"
        for facet, keys in asked.needs.items()
    }
    everything = " AND ".join([area, *needs.values()])
    total, found = _counts(everything)
    for facet in needs:
        others = [condition for name, condition in needs.items() if name != facet]
        _, without = _counts(" AND ".join([area, *others]), BY_FACET[facet])
        found |= without
    return {"total": total, "counts": found, "places": _places(everything, order)}


def _area(asked: Asked) -> tuple[str, str]:
    """Where to look, as SQL, and in which order."""
    if asked.near and held.has_postgis:
        latitude, longitude = asked.near
        point = f"ST_MakePoint({longitude}, {latitude})::geography"
        meters = asked.miles * METERS_A_MILE
        share = haversine("latitude", "longitude", asked.near, turn=0)
        return f"ST_DWithin(spot, {point}, {meters}, false)", share
    if asked.near:
        south, north, west, east = asked.box
        inside = haversine("latitude", "longitude", asked.near, turn=asked.miles / RADIUS)
        box = f"latitude BETWEEN {south} AND {north} AND longitude BETWEEN {west} AND {east}"
        return f"{box} AND {inside}", haversine("latitude", "longitude", asked.near, turn=0)
    if asked.text:
        words = " & ".join(f"'{word}':*" for word in asked.text.split()).replace("'", "''")
        return f"words @@ '{words}'::tsquery", "id"
    return (f"state = '{asked.state}'" if asked.state else "true"), "id"


def _counts(condition: str, numbers: list[int] | None = None) -> tuple[int, dict[str, int]]:
    """How many meet the condition, and how many of them each option: of one facet, or of all."""
    inside = "unnest(options)"
    if numbers:
        inside = f"unnest(options & '{{{','.join(map(str, numbers))}}}'::int[])"
    rows = connection().execute(
        f"WITH found AS MATERIALIZED (SELECT options FROM centers WHERE {condition})"
        f" SELECT -1, count(*) FROM found UNION ALL"
        f" SELECT number, count(*) FROM (SELECT {inside} AS number FROM found) AS each"
        " GROUP BY number"
    )
    counted: dict[int, int] = dict(rows.fetchall())
    total = counted.pop(-1)
    wanted = range(len(OPTIONS)) if numbers is None else numbers
    return total, {OPTIONS[number][1]: counted.get(number, 0) for number in wanted}


def _places(condition: str, order: str) -> list[dict[str, Any]]:
    rows = connection().execute(
        f"SELECT {order}, id, pk, options, state, {PLACE} FROM centers WHERE {condition}"
        f" ORDER BY 1, 2 LIMIT {PLACES}"
    )
    is_near = order != "id"
    return [
        {"center": rest, "miles": miles_of(share) if is_near else None}
        for share, _, *rest in rows.fetchall()
    ]


def processes(address: str) -> list[int]:
    """The server's own processes that work for the floor."""
    with psycopg.connect(address) as asking:
        rows = asking.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = %s", [NAME]
        )
        return [pid for (pid,) in rows]


application = as_wsgi(answer, BY_FACET)

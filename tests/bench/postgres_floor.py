"""The floor in PostgreSQL: intarray with GIN, tsvector, and PostGIS or else a B-tree box."""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial

import psycopg

from tests.bench import floor

SERVER = os.environ.get("BENCH_POSTGRES_SERVER", "postgres://postgres@127.0.0.1:5432").rstrip("/")
DATABASE = "treatinfo_bench"  # made anew each time
NAME = "treatinfo-bench"  # of every connection of the floor, to find its process by
OPTIONS = "-c max_parallel_workers_per_gather=0 -c jit=off -c work_mem=256MB"
# PostGIS measures on a sphere of its own radius, in meters; the angle is what must be the same.
METERS_A_MILE = 6371008.7714150598 / floor.RADIUS
INDEXES = """
    CREATE INDEX ON centers USING gin (options gin__int_ops);
    CREATE INDEX ON centers USING gin (words);
    CREATE INDEX ON centers (state, id)
"""
BOX = "CREATE INDEX ON centers (latitude, longitude)"
POINTS = """
    ALTER TABLE centers ADD spot geography(Point, 4326) GENERATED ALWAYS AS
      (ST_MakePoint(longitude, latitude)::geography) STORED;
    CREATE INDEX ON centers USING gist (spot)
"""


def connect(database: str = DATABASE, **more: str) -> psycopg.Connection:
    return psycopg.connect(f"{SERVER}/{database}", autocommit=True, **more)


def build(rows: Iterable[floor.Row]) -> None:
    """Make the database. The id is the place in the order of names."""
    with connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    with connect() as database:
        columns = f"id int PRIMARY KEY, {floor.COLUMNS}, words tsvector, options int[]"
        database.execute(f"CREATE EXTENSION intarray; CREATE TABLE centers ({columns})")
        with suppress(psycopg.Error):  # not installed, or not ours to create
            database.execute("CREATE EXTENSION postgis")
        with database.cursor().copy("COPY centers FROM STDIN") as copy:
            for number, row in enumerate(rows, start=1):
                words = " ".join(f"'{word}'" for word in row.words)
                copy.write_row((number, *row[:9], words, row.options))
        for sql in (INDEXES, POINTS if has_postgis() else BOX, "VACUUM ANALYZE centers"):
            database.execute(sql)


CONNECT = partial(connect, application_name=NAME, options=OPTIONS)


@cache
def has_postgis() -> bool:
    with connect() as database:
        found = database.execute("SELECT FROM pg_extension WHERE extname = 'postgis'")
        return found.rowcount == 1


def processes() -> list[int]:
    """The server's own processes that work for the floor."""
    with connect() as database:
        sql = f"SELECT pid FROM pg_stat_activity WHERE application_name = '{NAME}'"
        return [pid for (pid,) in database.execute(sql)]


def _array(numbers: Iterable[int]) -> str:
    return f"'{{{','.join(map(str, numbers))}}}'::int[]"


def _area(question: floor.Question) -> str:
    """The table to look in, and where."""
    where = f"state = '{question.state}'" if question.state else "true"
    if question.near and has_postgis():
        latitude, longitude = question.near
        point = f"ST_MakePoint({longitude}, {latitude})::geography"
        where = f"ST_DWithin(spot, {point}, {question.miles * METERS_A_MILE}, false)"
    elif question.near:
        south, north, west, east = question.box
        box = f"latitude BETWEEN {south} AND {north} AND longitude BETWEEN {west} AND {east}"
        where = f"{box} AND {question.is_within}"
    elif question.text:
        words = " & ".join(f"''{word}'':*" for word in question.text.split())
        where = f"words @@ '{words}'::tsquery"
    return f"centers WHERE {where}"


def _any_of(keys: Iterable[str]) -> str:
    return f"options && {_array(floor.NUMBERS[key] for key in keys)}"


def _count(rows: str, facet: str, numbers: list[int]) -> tuple[int, dict[int, int]]:
    options = f"options & {_array(numbers)}" if facet else "options"
    sql = f"""
        WITH found AS MATERIALIZED (SELECT options FROM {rows})
        SELECT -1, count(*) FROM found UNION ALL SELECT number, count(*)
        FROM (SELECT unnest({options}) AS number FROM found) AS each GROUP BY number
    """
    counted = dict(floor.ask(CONNECT, sql))
    return counted[-1], {number: counted.get(number, 0) for number in numbers}


def _first(rows: str, order: str) -> list[tuple]:
    columns = f"{order} AS way, pk, options, {floor.PLACE}"
    sql = f"SELECT {columns} FROM {rows} ORDER BY way, id LIMIT {floor.PLACES}"
    return floor.ask(CONNECT, sql)


application = floor.as_wsgi(_area, _any_of, _count, _first)

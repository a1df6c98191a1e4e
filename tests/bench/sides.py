"""Who answers the searches: our site, Datasette, and the bare floors in SQL. All on one core."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests.bench import floor, machine, postgres_floor, sqlite_floor
from tests.bench.directories import made, query, the_site
from tests.bench.floor import Question
from tests.bench.questions import ROWS, shown

Counted = tuple[int, dict[str, int]]
SITE, COMPRESSED = "site", "site-br"
TOTAL = re.compile(r'<h2 id="results">(\d+) ')
COUNT = re.compile(r'name="[\w-]{2,}" value="([\w-]+)".*?\((\d+)\)</label>')
# As kind to it as we could make it; docs/performance.md says how.
DATASETTE = (
    *("datasette", "serve", "--host", "127.0.0.1", "--port", "PORT"),
    *("--setting", "sql_time_limit_ms", "3600000", "--setting", "facet_time_limit_ms", "3600000"),
    *("--setting", "suggest_facets", "0", "--setting", "max_returned_rows", "1000"),
    *("--setting", "cache_size_kb", "200000", "--immutable"),
)


@dataclass
class Side:
    """Somebody who answers. `ask` takes the time; `read` understands the answer, later."""

    key: str
    name: str
    server: machine.Server
    client: machine.Client

    def ask(self, question: Question) -> tuple[float, list[bytes]]:
        paths = [question.site_path if self.key in (SITE, COMPRESSED) else question.floor_path]
        if self.key == "datasette":
            paths = _datasette_paths(question)
        headers = machine.AS_A_BROWSER if self.key == COMPRESSED else {}
        replies = [self.client.get(path, headers) for path in paths]
        if any(reply.status != 200 for reply in replies):
            raise RuntimeError(f"{self.name} cannot answer {question}: {replies}")
        return sum(reply.seconds for reply in replies), [reply.body for reply in replies]

    def read(self, bodies: list[bytes]) -> Counted:
        if self.key == SITE:
            return _read_page(bodies[0].decode().replace(",", ""))
        answers = [json.loads(body) for body in bodies]
        if self.key == "datasette":
            return _read_datasette(answers)
        return answers[0]["total"], answers[0]["counts"]

    def take_in_helpers(self) -> None:
        """Put PostgreSQL's own processes on the server's core, and count what they use with it."""
        if self.key == "postgres":
            self.server.helpers = postgres_floor.processes()
            for pid in self.server.helpers:
                machine.pin(pid, machine.SERVER_CORE)


@contextmanager
def all_sides(directory: Path, wanted: Iterable[str]) -> Iterator[list[Side]]:
    """The site and those wanted, each with its server up, for as long as the block runs."""
    sides: list[Side] = []
    with ExitStack() as stack:
        for key in (SITE, *wanted):
            try:
                name, started = _started(key, directory)
            except psycopg.Error as problem:
                machine.say(f"PostgreSQL is left out: {problem}")
                continue
            server = stack.enter_context(started)
            sides.append(Side(key, name, server, machine.Client(server.port)))
            if key == SITE:
                name = "this site, compressed"
                sides.append(Side(COMPRESSED, name, server, sides[0].client))
        yield sides


def _started(key: str, directory: Path) -> tuple[str, machine.Started]:
    """Its name, and its server with the rows."""
    env, rows = {floor.GIVEN: json.dumps(floor.OPTIONS)}, shown(query(directory, ROWS))
    if key == SITE:
        return "this site (HTML)", the_site(directory)
    if key == "postgres":
        machine.say(f"{directory.name}: filling PostgreSQL")
        postgres_floor.build(rows)
        without = "B-tree and haversine, for want of PostGIS"
        name = f"PostgreSQL floor, {'PostGIS' if postgres_floor.has_postgis() else without} (JSON)"
        return name, machine.granian("tests.bench.postgres_floor:application", env)
    peers = made(directory / "peers.sqlite3", lambda path: sqlite_floor.build(path, rows))
    if key == "datasette":
        return "Datasette (JSON)", machine.serving(*DATASETTE, str(peers), env={})
    env |= {sqlite_floor.DATABASE: str(peers), sqlite_floor.SIDE: key}
    name = f"SQLite floor{', packed' if key == 'packed' else ''} (JSON)"
    return name, machine.granian("tests.bench.sqlite_floor:application", env)


def _read_page(page: str) -> Counted:
    """The total in the heading of the results; the count in the label of each option's box."""
    return int(TOTAL.search(page)[1]), {key: int(count) for key, count in COUNT.findall(page)}


def _datasette_paths(question: Question) -> list[str]:
    """The places with all facets; then each facet that was asked, without its own need, from a
    table of nothing but such facets."""
    where = sqlite_floor.area(question).removeprefix("centers WHERE ")
    if question.near:
        where = f"id IN (SELECT id FROM {where})"
    needs = {facet: sqlite_floor.any_of(keys) for facet, keys in question.needs.items()}
    paths = []
    for facet, condition in floor.countings(where, needs):
        said = {"_size": 0 if facet else floor.PLACES, "_facet_array": facet or "options"}
        said |= {"_shape": "objects", "_facet_size": 1000, "_where": condition}
        paths.append(f"/peers/{'asked' if facet else 'listed'}.json?{urlencode(said)}")
    return paths


def _read_datasette(answers: list[dict]) -> Counted:
    """The total, and the count at each option. It leaves out those of none."""
    counts: dict[str, int] = dict.fromkeys(floor.NUMBERS, 0)
    for answer in answers:
        [(facet, found)] = answer["facet_results"].items()
        counts |= {floor.OPTIONS[number][1]: 0 for number in floor.BY_FACET.get(facet, [])}
        counts |= {each["value"]: each["count"] for each in found["results"]}
    return answers[0]["filtered_table_rows_count"], counts

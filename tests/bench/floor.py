"""What the bare floors share. They know nothing of the site but the list of its options."""

import json
import os
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from math import asin, cos, degrees, pi, radians, sin
from urllib.parse import quote, unquote, urlencode

GIVEN = "BENCH_OPTIONS"  # every option that the search page counts, with its facet, in its order
if GIVEN in os.environ:
    OPTIONS = json.loads(os.environ[GIVEN])
else:
    from directory.index.question import FACETS
    from directory.vocabulary.attributes import filters_of

    OPTIONS = [(facet.value, option.key) for facet in FACETS for option in filters_of(facet)]

NUMBERS = {key: number for number, (_, key) in enumerate(OPTIONS)}
BY_FACET = {facet: [n for n, (of, _) in enumerate(OPTIONS) if of == facet] for facet, _ in OPTIONS}
RADIUS = 3958.8  # miles, as the site measures
PLACES = 20
# A center as every peer gets it. Its options are the numbers of those it says yes to.
PLACE = "name, street, city, state, zip_code, phone"
Row = namedtuple("Row", f"pk, {PLACE}, latitude, longitude, words, options")
# Its first nine fields in SQL.
COLUMNS = f"pk bigint, {PLACE.replace(',', ' text,')} text, latitude float8, longitude float8"


@dataclass(frozen=True)
class Question:
    """One search. `needs` maps a facet to the options of which any will do."""

    state: str = ""
    zip_code: str = ""
    near: tuple[float, float] | None = None
    miles: int = 0
    text: str = ""
    needs: dict[str, list[str]] = field(default_factory=dict)

    @property
    def site_path(self) -> str:
        """As the site's own form asks it."""
        said = {"where": self.zip_code, "state": self.state, "q": self.text, "miles": self.miles}
        words = {name: word for name, word in said.items() if word}
        return f"/find-treatment/?{urlencode(words | self.needs, doseq=True)}"

    @property
    def floor_path(self) -> str:
        """The same for a floor, which is spared looking the ZIP code up."""
        return f"/?{quote(json.dumps(asdict(self)))}"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """South, north, west and east of all that lies within the miles."""
        latitude, longitude = self.near
        tall = degrees(self.miles / RADIUS) * 1.0001
        reach = sin(radians(tall)) / max(cos(radians(latitude)), 0.01)
        wide = degrees(asin(reach)) * 1.0001 if reach < 1 else 180
        return latitude - tall, latitude + tall, longitude - wide, longitude + wide

    @property
    def share(self) -> str:
        """SQL for the haversine of the way from a row."""
        latitude, longitude = self.near
        tall = f"sin((latitude - {latitude!r}) * {pi / 360!r})"
        wide = f"sin((longitude - {longitude!r}) * {pi / 360!r})"
        shrink = f"{cos(radians(latitude))!r} * cos(latitude * {pi / 180!r})"
        return f"({tall} * {tall} + {shrink} * {wide} * {wide})"

    @property
    def is_within(self) -> str:
        return f"{self.share} <= {sin(self.miles / RADIUS / 2) ** 2!r}"


held = threading.local()


def ask(connect: Callable, sql: str) -> list[tuple]:
    """Over a connection of this thread, kept open."""
    if not hasattr(held, "connection"):
        held.connection = connect()
    return held.connection.execute(sql).fetchall()


def countings(area: str, needs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What to count among which rows, as the page does: "" among those that meet all needs, then
    each facet that was asked among those that meet the others."""
    for counted in ("", *needs):
        others = [sql for facet, sql in needs.items() if facet != counted]
        yield counted, " AND ".join([area, *others])


def as_wsgi(area: Callable, any_of: Callable, count: Callable, first: Callable) -> Callable:
    """A floor: `area` says "table WHERE condition", `any_of` a need in SQL, `count` the total and
    the count at each option, `first` the twenty places, each after what it is ordered by."""

    def answer(question: Question) -> dict:
        needs = {facet: any_of(keys) for facet, keys in question.needs.items()}
        rows = dict(countings(area(question), needs))
        free = [n for n, (facet, _) in enumerate(OPTIONS) if facet not in needs]
        found = {of: count(some, of, BY_FACET.get(of, free)) for of, some in rows.items()}
        counts = {OPTIONS[n][1]: some for _, each in found.values() for n, some in each.items()}
        places = first(rows[""], question.share if question.near else "id")
        if question.near:
            places = [(2 * RADIUS * asin(min(1, way**0.5)), *place) for way, *place in places]
        return {"total": found[""][0], "counts": counts, "places": places}

    def serve(environ: dict, start_response: Callable) -> list[bytes]:
        query = unquote(environ["QUERY_STRING"])
        body = json.dumps(answer(Question(**json.loads(query))) if query else {}).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [body]

    return serve

"""What both bare floors share: the request's words, the answer as JSON, nothing rendered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin
from typing import Any
from urllib.parse import parse_qs

RADIUS = 3958.8  # miles, as the site measures
PLACES = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came over HTTP."""

    state: str
    text: str
    near: tuple[float, float] | None
    miles: float
    needs: dict[str, list[str]]

    @classmethod
    def of(cls, query: str, facets: Iterable[str]) -> Asked:
        values = parse_qs(query)
        near = None
        if "lat" in values:
            near = (float(values["lat"][0]), float(values["lon"][0]))
        return cls(
            state=values.get("state", [""])[0],
            text=values.get("q", [""])[0],
            near=near,
            miles=float(values.get("miles", ["0"])[0]),
            needs={facet: values[facet] for facet in facets if facet in values},
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """South, north, west and east of all that lies within the radius."""
        assert self.near
        latitude, longitude = self.near
        tall = degrees(self.miles / RADIUS) * 1.0001
        reach = sin(radians(tall)) / max(cos(radians(latitude)), 0.01)
        wide = degrees(asin(reach)) * 1.0001 if reach < 1 else 180
        return latitude - tall, latitude + tall, longitude - wide, longitude + wide


def haversine(latitude: str, longitude: str, point: tuple[float, float], *, turn: float) -> str:
    """SQL for the share of the way around from a row to the point, which is compared with `turn`."""
    south_north = f"sin(({latitude} - {point[0]!r}) * {pi / 360!r})"
    west_east = f"sin(({longitude} - {point[1]!r}) * {pi / 360!r})"
    shrink = f"{cos(radians(point[0]))!r} * cos({latitude} * {pi / 180!r})"
    whole = f"{south_north} * {south_north} + {shrink} * {west_east} * {west_east}"
    return f"({whole}) <= {sin(turn / 2) ** 2!r}" if turn else f"({whole})"


def miles_of(share: float) -> float:
    return 2 * RADIUS * asin(min(1.0, share**0.5))


Answer = Callable[[Asked], dict[str, Any]]


def as_wsgi(answer: Answer, facets: Iterable[str]) -> Callable[..., Iterator[bytes]]:
    """The floor as a WSGI application."""
    known = list(facets)

    def serve(environ: dict[str, Any], start_response: Callable) -> Any:
        query = environ["QUERY_STRING"]
        found = answer(Asked.of(query, known)) if query else {}
        body = json.dumps(found).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [body]

    return serve

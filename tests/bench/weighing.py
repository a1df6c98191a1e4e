"""First views of every kind of page, weighed as the running site sends them."""

from __future__ import annotations

import gzip
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli

from tests.bench.client import Client
from tests.bench.directories import Say, database, environment
from tests.bench.machine import granian
from tests.bench.weight import Answer, Get, Weight, first_view

SEARCHES = {
    "search, nothing asked": ["/find-treatment/"],
    "search, with all counts": [
        "/find-treatment/?where=02118&miles=10",
        "/find-treatment/?where=10018&miles=50&care=outpatient&payment=medicaid",
        "/find-treatment/?state=CA&care=residential&cost=sliding-fee",
        "/find-treatment/?care=outpatient&medication=buprenorphine",
        "/find-treatment/?q=hope",
    ],
    "search, no such place": ["/find-treatment/?where=99999"],
}
OTHERS = {
    "home": ["/"],
    "what to do today": ["/find-treatment/today/"],
    "what to ask for": ["/find-treatment/what-to-ask-for/"],
    "site search": ["/search/", "/search/?q=withdrawal"],
    "report": ["/report/"],
    "corrections": ["/corrections/"],
    "open data": ["/data/", "/data/api/"],
}


@dataclass
class Weighed:
    """The heaviest page of a kind."""

    kind: str
    path: str
    pages: int
    weight: Weight


def run(directory: Path, say: Say) -> list[Weighed]:
    with granian("the site", "treatinfo.wsgi:application", env=environment(directory)) as server:
        client = Client(server.port)

        def get(path: str, headers: Mapping[str, str]) -> Answer:
            reply = client.get(path, headers)
            return Answer(reply.status, reply.headers, reply.body)

        found = []
        for kind, paths in _pages(get, directory).items():
            say(f"weighing: {kind}")
            weights = {path: first_view(get, path, unpack=unpacked) for path in paths}
            heaviest = max(weights, key=lambda path: weights[path].total)
            found.append(Weighed(kind, heaviest, len(paths), weights[heaviest]))
        return sorted(found, key=lambda weighed: -weighed.weight.total)


def unpacked(answer: Answer) -> str:
    """The text of a page that may be compressed."""
    encoding = answer.headers.get("content-encoding", "")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)
    return unpack(answer.body).decode()


def _pages(get: Get, directory: Path) -> dict[str, list[str]]:
    """Addresses by kind: all pages of the library, the largest states, some centers."""
    sitemap = unpacked(get("/sitemap-pages.xml", {}))
    library = [urlsplit(found).path for found in re.findall(r"<loc>(.*?)</loc>", sitemap)]
    topics = sorted({f"/{path.split('/')[1]}/" for path in library if path != "/"})
    with sqlite3.connect(f"file:{database(directory)}?mode=ro", uri=True) as connection:
        centers = connection.execute(
            "SELECT short_id FROM directory_facility WHERE is_listed ORDER BY length(facts) DESC"
            " LIMIT 3"
        ).fetchall()
        states = connection.execute(
            "SELECT state FROM directory_facility WHERE is_listed GROUP BY state"
            " ORDER BY count(*) DESC LIMIT 3"
        ).fetchall()
        cities = connection.execute(
            "SELECT state, city FROM directory_facility WHERE is_listed GROUP BY state, city"
            " ORDER BY count(*) DESC LIMIT 2"
        ).fetchall()
    ids = [short_id for (short_id,) in centers]
    slug = {city: re.sub(r"[^a-z0-9]+", "-", city.lower()) for _, city in cities}
    return {
        "page of the library": [path for path in library if path != "/"],
        "topic": topics,
        **SEARCHES,
        "state": [f"/find-treatment/in/{state.lower()}/" for (state,) in states],
        "city": [
            _followed(get, f"/find-treatment/in/{state.lower()}/{slug[city]}/")
            for state, city in cities
        ],
        "center": [_followed(get, f"/find-treatment/center/{short_id}/") for short_id in ids],
        "compare": ["/find-treatment/compare/?" + "&".join(f"c={i}" for i in ids)],
        "call sheet": ["/find-treatment/call-sheet/?" + "&".join(f"c={i}" for i in ids)],
        **OTHERS,
    }


def _followed(get: Get, path: str) -> str:
    answer = get(path, {})
    return answer.headers["location"] if answer.status in (301, 302) else path

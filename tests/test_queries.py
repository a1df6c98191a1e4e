"""How often each address asks the database, and that no number of centers makes it ask more often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve

from tests.factories import make_facility

pytestmark = pytest.mark.django_db

MANY = 40  # centers more than before
FORMATS = ("csv", "json", "geojson")
HSDS = ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms")
EXTRA = {
    "site search": "/search/?q=overdose",
    "site search for a center": "/search/?q=harbor",
    "call sheet, discreet": "/find-treatment/call-sheet/?discreet=on",
    "name": "/find-treatment/?q=harbor",
    "state in the directory": "/find-treatment/?state=MA&care=outpatient",
    "steps": "/overdose/steps.html",
    "worker": "/sw.js",
    "feed": "/feeds/changes.xml",
    "health": "/healthz",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap of centers": "/sitemap-centers.xml",
    "style guide": "/style-guide/",
    **{f"centers as {ending}": f"/data/centers.{ending}" for ending in FORMATS},
    **{f"API: {name}": f"/data/api/v1/{name}" for name in ("centers", "attributes", "states")},
    "API: root": "/data/api/v1/",
    "API: description": "/data/api/v1/openapi.json",
    "HSDS: root": "/data/hsds/",
    "HSDS: description": "/data/hsds/openapi.json",
    **{f"HSDS: {name}": f"/data/hsds/{name}" for name in HSDS},
}
# How many queries an answer takes once the process has given it before: kinds of address by number. In
# production the frame's own, what moved and the revision's (four or five of each) are asked once a second.
BY_NUMBER = {
    0: [
        "robots", "API: description", "HSDS: root", "HSDS: description",
        "HSDS: taxonomies", "HSDS: taxonomy_terms", "HSDS: one of taxonomies",
        "HSDS: one of taxonomy_terms",
    ],
    1: [
        "feed", "health", "API: root", "API: attributes", "API: states", "API: one center",
    ],
    2: [
        "worker", "API: centers", "HSDS: organizations", "HSDS: services",
        "HSDS: service_at_locations", "HSDS: one of organizations", "HSDS: one of services",
        "HSDS: one of service_at_locations", "center by its short address",
    ],
    3: [
        "sitemap of centers", "centers as csv", "centers as json", "centers as geojson",
    ],
    4: [
        "report on the site", "style guide",
    ],
    5: [
        "A to Z", "directory", "report on a center", "report that came in", "corrections",
        "our data", "our APIs", "keep offline", "call sheet, discreet", "name",
        "state in the directory",
    ],
    6: [
        "results", "results with filters", "map", "no results", "unknown", "not found",
        "report on a page", "compare", "call sheet", "start today, in danger",
    ],
    7: [
        "home", "topic", "delisted", "city", "without a network", "what to ask for, answered",
    ],
    8: [
        "start today", "site search", "site search for a center", "steps", "ambiguous",
    ],
    9: [
        "empty state", "bare facility", "what to ask for", "overdose card", "overdose sheet",
        "start today, answered",
    ],
    10: [
        "privacy", "terms", "state", "site search for a place",
    ],
    11: [
        "levels of care", "facility",
    ],
    12: [
        "glossary", "page with a list to tick", "sitemap",
    ],
    13: [
        "page", "page with a table", "answers",
    ],
    14: [
        "questions",
    ],
    15: [
        "emergency", "front page of a topic",
    ],
}  # fmt: skip
QUERIES = {kind: number for number, kinds in BY_NUMBER.items() for kind in kinds}


@pytest.fixture
def addresses(client, whole_site) -> dict[str, str]:
    """One or more for every view that readers and their programs can ask."""
    found = whole_site | EXTRA
    for name in HSDS:
        first = client.get(f"/data/hsds/{name}").json()["contents"][0]
        found[f"HSDS: one of {name}"] = f"/data/hsds/{name}/{first['id']}"
    center = whole_site["facility"].split("/")[3]
    return found | {
        "center by its short address": f"/find-treatment/center/{center}/",
        "API: one center": f"/data/api/v1/centers/{center}",
    }


def _asked(client, address: str) -> int:
    """Queries of one answer, when the process has answered it before."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            b"".join(response.streaming_content if response.streaming else [response.content])
    return len(queries)


def test_every_address_takes_this_many_queries_however_many_centers_there_are(client, addresses):
    few = {kind: _asked(client, address) for kind, address in addresses.items()}

    for number in range(MANY):
        make_facility(
            f"Harbor House {number}",
            at=(42.335, -71.075),
            says="outpatient buprenorphine medicaid",
        )

    assert few == QUERIES
    assert {kind: _asked(client, address) for kind, address in addresses.items()} == QUERIES


def _views(patterns: Iterable[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if not isinstance(pattern, URLResolver):
            if pattern.name != "api-root":  # the library's own, behind an address of ours
                yield pattern.callback
        elif pattern.app_name != "admin":
            yield from _views(pattern.url_patterns)


def test_no_view_for_readers_is_forgotten(addresses):
    asked = {resolve(address.partition("?")[0]).func for address in addresses.values()}

    forgotten = [view for view in _views(get_resolver().url_patterns) if view not in asked]

    assert forgotten == []

"""What a first view of every kind of page weighs; how many a second of those that all share."""

import pickle
import re
from argparse import Namespace
from functools import partial
from http import HTTPStatus
from operator import itemgetter
from urllib.parse import urlencode

from tests.bench.directories import query, the_site
from tests.bench.machine import AS_A_BROWSER, Client, Server, granian, load, say

FIRST_VIEW = 14_600  # bytes, the goal
FIND = "/find-treatment/"
PAGES = {
    "search, nothing asked": [FIND],
    "search, with all counts": [
        f"{FIND}?where=02118&miles=10",
        f"{FIND}?where=10018&miles=50&care=outpatient&payment=medicaid",
        f"{FIND}?state=CA&care=residential&cost=sliding-fee",
        f"{FIND}?care=outpatient&medication=buprenorphine",
        f"{FIND}?q=hope",
    ],
    "search, no such place": [f"{FIND}?where=99999"],
    "home": ["/"],
    "what to do today": [f"{FIND}today/"],
    "what to ask for": [f"{FIND}what-to-ask-for/"],
    "site search": ["/search/", "/search/?q=withdrawal"],
    "report": ["/report/"],
    "corrections": ["/corrections/"],
    "open data": ["/data/", "/data/api/"],
}
LISTED = "FROM directory_facility WHERE is_listed"
ONE = f"SELECT short_id, lower(state) {LISTED} ORDER BY state = 'MA' DESC, id LIMIT 1"
MOST = "ORDER BY count(*) DESC LIMIT"
LOADS = {"script": "script", "link stylesheet": "style", "link icon": "pictures"}
LOADS |= dict.fromkeys(["img", "source", "video"], "pictures")
WEIGHTS = "page | bytes | HTML | headers | style | script | pictures | which"
WEIGHT = (
    "{kind} | {total:,}{over} | {HTML:,} | {headers:,} | {style:,} | {script:,} | {pictures:,}"
    " | `{path}`, the heaviest of {pages}"
)
WARM, FEWEST, MOST_REQUESTS = 40, 64, 60_000
TOO_BUSY = 0.9  # a client that uses so much of its core was the slower of the two
SERVERS_OWN = {"date", "server", "connection", "transfer-encoding"}  # headers that it sets itself
SPEEDS = "page | side | bytes | a second | CPU µs each | of constant | of it by CPU"
SPEED = (
    "{page} | {side} | {bytes:,} | {per_second:,.0f}{limit} | {cpu_us:,.0f} | {of_constant:.3f}"
    " | {by_cpu:.3f}"
)


def first_views(bench: Namespace) -> list[tuple]:
    """As the running site sends them to a browser."""
    found = []
    with the_site(bench.made[bench.sizes[0]]) as server:
        client = Client(server.port)
        for kind, paths in (PAGES | _more_pages(client, bench)).items():
            say(f"weighing: {kind}")
            views = [_weight(client, path) for path in paths]
            heaviest = max(views, key=itemgetter("total"))
            over = heaviest["total"] - FIRST_VIEW
            mark = f" (**{over:,} over**)" if over > 0 else ""
            found.append({"kind": kind, "pages": len(paths), "over": mark, **heaviest})
    found.sort(key=itemgetter("total"), reverse=True)
    title = f"### First views\n\nGoal: {FIRST_VIEW:,} bytes for every kind, as sent to a browser."
    return [(title, WEIGHTS, WEIGHT, found)]


def _more_pages(client: Client, bench: Namespace) -> dict[str, list[str]]:
    """All pages of the library, the largest states, the centers that say most."""
    sitemap = client.get("/sitemap-pages.xml").body.decode()
    library = re.findall(r"<loc>\w+://[^/]+(/[^<]+)", sitemap)
    rows = partial(query, bench.made[bench.sizes[0]])
    states = rows(f"SELECT lower(state) {LISTED} GROUP BY 1 {MOST} 3")
    cities = rows(f"SELECT lower(state), lower(city) {LISTED} GROUP BY 1, 2 {MOST} 2")
    centers = rows(f"SELECT short_id {LISTED} ORDER BY length(facts) DESC LIMIT 3")
    slugs = [f"{state}/{re.sub('[^a-z0-9]+', '-', city)}" for state, city in cities]
    ids = [short_id for (short_id,) in centers]
    some = urlencode({"c": ids}, doseq=True)
    return {
        "page of the library": library,
        "topic": sorted({f"/{path.split('/')[1]}/" for path in library}),
        "state": [f"{FIND}in/{state}/" for (state,) in states],
        "city": [client.follow(f"{FIND}in/{slug}/") for slug in slugs],
        "center": [client.follow(f"{FIND}center/{short_id}/") for short_id in ids],
        "compare": [f"{FIND}compare/?{some}"],
        "call sheet": [f"{FIND}call-sheet/?{some}"],
    }


def _weight(client: Client, path: str) -> dict:
    """Of the page and all that its HTML has a browser load, each once, with all headers."""
    weight = dict.fromkeys(("HTML", "headers", "style", "script", "pictures"), 0)
    loaded = {path: "HTML"}
    for tag, said in re.findall(r"<(\w+)\b([^>]*)>", client.get(path).body.decode()):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', said))
        part = LOADS.get(f"{tag} {values.get('rel', '')}".strip())
        address = values.get("src") or values.get("href")
        if part and address and not address.startswith("data:"):
            loaded[address] = part
    for address, part in loaded.items():
        reply = client.get(address, AS_A_BROWSER)
        if reply.status != 200:
            raise RuntimeError(f"{address} answered {reply.status}")
        named = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        weight["headers"] += len(f"HTTP/1.1 200 OK\r\n{named}\r\n")
        weight[part] += len(reply.body)
    return {"path": path, "total": sum(weight.values()), **weight}


def content(bench: Namespace) -> list[tuple]:
    directory, found = bench.made[bench.sizes[0]], []
    [(short_id, state)] = query(directory, ONE)
    pages = {
        "content page": "/treatment/buprenorphine/",
        "content page, not modified (304)": "/treatment/buprenorphine/",
        "home page": "/",
        "state page": f"{FIND}in/{state}/",
        "center page": f"{FIND}center/{short_id}/",
    }
    with the_site(directory) as site:
        for page, address in pages.items():
            say(f"{page}: the site and others")
            loads = _loads(bench, site, page, address)
            for side, load in loads.items():
                constant = loads["constant bytes"]
                load["of_constant"] = load["per_second"] / constant["per_second"]
                load["by_cpu"] = constant["cpu_us"] / load["cpu_us"]
                limit = " (client at its limit)" if load["client_busy"] > TOO_BUSY else ""
                found.append({"page": page, "side": side, "limit": limit, **load})
    title = "### Pages, 32 connections\n\nGoal: 0.6 of constant bytes under granian."
    return [(title, SPEEDS, SPEED, found)]


def _loads(bench: Namespace, site: Server, page: str, address: str) -> dict[str, dict]:
    """By side."""
    client, headers, seconds = Client(site.port), AS_A_BROWSER, 1.5 if bench.quick else 5
    path = client.follow(address)
    if "304" in page:
        headers = headers | {"If-None-Match": client.get(path, headers).headers["etag"]}
    reply = client.get(path, headers)
    status = f"{reply.status} {HTTPStatus(reply.status).phrase}"
    copied = [pair for pair in reply.headers.items() if pair[0] not in SERVERS_OWN]
    answer, html = bench.work / "answer.pickle", bench.work / "answer.html"
    answer.write_bytes(pickle.dumps((status, copied, [reply.body])))
    html.write_bytes(client.get(path).body)
    loads = {"this site": _load(site, path, headers, seconds)}
    with granian("tests.bench.constant:application", {"BENCH_ANSWER": str(answer)}) as server:
        loads["constant bytes"] = _load(server, path, headers, seconds)
    if page == "content page":
        with granian("tests.bench.plain_django:application", {"BENCH_PAGE": str(html)}) as server:
            loads["plain Django view"] = _load(server, "/page/", headers, seconds)
    return loads


def _load(server: Server, path: str, headers: dict[str, str], seconds: float) -> dict[str, float]:
    """As many requests as fill the seconds, by the speed of the second few."""
    for _ in range(2):
        warm = load(server, path, headers, WARM)
    requests = min(MOST_REQUESTS, max(FEWEST, int(warm["per_second"] * seconds)))
    return load(server, path, headers, requests)

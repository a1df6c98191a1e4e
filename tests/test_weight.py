"""What a first view weighs."""

import re
from functools import cache

import brotli
import pytest
from django.conf import settings

from content.models import Page
from directory.vocabulary.attributes import ATTRIBUTES
from tests.factories import make_facility, make_place
from treatinfo.serving.static import minified
from web.compression import QUICK, THOROUGH, packed

FIRST_VIEW_AT_MOST = 14_600  # bytes: ten packets of a network, one round trip
CITIES = ["Boston", "Springfield", "Worcester", "Lowell", "Brockton", "Quincy", "New Bedford"]

CSS_AT_MOST = 6_000  # bytes in brotli
SCRIPTS_AT_MOST = 4_096  # all of them together
QUICK_EXIT_AT_MOST = 600  # the one that every page has


def test_the_style_sheet_stays_small():
    css = (settings.STATIC_DIR / "css" / "site.css").read_text()

    assert len(brotli.compress(minified(css).encode())) <= CSS_AT_MOST


def test_the_scripts_stay_small():
    scripts = (settings.STATIC_DIR / "js").glob("*.js")

    weights = {path.name: len(brotli.compress(path.read_bytes())) for path in scripts}

    assert weights["quick-exit.js"] <= QUICK_EXIT_AT_MOST
    assert sum(weights.values()) <= SCRIPTS_AT_MOST


def first_view(response) -> int:
    """Bytes that a phone gets before it shows all of a page: headers, HTML as it is sent, the style
    sheet and the scripts that the page asks for. What is for everyone is packed once, tightly."""
    is_public = "public" in response["Cache-Control"]
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    html = packed(response.content, "br", THOROUGH if is_public else QUICK)
    scripts = re.findall(r'<script src="/static/(js/[\w-]+\.js)"', response.content.decode())
    return headers + len(html) + style_sheet() + sum(weight_of(name) for name in set(scripts))


@cache
def style_sheet() -> int:
    css = (settings.STATIC_DIR / "css" / "site.css").read_text()
    return len(brotli.compress(minified(css).encode()))


@cache
def weight_of(name: str) -> int:
    return len(brotli.compress((settings.STATIC_DIR / name).read_bytes()))


@pytest.fixture(params=["2026-12-01", "2040-01-01"])
def _day(request, time_machine) -> None:
    """One when all has just been read, and one when nobody has read anything for years, which pages
    say of themselves."""
    time_machine.move_to(f"{request.param}T12:00:00Z")


@pytest.mark.usefixtures("_day")
@pytest.mark.django_db
def test_a_first_view_of_every_kind_is_ten_packets_at_most(whole_site, client):
    weights = {kind: first_view(client.get(address)) for kind, address in whole_site.items()}

    assert {kind: weight for kind, weight in weights.items() if weight > FIRST_VIEW_AT_MOST} == {}


@pytest.mark.usefixtures("_day")
@pytest.mark.django_db
def test_no_page_of_the_library_is_heavier(whole_site, client):
    addresses = [page.get_absolute_url() for page in Page.objects.live().select_related("topic")]

    weights = {address: first_view(client.get(address)) for address in addresses}

    assert {page: weight for page, weight in weights.items() if weight > FIRST_VIEW_AT_MOST} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("whole_site")
@pytest.mark.parametrize("query", ["?state=MA", "?where=02199&miles=50&medication=buprenorphine"])
def test_a_search_with_twenty_full_cards_and_all_counts_is_no_heavier(client, query):
    make_place("02199", "MA", at=(42.3362, -71.0729))
    filters = [key for key, attribute in ATTRIBUTES.items() if attribute.is_filter]
    for n in range(40):
        make_facility(
            f"{CITIES[n % 7]} Community Recovery and Counseling {n}",
            program=f"{CITIES[n % 5]} Outpatient Program {n * 37 % 100}",
            city=CITIES[n % 7],
            says=" ".join(key for m, key in enumerate(filters) if (m * 7 + n * 13) % 3),
            at=(42.3 + n / 97, -71.1 + n / 89),
            phones=[{"kind": "main", "number": f"617555{1000 + n * 181}", "ext": ""}],
        )

    response = client.get(f"/find-treatment/{query}")

    assert response.content.count(b"<article") == 20
    assert first_view(response) <= FIRST_VIEW_AT_MOST

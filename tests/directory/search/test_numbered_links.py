"""Every link that names a number opens just so many centers."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest

from directory.index.question import FACETS
from directory.models import Facility
from directory.places.states import STATES
from directory.vocabulary.attributes import filters_of
from tests.factories import make_facility, make_place

LINK = re.compile(r'<a href="(/find-treatment/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
OPENS = re.compile(r"<title>\s*([\d,]+) centers? ")
NUMBER = re.compile(r"([\d,]+) center")
AFTER_A_COLON = re.compile(r": ([\d,]+)(?: centers?)?$")
BOSTON = (42.3362, -71.0729)
SPRINGFIELD = (42.1, -72.58)


@pytest.fixture
def country(db):
    """Two hundred centers in four states that say this and that; many are silent, some set aside."""
    make_place("02118", "MA", at=BOSTON)
    make_place("Springfield", "MA", at=SPRINGFIELD)
    make_place("Springfield", "IL", at=(39.78, -89.65))
    for code in ("MA", "RI", "IL", "TX"):
        make_place(STATES[code], code, at=BOSTON, kind="state")
    chance = random.Random(12)
    keys = [a.key for facet in FACETS for a in filters_of(facet)] + ["alcohol-only"]
    middles = {"MA": BOSTON, "RI": (41.8, -71.4), "IL": (39.78, -89.65), "TX": (30.3, -97.7)}
    one = make_facility("Harbor Clinic", at=BOSTON)
    own = [f.attname for f in Facility._meta.concrete_fields if f.attname != "id"]
    known = {name: getattr(one, name) for name in own}
    made = []
    for n in range(200):
        state = chance.choice(list(middles))
        latitude, longitude = (x + chance.uniform(-0.9, 0.9) for x in middles[state])
        said = chance.sample(keys, chance.choice([0, 2, 6, 12]))
        said += chance.sample(["outpatient", "medicaid", "methadone", "buprenorphine"], 2)
        differing = {
            "name": f"{chance.choice(['Harbor', 'Hope', 'Prairie'])} House {n:03}",
            "uid": f"{n:03}{one.uid}"[:36], "short_id": f"{n:03}0000000", "key": f"{n}",
            "sort_key": f"house {n:03}", "state": state, "latitude": latitude,
            "longitude": longitude, "facts": dict.fromkeys(said, True),
        }  # fmt: skip
        made.append(Facility(**known | differing))
    Facility.objects.bulk_create(made)


def addresses() -> list[str]:
    """Searches of every kind, so many that some find all, some little and some nothing."""
    chance = random.Random(7)
    found = []
    for _ in range(160):
        pairs = [
            chance.choice(["where=02118", "where=Springfield", "state=MA", "where=TX", "q=hope"])
        ]
        pairs += [f"miles={chance.choice([5, 10, 25, 50, 100])}"]
        for facet in chance.sample(FACETS, chance.choice([0, 1, 1, 2, 3, 4])):
            pairs.append(f"{facet.value}={chance.choice(filters_of(facet)).key}")
        pairs += ["not-stated=include"] if chance.random() < 0.3 else []
        pairs += ["also=set-aside"] if chance.random() < 0.3 else []
        pairs += ["state=RI"] if chance.random() < 0.15 else []
        found.append(f"/find-treatment/?{'&'.join(dict.fromkeys(pairs))}")
    found += ["/find-treatment/in/ma/", "/find-treatment/in/tx/", "/find-treatment/"]
    found += [
        f"/find-treatment/today/?danger=no&where={where}&how={how}&pays={pays}&pregnant=on"
        for where in ("02118", "TX")
        for how in ("any", "phone", "methadone")
        for pays in ("none", "medicaid")
    ]
    needs = "&needs=home&needs=withdrawal&needs=pregnant&needs=far"
    found.append(f"/find-treatment/what-to-ask-for/?danger=no&where=02118{needs}")
    return found


def numbered(html: str) -> list[tuple[str, int]]:
    """Links to searches with the number that stands in them or, in a list of doors, below them."""
    found = []
    for url, words in LINK.findall(html.partition("<main")[2]):
        text = " ".join(re.sub(r"<[^>]+>", "", unescape(words)).split())
        number = AFTER_A_COLON.search(text) or NUMBER.search(text)
        if number and "?" in url:
            found.append((unescape(url), int(number[1].replace(",", ""))))
    return found


def test_every_numbered_link_opens_so_many_centers(client, country):
    followed = set()
    for address in addresses():
        html = client.get(address).content.decode()
        for url, number in numbered(html):
            if (url, number) not in followed:
                followed.add((url, number))
                opened = OPENS.search(client.get(url).content.decode())
                assert opened, f"{url} on {address} names {number} and opens no list"
                assert int(opened[1].replace(",", "")) == number, f"{url} on {address}"

    assert len(followed) > 80


def test_without_any_filter_means_without_those_that_widen_too(client, country):
    html = client.get(
        "/find-treatment/?state=MA&language=hopi&smoking=smoking-allowed&services=child-care"
        "&operator=department-of-defense&not-stated=x&also=set-aside"
    ).content.decode()

    for url, number in numbered(html):
        opened = OPENS.search(client.get(url).content.decode())
        assert int(opened[1].replace(",", "")) == number

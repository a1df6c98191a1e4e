"""The guided paths: emergencies first, answers in the address, a search that works at the end."""

from __future__ import annotations

import re
import tomllib
from html import unescape

import pytest
from django.conf import settings

from content.models import Source
from directory.guides import asks, guide_forms, ready_searches
from directory.index.question import FACETS
from directory.vocabulary.attributes import ATTRIBUTES
from tests.factories import make_facility, make_place, make_source

pytestmark = pytest.mark.django_db

TODAY, ASK = "/find-treatment/today/", "/find-treatment/what-to-ask-for/"
BOSTON = (42.3362, -71.0729)


def see(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    page = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(page).split())


@pytest.fixture
def boston():
    make_place("02118", "MA", at=BOSTON)
    make_place("Massachusetts", "MA", at=BOSTON, kind="state")


@pytest.mark.parametrize("guide", [TODAY, ASK])
@pytest.mark.parametrize(
    ("danger", "first"),
    [
        ("overdose", "tel:911"),
        ("sick", "tel:911"),
        ("suicide", "tel:988"),
        ("violence", "tel:911"),
    ],
)
def test_danger_leads_to_the_emergency_and_to_nothing_else(client, guide, danger, first):
    page = see(client, guide, danger=danger, where="02118")

    links = [link for link in re.findall(r'href="([^"]+)"', page) if not link.startswith("/find")]
    assert links[1] == first  # after the breadcrumb's home
    assert "<form" not in page
    assert "danger=no" in page  # the way on, when everyone is safe


def test_an_overdose_leads_to_the_six_steps(client):
    assert 'href="/overdose/"' in see(client, TODAY, danger="overdose")


def test_the_way_on_keeps_the_other_answers(client):
    page = see(client, TODAY, danger="sick", where="02118", pays="medicaid")

    assert "?danger=no&where=02118&pays=medicaid" in page


def test_answers_become_a_search_that_finds_what_it_says(client, boston):
    make_facility("Right", at=BOSTON, says="buprenorphine medicaid")
    make_facility("No Medicaid", at=BOSTON, says="buprenorphine self-pay")
    make_facility("No medicine", at=BOSTON, says="outpatient medicaid")

    page = see(client, TODAY, danger="no", where="02118", pays="medicaid")

    assert "See 1 center within 25 miles of ZIP code 02118" in page
    url = re.search(r'class="button" href="([^"]+)"', page)[1]
    assert "Right" in client.get(url).content.decode()
    assert "“I have Medicaid." in page


def test_where_nothing_fits_the_search_widens_until_it_finds(client, boston):
    make_facility("Far", at=(42.9, -71.5), says="methadone")

    page = see(client, TODAY, where="02118", pays="medicaid")

    assert "See 1 center within 100 miles" in page


def test_nothing_at_all_is_not_told_as_no_help(client, boston):
    assert "does not mean there is no help" in see(client, TODAY, where="02118")


@pytest.mark.parametrize(
    ("how", "in_search", "words"),
    [
        ("phone", "setting=telehealth", "by phone or video, today or tomorrow"),
        ("methadone", "care=opioid-treatment-program", "I want to start methadone"),
        ("hospital", "care=hospital", "In an emergency department"),
        ("in-person", "medication=methadone", "buprenorphine or methadone"),
    ],
)
def test_the_way_to_start_shapes_search_and_words(client, boston, how, in_search, words):
    make_facility(
        at=BOSTON, says="telehealth buprenorphine methadone opioid-treatment-program hospital"
    )

    page = see(client, TODAY, where="02118", how=how)

    assert in_search in re.search(r'class="button" href="([^"]+)"', page)[1]
    assert words in page


def test_pregnancy_and_youth_change_words_and_add_searches(client, boston):
    make_facility(at=BOSTON, says="buprenorphine pregnant adolescents")

    page = see(client, TODAY, where="02118", pregnant="on", under_18="on")

    assert "Do not stop opioids suddenly" in page
    assert "population=pregnant" in page
    assert "population=adolescents" in page


@pytest.mark.parametrize("guide", [TODAY, ASK])
@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("", "Say where"),
        ("Nowhereville", "could not find"),
        ("Springfield", "Springfield, MA"),
    ],
)
def test_a_place_we_do_not_know_is_explained_at_its_field(client, guide, where, says):
    make_place("Springfield", "MA", at=(42.1, -72.58))
    make_place("Springfield", "IL", at=(39.78, -89.65))

    page = see(client, guide, where=where)

    assert says in page.partition('id="id_where_error"')[2].partition("</p>")[0]


def test_needs_become_words_each_with_its_search(client, boston):
    make_facility(at=BOSTON, says="residential buprenorphine recovery-housing")

    page = see(client, ASK, where="02118", needs="home")

    assert "Residential treatment that gives medicine" in page
    assert "Recovery housing" in page
    assert "1 center within 50 miles" in page
    assert "This is no diagnosis" in page
    assert "Intensive outpatient" not in page


def test_medicine_comes_first_whatever_the_needs():
    for key, _ in guide_forms.NEEDS:
        wanted = asks.asks_for([key])
        assert wanted[0].key == "medicine"
        assert len(wanted) > 2 or key == "tried"


def test_every_need_adds_something_to_ask_for():
    plain = asks.asks_for([])
    for key, _ in guide_forms.NEEDS:
        assert len(asks.asks_for([key])) > len(plain), key


def test_every_search_is_made_of_filters_the_form_knows():
    queries = [
        *ready_searches.PAYING.values(),
        *ready_searches.STARTING.values(),
        ready_searches.TELEHEALTH,
    ]
    queries += [ask.needs for _, ask in asks.ASKS]
    for query in queries:
        for facet, keys in query.items():
            assert facet in FACETS
            assert all(ATTRIBUTES[key].facet == facet for key in keys)


@pytest.mark.parametrize("guide", [TODAY, ASK])
def test_answers_are_private_and_the_bare_page_is_for_everyone(client, guide):
    bare, answered = client.get(guide), client.get(guide, {"danger": "no", "where": "02118"})

    assert "public" in bare["Cache-Control"]
    assert "X-Robots-Tag" not in bare
    assert "private" in answered["Cache-Control"]
    assert answered["X-Robots-Tag"] == "noindex"
    assert not answered.cookies
    assert "Your answers go into the address" in bare.content.decode()


def test_every_source_and_slot_that_our_templates_name_is_in_the_library():
    library = settings.BASE_DIR / "content" / "library"
    sources = tomllib.loads((library / "sources.toml").read_text())
    figures = tomllib.loads((library / "figures.toml").read_text())
    helplines = tomllib.loads((library / "helplines.toml").read_text())
    texts = [p.read_text() for p in (settings.TEMPLATES_DIR / "directory").glob("*.html")]
    texts += [ask.why for _, ask in asks.ASKS]
    everything = "\n".join(texts)

    assert set(re.findall(r"\[@([a-z0-9-]+)\]", everything)) <= sources.keys()
    assert set(re.findall(r"\[\[figure:([a-z0-9-]+)\]\]", everything)) <= figures.keys()
    assert set(re.findall(r"\[\[helpline:([a-z0-9-]+)\]\]", everything)) <= helplines.keys()
    for keys in re.findall(r"\[\[helplines: ([a-z0-9 -]+)\]\]", everything):
        assert set(keys.split()) <= helplines.keys()


def test_sentences_carry_their_sources(client, boston):
    for key in re.findall(r"\[@([a-z0-9-]+)\]", asks.ASKS[0][1].why):
        Source.objects.filter(key=key).exists() or make_source(key)

    page = see(client, ASK, where="02118", needs=["withdrawal", "pregnant"])

    marks = set(re.findall(r'href="#(source-\d+)"', page))
    assert marks == {"source-1", "source-2", "source-3"}
    assert all(f'id="{mark}"' in page for mark in marks)
    assert "[@" not in page


def test_the_guides_take_this_many_queries(client, boston, django_assert_num_queries):
    make_facility(at=BOSTON, says="buprenorphine telehealth")
    client.get(TODAY)

    with django_assert_num_queries(6):
        client.get(TODAY)
    with django_assert_num_queries(7):
        client.get(TODAY, {"where": "02118"})
    with django_assert_num_queries(6):
        client.get(ASK, {"where": "02118", "needs": "home"})

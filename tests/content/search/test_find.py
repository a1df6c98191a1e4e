"""Words to pages, on either database."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from content.models import Page, SearchDocument, SearchVocabulary, Synonym
from content.search import find, knowledge, query
from tests.factories import make_draft, make_facility, make_figure, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    make_page(
        "naloxone/naloxone",
        title="Naloxone",
        summary="The spray.",
        body="## How to get it\n\nAsk.",
    )
    make_page("understand/withdrawal", title="Withdrawal", summary="What it is like.",
              body="## How long does it last?\n\nSome days. Naloxone is another thing.")  # fmt: skip
    make_page(
        "treatment/methadone",
        title="Methadone",
        summary="A medicine.",
        body="## Where\n\nA program.",
    )
    knowledge.renew()


def titles(query: str) -> list[str]:
    return [document.title for document in find.find(query).documents]


def test_a_word_in_the_title_comes_before_a_word_in_the_text(pages):
    assert titles("naloxone") == ["Naloxone", "Withdrawal"]


def test_case_accents_and_endings_do_not_matter(pages):
    assert titles("NALOXÓNE")[0] == "Naloxone"
    assert titles("withdrawals")[0] == "Withdrawal"


def test_what_fits_all_words_comes_before_what_fits_some(pages):
    assert titles("methadone program")[0] == "Methadone"
    assert set(titles("methadone spray")) >= {"Methadone", "Naloxone"}


def test_what_fits_far_worse_than_the_best_is_not_shown(pages):
    assert "Withdrawal" in titles("another")
    assert "Withdrawal" not in titles("methadone program medicine another")


def test_a_word_that_few_pages_hold_tells_more_than_one_that_most_hold():
    make_page("people/pregnancy", title="Pregnancy", body="Heroin and the baby.")
    for name in ("effects", "heroin", "signs", "supply"):
        make_page(
            f"understand/{name}", title=f"Heroin and {name}", body="One of them is pregnancy."
        )
    knowledge.renew()

    assert titles("heroin in pregnancy")[0] == "Pregnancy"


def test_a_misspelled_word_is_read_as_the_nearest_known_one(pages):
    found = find.find("nalaxone")

    assert found.documents[0].title == "Naloxone"
    assert found.read_as == "naloxone"


def test_a_synonym_finds_the_page_that_never_uses_the_word(pages):
    Synonym.objects.create(phrase="dope sick", means="withdrawal")
    knowledge.renew()

    assert titles("I am dope sick")[0] == "Withdrawal"


def test_a_page_comes_before_the_glossarys_line_on_the_same_word():
    table = "| Term | Also called | What it means |\n| --- | --- | --- |"
    make_page("treatment/naltrexone", title="Naltrexone", body="Long words on it.")
    make_page("glossary/glossary", body=f"## N\n\n{table}\n| [Naltrexone](/treatment/naltrexone/) | Vivitrol | A medicine. |")  # fmt: skip
    knowledge.renew()

    for typed in ("naltrexone", "vivitrol", "naltrexon", "vivitroll"):
        kinds = [document.kind for document in find.find(typed).documents]
        assert kinds[:2] == ["page", "term"], typed


def test_one_synonym_builds_on_another(pages):
    make_page("understand/signs", title="Signs that someone may be using", body="See.")
    make_page("families/living-with", title="Living with someone who is using", body="See.")
    Synonym.objects.create(phrase="daughter", means="someone")
    Synonym.objects.create(phrase="is someone using", means="signs someone using")
    knowledge.renew()

    assert titles("Is my daughter using?")[0] == "Signs that someone may be using"


def test_slang_tells_no_more_than_what_it_means(pages):
    Synonym.objects.create(phrase="rehab", means="treatment")
    make_page("paying/paying", title="Paying for treatment", body="Treatment costs.")
    make_page("paying/free", title="Free treatment", body="A rehab may be free.")
    knowledge.renew()

    assert titles("who will pay for rehab")[0] == "Paying for treatment"


@pytest.mark.parametrize("typed", ["junkie", "junkee", "addict"])
def test_a_word_that_stigmatizes_finds_the_page_and_is_never_ours(client, typed):
    Synonym.objects.create(phrase="junkie", means="addiction")
    make_page("understand/addiction", title="Addiction", body="A condition.")
    knowledge.renew()

    response = client.get("/search/", {"q": typed})
    page = response.content.decode().partition("<main")[2].replace(f'value="{typed}"', "")

    assert 'href="/understand/addiction/"' in page
    assert "junkie" not in page
    assert "addict<" not in page


@pytest.mark.parametrize(
    "query",
    ["", "   ", "'", '"', "AND OR NOT", "a:b*c", "(((", "; DROP TABLE x", "\x00", "🙂", "the of"],
)
def test_whatever_is_typed_is_only_words(pages, query):
    before = SearchDocument.objects.count()

    find.find(query)

    assert SearchDocument.objects.count() == before


def test_only_what_readers_may_see_is_found(pages):
    make_draft("treatment/naltrexone", title="Naltrexone")
    knowledge.renew()

    assert "Naltrexone" not in titles("naltrexone")


def test_a_number_in_a_summary_is_the_one_of_today():
    make_figure("price", text="about $20 & less")
    make_page(
        "questions/questions", body="## Cost\n\n### Is it dear?\n\nIt costs [[figure:price]]."
    )
    knowledge.renew()

    assert find.find("dear").documents[0].summary == "It costs about $20 & less."


def test_the_directory_is_found_by_who_looks_for_a_place_nearby(pages):
    assert find.find("clinic near me").documents[0].url == "/find-treatment/"


def test_a_query_of_very_many_words_is_cut(pages):
    assert titles("methadone " + "word " * 500)[0] == "Methadone"


def test_idle_words_say_nothing_unless_there_are_no_others():
    assert [one.typed for one in query.read(["what", "is", "naloxone"], query.Phrasebook())] == [
        ("naloxon",)
    ]
    assert query.read(["what", "is"], query.Phrasebook())


# A version's hour comes or goes, and nobody publishes anything.

TOMORROW = timezone.now() + timedelta(days=1)


def test_a_page_is_found_from_its_hour_on():
    make_page("treatment/methadone", title="Methadone", publish_at=TOMORROW)
    knowledge.renew()

    assert titles("methadone") == ["Find treatment near you"]
    with time_machine.travel(TOMORROW + timedelta(minutes=1), tick=False):
        assert titles("methadone")[0] == "Methadone"


def test_a_page_is_no_longer_found_when_its_time_is_over():
    make_page("treatment/methadone", title="Methadone", ends_at=TOMORROW)
    knowledge.renew()

    assert titles("methadone")[0] == "Methadone"
    with time_machine.travel(TOMORROW, tick=False):
        assert "Methadone" not in titles("methadone")


def test_each_hour_is_kept_in_turn():
    make_page("treatment/methadone", title="Methadone", publish_at=TOMORROW)
    make_page("treatment/naltrexone", title="Naltrexone", publish_at=TOMORROW + timedelta(days=1))
    knowledge.renew()

    with time_machine.travel(TOMORROW, tick=False):
        assert titles("methadone")[0] == "Methadone"
        assert titles("naltrexone")[0] != "Naltrexone"
    with time_machine.travel(TOMORROW + timedelta(days=1), tick=False):
        assert titles("naltrexone")[0] == "Naltrexone"


def test_who_finds_the_documents_due_makes_them_anew_once():
    make_page("treatment/methadone", title="Methadone", publish_at=TOMORROW)
    knowledge.renew()
    before = stamp()

    with time_machine.travel(TOMORROW, tick=False):
        find.find("methadone")
        renewed = stamp()
        find.find("methadone")
        assert stamp() == renewed != before


def test_while_one_makes_them_anew_others_go_on_with_what_there_is():
    make_page("treatment/methadone", title="Methadone", publish_at=TOMORROW)
    knowledge.renew()
    before = stamp()

    with time_machine.travel(TOMORROW, tick=False):
        SearchVocabulary.objects.update(making_until=TOMORROW + knowledge.LEASE)
        find.find("methadone")
        assert stamp() == before
    with time_machine.travel(TOMORROW + knowledge.LEASE * 2, tick=False):  # it never finished
        find.find("methadone")
        assert stamp() != before


def test_a_renamed_page_is_found_at_its_new_address_without_anybody_saying_so(pages):
    knowledge.renew()

    Page.objects.filter(slug="withdrawal").update(slug="getting-through")

    assert "/understand/getting-through/" in [d.url for d in find.find("withdrawal").documents]


def stamp():
    row = SearchVocabulary.objects.get()
    return row.revision, row.renew_at


def test_the_page_of_the_search_keeps_what_was_typed_and_tells_nobody(client, pages):
    response = client.get("/search/", {"q": "<b>naloxone</b>"})
    page = response.content.decode()

    assert 'href="/naloxone/"' in page
    assert "<b>naloxone" not in page
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_an_emergency_comes_before_what_was_found(client, pages):
    main = (
        client.get("/search/", {"q": "overdose naloxone"}).content.decode().partition("<main")[2]
    )

    assert main.index('href="/overdose/"') < main.index('href="/naloxone/"')


def test_centers_are_found_by_their_names(client, pages):
    facility = make_facility("Harbor Clinic")

    page = client.get("/search/", {"q": "harbor"}).content.decode()

    assert facility.get_absolute_url() in page


def test_nothing_found_still_leads_on(client, pages):
    page = client.get("/search/", {"q": "zzzz"}).content.decode().partition("<main")[2]

    assert "Nothing found" in page
    assert "/find-treatment/" in page


# The library's own pages, asked as people ask.

BEST = {
    "my son is not breathing": "/overdose/",
    "narcan": "/naloxone/",
    "how to use narcan": "/naloxone/",
    "where to get naloxone free": "/naloxone/",
    "rehab no insurance": "/paying/free-and-low-cost/",
    "does medicaid pay for rehab": "/paying/",
    "insurance denied treatment": "/paying/denied-or-delayed/",
    "methadone clinic near me": "/find-treatment/",
    "dope sick": "/understand/withdrawal/",
    "how long does withdrawal last": "/understand/withdrawal/",
    "detox at home": "/treatment/detox/",
    "rapid detox": "/treatment/detox/ /questions/opioids/",
    "subs": "/treatment/buprenorphine/",
    "suboxne": "/treatment/buprenorphine/",
    "vivitrol": "/treatment/naltrexone/",
    "take home methadone": "/treatment/methadone/",
    "naltrexone vs methadone": "/treatment/compare/",
    "can i get fired for being on suboxone": "/questions/life/ /rights/ /people/work/",
    "who can see my records": "/questions/life/ /rights/",
    "fmla": "/rights/",
    "tranq wounds": "/safer-use/wounds-and-infections/",
    "hepatitis c": "/safer-use/wounds-and-infections/",
    "needle exchange": "/safer-use/",
    "what is fentanyl": "/understand/supply/",
    "heroin and xanax": "/understand/mixing/",
    "drug test positive poppy seeds": "/understand/drug-tests/",
    "what does heroin do to your body": "/understand/effects/",
    "junkie": "/understand/addiction/",
    "is my daughter using heroin": "/understand/signs/",
    "is my husband on drugs": "/understand/signs/",
    "how to talk to my husband about heroin": "/families/how-to-talk/",
    "grief overdose son": "/families/look-after-yourself/",
    "sober living": "/treatment/recovery-housing/",
    "how to choose a treatment center": "/treatment/choosing/",
    "body brokering": "/treatment/warning-signs/",
    "relapse": "/recovery/if-use-starts-again/",
    "my husband relapsed": "/recovery/if-use-starts-again/",
    "12 step": "/recovery/support-groups/",
    "court ordered treatment": "/people/courts-and-jail/",
    "chronic pain and opioids": "/people/chronic-pain/",
    "pregnant and using heroin": "/people/pregnancy/",
    "teenager using fentanyl": "/people/teens/",
    "depression and heroin": "/people/mental-health/",
    "i want to quit heroin": "/start/",
    "hotline": "/helplines/",
}


@pytest.mark.parametrize("typed", BEST)
def test_a_plain_question_finds_the_right_page_first(whole_site, typed):
    first = find.find(typed).documents[0]

    assert first.url.partition("#")[0] in BEST[typed].split()


def test_a_search_asks_the_database_a_known_number_of_times(
    client, whole_site, django_assert_num_queries
):
    client.get("/search/", {"q": "withdrawal"})

    # the directory's stamp; the vocabulary's stamp, synonyms, documents, a helpline that stands in a
    # summary and its numbers; doors, footer helplines and their numbers
    with django_assert_num_queries(10):
        client.get("/search/", {"q": "withdrawal"})

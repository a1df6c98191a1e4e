"""What a reader may keep for when there is no network, and how the worker learns of it."""

from __future__ import annotations

import json
from io import BytesIO

import html5lib
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from content.models import Figure, PageVersion, Topic
from treatinfo import offline

pytestmark = pytest.mark.django_db

SCRIPTS = settings.STATIC_DIR / "js"


def told(client) -> dict:
    """What the server writes above the worker's script."""
    first_line = client.get("/sw.js").content.decode().partition("\n")[0]
    return json.loads(first_line.removeprefix("const SITE = ").removesuffix(";"))


def test_the_worker_may_serve_the_whole_site_and_is_asked_for_anew_each_time(client):
    answer = client.get("/sw.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Security-Policy"]
    assert not answer.cookies


def test_the_worker_keeps_the_promised_pages_and_their_files_and_each_is_there(client, whole_site):
    held = told(client)["held"]

    assert held[:5] == [
        "/overdose/",
        "/naloxone/",
        "/helplines/",
        "/offline/",
        "/offline/no-network/",
    ]
    for path in held:  # one that fails would undo the whole copy
        if path.startswith(settings.STATIC_URL):
            assert finders.find(path.removeprefix(settings.STATIC_URL)), path
        else:
            assert client.get(path).status_code == 200, path
    assert told(client)["fallback"] in held


def test_a_page_that_was_taken_down_is_not_kept(client, whole_site):
    PageVersion.objects.filter(page__slug="naloxone").update(state="archived")

    assert told(client)["held"][:3] == ["/overdose/", "/helplines/", "/offline/"]


def test_a_new_revision_changes_the_worker(client):
    before = client.get("/sw.js").content

    Topic.objects.create(slug="news", title="News", summary="Of today.")

    assert client.get("/sw.js").content != before


def test_every_file_the_pages_need_is_kept(client, whole_site):
    held = set(told(client)["held"])

    for path in [path for path in held if path.endswith("/")]:
        page = html5lib.parse(client.get(path).content, namespaceHTMLElements=False)
        links = [link for link in page.iter("link") if link.get("rel") in ("stylesheet", "icon")]
        needed = [link.get("href") for link in links]
        needed += [script.get("src") for script in page.iter("script") if script.get("src")]
        assert set(needed) <= held, path


def test_every_page_that_is_kept_has_a_place_for_the_day_it_was_saved(client, whole_site):
    for path in told(client)["held"]:
        if path.endswith("/"):
            assert client.get(path).content.count(b"<main") == 1, path
    assert "{day}" in offline.SAVED


def test_the_page_without_a_network_leads_to_help(client, whole_site):
    answer = client.get("/offline/no-network/")
    page = answer.content.decode()

    html5lib.HTMLParser(strict=True).parse(BytesIO(answer.content))
    assert answer["X-Robots-Tag"] == "noindex"
    main = page.partition("<main")[2]
    for way in ('href="tel:911"', 'href="tel:988"', 'href="sms:988"', 'href="/overdose/"'):
        assert way in main
    assert "<strong>Naloxone:</strong>" in main


def test_the_page_to_keep_from_says_what_a_copy_is(client, whole_site):
    answer = client.get("/offline/")
    page = answer.content.decode()

    html5lib.HTMLParser(strict=True).parse(BytesIO(answer.content))
    assert "public" in answer["Cache-Control"]
    assert "What you keep is a trace." in page
    assert "<button" not in page.partition("<template>")[0]  # without scripts there is none
    assert 'href="/overdose/steps.html"' in page


def test_every_page_leads_to_it(client, whole_site):
    assert 'href="/offline/"' in client.get("/").content.decode()
    assert 'href="/offline/"' in client.get("/overdose/").content.decode().partition("<footer")[0]


def test_only_the_button_registers_the_worker():
    registering = [path.name for path in SCRIPTS.glob("*.js") if "register(" in path.read_text()]

    assert registering == ["keep-offline.js"]


def test_no_script_of_ours_stores_or_sends_what_a_reader_does():
    for path in SCRIPTS.glob("*.js"):
        text = path.read_text()
        for way in (
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "cookie",
            "sendBeacon",
            "XMLHttp",
        ):
            assert way not in text, f"{path.name}: {way}"
        if path.name != "offline-worker.js":
            assert "fetch(" not in text, path.name


def test_scripts_are_loaded_only_where_they_are_wanted(client, whole_site):
    wanted = {
        "/": {"quick-exit"},
        "/overdose/": {"quick-exit"},
        "/offline/": {"quick-exit", "keep-offline"},
        "/understand/how-severe/": {"quick-exit", "self-check"},
        "/find-treatment/what-to-ask-for/": {"quick-exit", "ask-guide"},
        "/find-treatment/what-to-ask-for/?where=02118": {"quick-exit"},
    }
    for address, names in wanted.items():
        page = html5lib.parse(client.get(address).content, namespaceHTMLElements=False)
        scripts = [script for script in page.iter("script") if script.get("src")]
        assert {script.get("src") for script in scripts} == {f"/static/js/{n}.js" for n in names}
        assert all(script.get("defer") is not None for script in scripts)


def test_the_page_without_a_network_holds_no_figure_that_ages(client, whole_site):
    page = client.get("/offline/no-network/").content.decode()

    assert "[[" not in page
    assert not [f.text for f in Figure.objects.all() if len(f.text) > 12 and f.text in page]


def test_the_discreet_call_sheet_is_left_as_fast(client):
    page = client.get("/find-treatment/call-sheet/", {"discreet": "1"}).content.decode()

    assert "<quick-exit" in page
    assert "quick-exit.js" in page

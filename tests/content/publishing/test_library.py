"""The files of the library, and what an editor did to the records they made."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from content.models import Figure, Page, PageVersion, Source, Topic
from content.models.page import State
from content.publishing import library, workflow

pytestmark = pytest.mark.django_db

PAGE = """+++
title = "Naloxone"
summary = "What it is."
short_version = ["It works.[@who]"]
read_on = 2026-11-30
review_by = 2027-05-21
+++
## What is it?

A medicine.[@who] It costs [[figure:price]].
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text(
        '[who]\norganization = "WHO"\ntitle = "Naloxone"\nyear = "2024"\n'
        'url = "https://www.who.int/"\nwas_read = true\n'
    )
    (tmp_path / "figures.toml").write_text(
        '[price]\nlabel = "Price"\ntext = "about $20"\nsource = "who"\n'
        'kind = "dated"\nas_of = 2026-01-01\nread_on = 2026-06-01\nlook_again = 2027-01-01\n'
    )
    (tmp_path / "helplines.toml").write_text("")
    (tmp_path / "synonyms.toml").write_text('["nose spray"]\nmeans = "naloxone"\n')
    (tmp_path / "en" / "naloxone").mkdir(parents=True)
    (tmp_path / "en" / "topics.toml").write_text(
        '[naloxone]\ntitle = "Naloxone"\nsummary = "The spray."\norder = 1\n'
    )
    (tmp_path / "en" / "naloxone" / "naloxone.md").write_text(PAGE)
    return tmp_path


def page_file(folder: Path) -> Path:
    return folder / "en" / "naloxone" / "naloxone.md"


def test_a_first_load_makes_a_page_that_readers_see(folder):
    library.load(folder)

    version = Page.objects.get().live_version()
    assert version.title == "Naloxone"
    assert [c.source.key for c in version.citations.all()] == ["who"]


def test_a_second_load_changes_nothing(folder):
    library.load(folder)
    before = list(PageVersion.objects.values()), list(Figure.objects.values())

    report = library.load(folder)

    assert str(report) == "nothing to change"
    assert (list(PageVersion.objects.values()), list(Figure.objects.values())) == before


def test_a_newer_file_replaces_the_version_of_an_older_one(folder):
    library.load(folder)
    page_file(folder).write_text(PAGE.replace("A medicine.", "A spray."))

    library.load(folder)

    page = Page.objects.get()
    assert "A spray." in page.live_version().html
    assert page.versions.filter(state=State.ARCHIVED).count() == 1


def test_what_an_editor_wrote_is_kept_when_the_file_changes(folder):
    library.load(folder)
    live = Page.objects.get().live_version()
    draft = workflow.new_draft(live.page, by=None, like=live, title="An editor's title")
    workflow.move(draft, State.APPROVED, by=None)
    page_file(folder).write_text(PAGE.replace("A medicine.", "A spray."))

    report = library.load(folder)

    assert Page.objects.get().live_version().title == "An editor's title"
    assert report.kept == ["page /naloxone/naloxone/"]


def test_a_page_that_an_editor_took_down_stays_down(folder):
    library.load(folder)
    editor = User.objects.create_superuser("ed")
    workflow.move(Page.objects.get().live_version(), State.ARCHIVED, by=editor)
    page_file(folder).write_text(PAGE.replace("A medicine.", "A spray."))

    library.load(folder)

    assert Page.objects.get().live_version() is None


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [(Source, "year", "2025"), (Figure, "text", "about $30"), (Topic, "summary", "Mine.")],
)
def test_a_record_that_an_editor_changed_is_kept(folder, model, field, value):
    library.load(folder)
    model.objects.update(**{field: value})

    report = library.load(folder)

    assert getattr(model.objects.get(), field) == value
    assert len(report.kept) == 1


def test_what_a_file_no_longer_says_is_taken_back(folder):
    path = folder / "en" / "topics.toml"
    without_door = path.read_text()
    path.write_text(without_door + 'door = "Naloxone"\n')
    library.load(folder)
    path.write_text(without_door)

    report = library.load(folder)

    assert Topic.objects.get().door == ""
    assert report.kept == []


def test_a_figure_that_only_the_file_changed_is_renewed(folder):
    library.load(folder)
    path = folder / "figures.toml"
    path.write_text(path.read_text().replace("about $20", "about $25"))

    library.load(folder)

    assert Figure.objects.get().text == "about $25"


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (PAGE.replace("[@who]", "[@nobody]"), "nobody"),
        (PAGE.replace("figure:price", "figure:cost"), "cost"),
        (PAGE.replace("review_by = 2027-05-21\n", ""), "review_by"),
        (PAGE.replace("read_on = 2026-11-30\n", ""), "read_on"),
        (PAGE.replace("summary =", "sumary ="), "sumary"),
        ("No front matter.", r"\+\+\+"),
    ],
)
def test_a_broken_file_loads_nothing_and_says_what_is_wrong(folder, broken, says):
    page_file(folder).write_text(broken)

    with pytest.raises(library.BadFile, match=says):
        library.load(folder)

    assert not Source.objects.exists()


def test_the_librarys_own_files_load_and_every_page_is_read_in_time():
    call_command("load_pages", verbosity=0)

    versions = PageVersion.objects.published()
    assert versions.count() == len(list(library.LIBRARY.glob("en/*/*.md")))
    assert not versions.filter(review_by__lte=date(2026, 11, 22)).exists()


@pytest.mark.usefixtures("library_pages")
def test_every_source_of_the_library_is_used():
    idle = Source.objects.filter(citations=None, figures=None, helplines=None)
    assert set(idle.values_list("key", flat=True)) <= {
        "santo-et-al-opioid-agonist-treatment-all-2021"  # on the home page
    }


@pytest.mark.usefixtures("library_pages")
@pytest.mark.parametrize(
    ("topic", "tag", "at_least"), [("questions", "h3", 40), ("glossary", "th", 80)]
)
def test_a_front_page_lists_all_that_its_topic_explains_each_with_a_link_to_its_place(
    client, topic, tag, at_least
):
    front, *others = Page.objects.filter(topic__slug=topic)

    links = article(client, front).iter("a")
    listed = [(words(link), link.get("href")) for link in links if "#" in link.get("href")]

    explained = [
        (text, f"{page.get_absolute_url()}#{place}")
        for page in others
        for text, place in explained_in(article(client, page), tag)
    ]
    assert listed == explained
    assert len(set(listed)) == len(listed) >= at_least


def article(client, page: Page) -> Any:
    answer = client.get(page.get_absolute_url())
    return html5lib.parse(answer.content, namespaceHTMLElements=False).find(".//article")


def explained_in(tree: Any, tag: str) -> Iterator[tuple[str, str]]:
    """Questions (`h3`) or terms (`th` of a row), each with the heading to jump to."""
    place = ""
    for element in tree.iter():
        place = element.get("id", place)
        if element.tag == tag and element.get("scope") != "col":
            yield words(element), place


def words(element: Any) -> str:
    return "".join(element.itertext()).strip()

"""Pictures: drawings that follow their figures, with the same facts in words."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from content.models import Figure
from content.publishing import library
from content.text import pictures, slots
from tests.factories import make_figure, make_source

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
DEATHS = ("2022", "2023", "2024")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The library's figures and all else but its pages, loaded."""
    (tmp_path / "en").mkdir()
    for path in library.LIBRARY.glob("**/*.toml"):
        shutil.copy(path, tmp_path / path.relative_to(library.LIBRARY))
    library.load(tmp_path)
    return tmp_path


def make_deaths(**values):
    for year in DEATHS:
        make_figure(f"overdose-deaths-{year}", **({"text": "100,000"} | values))


def drawn(key: str, *, on: date = TODAY) -> str:
    return str(slots.Filler([f"[[picture:{key}]]"], on=on).fill(f"[[picture:{key}]]"))


def figures_of(key: str) -> list[str]:
    figures = Figure.objects.filter(key__in=pictures.figures_in([key]))
    return list(figures.values_list("text", flat=True))


def words(html: str) -> str:
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", "", html, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def test_a_bar_is_as_long_as_its_figure_says():
    make_deaths()
    Figure.objects.filter(key="overdose-deaths-2024").update(text="79,384")

    picture = drawn("overdose-deaths")

    assert picture.count('d="M0 0h100000v1H0z"') == 2
    assert picture.count('d="M0 0h79384v1H0z"') == 1
    assert "79,384" in words(picture)


def test_a_picture_names_the_source_of_its_numbers_and_their_date():
    source = make_source(organization="CDC", title="Deaths", url="https://example.org/deaths")
    make_deaths(source=source, as_of=date(2026, 1, 29))

    picture = drawn("overdose-deaths")

    assert "Source: CDC. Deaths, January 29, 2026" in words(picture)
    assert 'href="https://example.org/deaths"' in picture


def test_a_picture_is_drawn_on_any_day(shelf):
    for key in pictures.names():
        assert drawn(key, on=date(2100, 1, 1)) == drawn(key), key


def test_what_a_picture_draws_is_also_in_words(shelf):
    for key in pictures.names():
        picture = drawn(key)

        # The drawing itself is hidden from screen readers: the words beside it say the same.
        assert picture.count("<svg") == picture.count('aria-hidden="true"'), key
        assert key.startswith("step-") or "<figcaption>" in picture, key
        said = words(picture).lower()
        assert not [text for text in figures_of(key) if text.lower() not in said], key


def test_a_picture_holds_to_the_sites_colors_and_size_of_type(shelf):
    for key in pictures.names():
        picture = drawn(key)

        assert not re.search(r"\bstyle=|font-size|#[0-9a-f]{3,6}\b|url\(", picture), key


def test_every_figure_of_a_picture_is_in_the_library(shelf):
    for key in pictures.names():
        assert slots.problems(f"[[picture:{key}]]") == []


def test_each_of_the_six_steps_ends_with_its_drawing(shelf, client):
    (shelf / "en" / "overdose").mkdir()
    shutil.copy(library.LIBRARY / "en/overdose/overdose.md", shelf / "en/overdose/overdose.md")
    library.load(shelf)

    page = client.get("/overdose/").text

    steps = page[
        page.index('<div class="steps">') : page.index("</ol>", page.index('<div class="steps">'))
    ]
    items = re.findall(r"<li>.*?</li>", steps, re.DOTALL)
    assert len(items) == 6
    for item in items:
        assert item.count("<svg") == 1
        assert re.search(r"</svg>\s*</p>\s*</li>$", item)


def test_methadone_withdrawal_begins_on_no_day_that_nobody_gives(shelf):
    picture = drawn("withdrawal-time")

    dashed = re.findall(r'class="unknown" d="([^"]+)"', picture)
    assert dashed[0] == "M0 0H3M0 1H3"


def test_an_editor_is_told_of_a_picture_that_lacks_a_figure():
    make_figure("overdose-deaths-2024")

    found = slots.problems("[[picture:overdose-deaths]] [[picture:recovery-position]]")

    assert len(found) == 1
    assert "[[picture:overdose-deaths]]" in found[0]


def test_the_figures_of_a_text_are_those_of_its_words_and_of_its_pictures():
    found = slots.figures_in("[[figure:price]] and [[picture:naloxone-time]]")

    assert found == {"price", "naloxone-starts", "naloxone-lasts"}


def test_a_page_asks_the_database_once_for_all_figures(django_assert_num_queries):
    make_deaths()
    make_figure("price")
    text = "[[picture:overdose-deaths]] [[figure:price]]"

    with django_assert_num_queries(1):
        slots.Filler([text], on=TODAY).fill(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 to 90 minutes", "30", "90"),
        ("about $1,176.50 a month", "1176.50", "1176.50"),
        ("$17,434 at for-profit and $5,712 at nonprofit programs", "17434", "5712"),
        ("since July", "", ""),
    ],
)
def test_a_picture_draws_by_the_numbers_in_a_figures_words(text, low, high):
    shown = pictures.shown(make_figure("it", text=text), on=TODAY)

    assert (shown.low, shown.high) == (low, high)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2016, 1, 1), "2016"),
        (date(2024, 12, 1), "December 2024"),
        (date(2026, 1, 29), "January 29, 2026"),
    ],
)
def test_a_date_says_no_more_than_is_known(day, said):
    assert pictures.day(day) == said

"""What readers are told when nobody has read a page again; where it stands."""

from datetime import date

import pytest
import time_machine
from django.db.models import ProtectedError

from content.models import FigureUse
from content.text import age
from tests.factories import make_figure, make_page

pytestmark = pytest.mark.django_db
READ_ON = date(2026, 11, 30)
DUE = date(2027, 5, 21)
STEPS = "::: steps\n1. **Shout.** Loud.\n:::\n\n[[summary]]\n\n## More\n\nWords."
URGENT = "::: urgent Not waking up?\nCall 911.\n:::\n\n## More\n\nWords."
PLAIN = "## More\n\nWords."


def shown(client, day: str, **text: str) -> str:
    with time_machine.travel("2026-11-30T12:00:00Z"):
        make_page("paying/paying", read_on=READ_ON, review_by=DUE, **text)
    with time_machine.travel(f"{day}T12:00:00Z"):
        return client.get("/paying/").text.partition("<main")[2]


@pytest.mark.parametrize("concern", ["care", "emergency", "rules"])
def test_nothing_is_said_before_the_day_by_which_a_page_must_be_read_again(client, concern):
    page = shown(client, "2027-05-20", concern=concern, body=PLAIN)

    assert 'role="note"' not in page
    assert "Text last read against its sources on November 30, 2026." in " ".join(page.split())


@pytest.mark.parametrize(
    ("day", "says", "is_grave"),
    [
        ("2027-05-21", "It is due to be read again.", False),
        ("2027-11-30", "more than a year ago", False),
        ("2029-11-29", "more than a year ago", False),
        ("2029-11-30", "more than three years ago", True),
        ("2040-01-01", "more than three years ago", True),
    ],
)
def test_what_is_said_gets_plainer_after_a_year_and_after_three(client, day, says, is_grave):
    page = shown(client, day, body=PLAIN)

    assert says in page
    assert "November 30, 2026" in page
    assert ("notice-warning" in page) is is_grave


def test_on_pages_about_rules_it_stands_first_and_names_what_may_have_changed(client):
    page = shown(client, "2027-06-01", concern="rules", body=PLAIN)

    assert page.index(
        "Rules here may have changed since we last read them, on November 30, 2026"
    ) < page.index("<h2")


@pytest.mark.parametrize("concern", ["care", "rules"])
def test_it_never_stands_above_a_box_for_an_emergency(client, concern):
    page = shown(client, "2031-01-01", concern=concern, body=URGENT)

    assert page.index("Call 911") < page.index('role="note"') < page.index("Words.")


def test_on_an_emergency_page_it_stands_at_the_end_and_says_that_the_steps_hold(client):
    page = shown(client, "2031-01-01", concern="emergency", body=STEPS, layout="emergency")

    assert page.index("Words.") < page.index("What to do in an overdose does not go out of date")
    assert "notice-warning" not in page


def test_a_full_year_is_over_on_its_own_day():
    assert age.full_years(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert age.full_years(date(2024, 2, 29), date(2025, 3, 1)) == 1
    assert age.full_years(date(2026, 11, 30), date(2026, 1, 1)) == -1


def test_a_figure_that_a_page_shows_in_words_or_in_a_picture_cannot_be_deleted():
    figures = [make_figure(key) for key in ("price", "naloxone-starts", "naloxone-lasts")]
    make_page(body="It costs [[figure:price]].\n\n[[picture:naloxone-time]]")

    assert FigureUse.objects.count() == 3
    for figure in figures:
        with pytest.raises(ProtectedError):
            figure.delete()


def test_a_figure_that_a_new_text_leaves_out_can_be_deleted_with_the_old_one_only():
    figure = make_figure("price")
    version = make_page(body="It costs [[figure:price]].")
    make_page(body="It costs something.")

    with pytest.raises(ProtectedError):
        figure.delete()
    version.transitions.all().delete()
    version.delete()

    assert figure.delete()[0] == 1

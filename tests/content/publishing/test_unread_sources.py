"""What a version rests on that nobody here has read."""

import pytest

from content.publishing import unread_sources
from tests.factories import make_draft, make_figure, make_page, make_source

pytestmark = pytest.mark.django_db


def unread(version) -> dict[str, list[str]]:
    return {found.source.key: found.claims for found in unread_sources.unread(version)}


def test_a_source_that_was_read_is_not_named():
    make_source("read", was_read=True)
    make_source("unread")

    version = make_page(body="First.[@read] Second.[@unread]")

    assert unread(version) == {"unread": ["Second."]}


def test_a_mark_carries_all_words_since_the_mark_before_and_marks_side_by_side_the_same():
    for key in ("one", "two", "three"):
        make_source(key)

    version = make_page(
        body="One. Two.[@one] Three.\nFour.[@two][@three]\n\nNothing carries this."
    )

    assert unread(version) == {
        "one": ["One. Two."],
        "two": ["Three. Four."],
        "three": ["Three. Four."],
    }


def test_points_of_the_short_version_stand_each_for_itself():
    make_source("unread")

    version = make_page(short_version="A point.\nAnother **point**.[@unread]")

    assert unread(version) == {"unread": ["Another point."]}


def test_a_cell_is_said_with_its_row_and_column():
    make_source("unread")

    version = make_page(
        body="| Name | Prescription? |\n|---|---|\n| Narcan | No[@unread] |\n| Other[@unread] | Yes |"
    )

    assert unread(version) == {"unread": ["Narcan, Prescription?: No", "Other"]}


def test_words_are_shown_with_their_numbers_and_cannot_become_markup():
    make_source("unread")
    make_figure("price", text="about $20")

    draft = make_page(body="It costs [[figure:price]], <b>today</b>.[@unread]")

    assert unread(draft) == {"unread": ["It costs about $20, &lt;b&gt;today&lt;/b&gt;."]}


def test_a_version_without_such_sources_asks_the_database_once(django_assert_num_queries):
    draft = make_draft()

    with django_assert_num_queries(1):
        assert unread_sources.unread(draft) == []

"""What one version says otherwise than another."""

import re
from datetime import date

import pytest

from content.models.page import State
from content.publishing import version_diff, workflow
from tests.factories import make_draft, make_page

pytestmark = pytest.mark.django_db


def marked(before, after) -> dict[str, list[str]]:
    """Of each field its passages, [-gone-] and [+new+]."""
    return {
        change.field: [
            re.sub(r"<(del|ins)><span[^>]*>[^<]*</span>(.*?)</\1>", mark, passage, flags=re.DOTALL)
            for passage in change.passages
        ]
        for change in version_diff.changes(before, after)
    }


def mark(match: re.Match[str]) -> str:
    return f"[-{match[2]}-]" if match[1] == "del" else f"[+{match[2]}+]"


def test_words_that_changed_are_marked_in_their_line_and_other_lines_left_out():
    before = make_draft(title="A page", body="Stays.\n\nIt lasts 30 to 90 minutes in most people.")
    after = make_draft(title="A page", body="Stays.\n\nIt lasts 30 to 60 minutes in most people.")

    assert marked(before, after) == {
        "Body": ["It lasts 30 to [-90 -][+60 +]minutes in most people."]
    }


def test_a_line_that_came_or_went_is_marked_as_a_whole():
    before = make_draft(body="One.\nTwo.")
    after = make_draft(body="Two.\n\n\nThree.")

    assert marked(before, after) == {"Body": ["[-One.-]", "[+Three.+]"]}


def test_a_line_written_anew_is_not_cut_into_shreds():
    before = make_draft(summary="What the drug does to the heart.")
    after = make_draft(summary="How to find help today.")

    assert marked(before, after) == {
        "Summary": ["[-What the drug does to the heart.-][+How to find help today.+]"]
    }


def test_every_field_that_readers_see_is_compared():
    step = {"text": "Get naloxone", "href": "/naloxone/", "note": "Free."}
    before = make_draft(next_steps=[step], review_by=date(2027, 1, 1))
    after = make_draft(next_steps=[step | {"note": "Often free."}], review_by=date(2027, 7, 1))

    assert marked(before, after) == {
        "Next steps": ["Get naloxone | /naloxone/ | [-Free.-][+Often free.+]"],
        "Review by": ["[-2027-01-01-][+2027-07-01+]"],
    }


def test_words_cannot_become_markup():
    before, after = make_draft(title="A <b>"), make_draft(title="A <i>")

    [change] = version_diff.changes(before, after)

    assert "<b>" not in change.passages[0]
    assert "&lt;i&gt;" in change.passages[0]


def test_a_draft_is_compared_with_what_readers_see_and_that_with_the_one_before_it():
    first = make_page("naloxone/naloxone")
    second = workflow.new_draft(first.page, by=None, like=first)
    workflow.move(second, State.APPROVED, by=None)
    put_away = workflow.new_draft(first.page, by=None, like=second)
    workflow.move(put_away, State.ARCHIVED, by=None)
    draft = workflow.new_draft(first.page, by=None, like=second)

    assert version_diff.version_before(draft) == second
    assert version_diff.version_before(second) == first
    assert version_diff.version_before(first) is None

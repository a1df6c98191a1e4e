"""Finds what waits for an editor, kind by kind, and says it in words: figures to look up again, pages to
read again, helplines to call, sources to open. The admin's first page lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, Model, Q
from django.urls import reverse

from content.models import Figure, Helpline, PageVersion, Source
from content.models.page import State
from content.publishing.due import (
    SOON,
    Due,
    Task,
    late_first,
    live_versions,
    pages_by_figure,
    without_review,
)
from content.text.age import day

CHECK_HELPLINES_EVERY = timedelta(days=90)
NEVER_DIALED = ["911"]  # nobody calls it to try it out


def due_now(may_view: Callable[[type[Model]], bool], *, on: date) -> list[Due]:
    """What waits on a day, of what the editor may view; what is late comes first."""
    found = (find(on) for model, find in FINDERS if may_view(model))
    return late_first(each for each in chain.from_iterable(found) if each.number)


def _figures(on: date) -> Iterator[Due]:
    rows = list(Figure.objects.filter(look_again__lte=on + SOON).order_by("look_again", "label"))
    pages = pages_by_figure() if rows else {}

    def tasks(*, due: bool) -> list[Task]:
        return [
            Task(
                row.label,
                f"{'since' if due else 'by'} {day(row.look_again)}",
                _form("figure", row),
                pages.get(row.key, []),
            )
            for row in rows
            if row.is_due(on=on) is due
        ]

    yield _due(
        tasks(due=True),
        "figure must be looked up again|figures must be looked up again",
        "Readers go on seeing it; but for facts of medicine, they are told that it may have changed. "
        "Look it up in its source, then write down what it says, and the day you read it.",
        _list("figure", "look_again=due"),
        is_late=True,
    )
    yield _due(
        tasks(due=False),
        f"figure is due within {SOON.days} days|figures are due within {SOON.days} days",
        "Look it up before that day, and write down the day you read it.",
        _list("figure", "look_again=soon"),
    )


def _pages(on: date) -> Iterator[Due]:
    due = live_versions().filter(review_by__lte=on + SOON).order_by("review_by", "title")
    rows = list(due.only("title", "review_by"))
    yield _due(
        [_to_read(row, "was due") for row in rows if row.review_by <= on],
        "live page is past its review date|live pages are past their review date",
        "Readers are told so. Read it again with its sources, copy it to a new draft, mend it, set "
        "the next date, and have it approved.",
        _list("pageversion", "due=overdue"),
        is_late=True,
    )
    yield _due(
        [_to_read(row, "due") for row in rows if row.review_by > on],
        f"live page is due within {SOON.days} days|live pages are due within {SOON.days} days",
        "Read it again with its sources before that day.",
        _list("pageversion", "due=soon"),
    )
    waiting = PageVersion.objects.filter(state=State.IN_REVIEW).order_by("changed_at")
    yield _due(
        [
            Task(row.title, f"since {day(row.changed_at)}", _form("pageversion", row))
            for row in waiting.only("title", "changed_at")
        ],
        "version waits for approval|versions wait for approval",
        "Read it, and open the sources that we have not read. Then approve it or turn it down.",
        _list("pageversion", "state__exact=in_review"),
    )
    number = without_review(live_versions(), on=on).count()
    yield Due(
        number,
        _agree(
            number, "live page has no clinician’s review|live pages have no clinician’s review"
        ),
        "A clinician’s word is written down on the version, under Reviews.",
        _list("pageversion", "due=unreviewed"),
    )


def _to_read(version: PageVersion, verb: str) -> Task:
    return Task(version.title, f"{verb} {day(version.review_by)}", _form("pageversion", version))


def _helplines(on: date) -> Iterator[Due]:
    before = on - CHECK_HELPLINES_EVERY
    to_read = Q(read_in_source_on=None) | Q(read_in_source_on__lte=before)
    to_call = Q(called_on=None) | Q(called_on__lte=before)
    rows = Helpline.objects.filter(to_read | to_call & ~Q(key__in=NEVER_DIALED))

    def stands(line: Helpline) -> str:
        called = f"last called {day(line.called_on)}" if line.called_on else "never called"
        read = day(line.read_in_source_on) if line.read_in_source_on else "never"
        return f"{called}; read in its source: {read}"

    yield _due(
        [Task(row.name, stands(row), _form("helpline", row)) for row in rows],
        "helpline needs a call or a look|helplines need a call or a look",
        f"Every {CHECK_HELPLINES_EVERY.days} days we call each number and read it in its source, and "
        "write down the day. When a crisis line answers, say that you are checking the number, and "
        "end the call. Nobody dials 911 to try it.",
        _list("helpline"),
    )


def _sources(on: date) -> Iterator[Due]:
    on_live_pages = Q(citations__version__in=live_versions())
    unread = Source.objects.filter(was_read=False).annotate(
        pages=Count("citations", filter=on_live_pages)
    )
    rows = unread.filter(pages__gt=0).order_by("-pages", "organization", "title")

    def stands(pages: int) -> str:
        return f"{pages} live {_agree(pages, 'page rests|pages rest')} on it"

    yield _due(
        [Task(str(row), stands(row.pages), _form("source", row)) for row in rows],
        "source of live pages has not been read by us|sources of live pages have not been read by us",
        "Open it, check the sentences that rest on it, then mark it as read.",
        _list("source", "was_read__exact=0"),
    )


FINDERS: list[tuple[type[Model], Callable[[date], Iterator[Due]]]] = [
    (Figure, _figures),
    (PageVersion, _pages),
    (Helpline, _helplines),
    (Source, _sources),
]


def _due(tasks: list[Task], words: str, advice: str, url: str, *, is_late: bool = False) -> Due:
    return Due(len(tasks), _agree(len(tasks), words), advice, url, tasks, is_late)


def _agree(number: int, words: str) -> str:
    """The words for one, or those for many: “page rests|pages rest”."""
    one, _, many = words.partition("|")
    return one if number == 1 else many


def _list(model: str, query: str = "") -> str:
    return reverse(f"admin:content_{model}_changelist") + (f"?{query}" if query else "")


def _form(model: str, record: Model) -> str:
    return reverse(f"admin:content_{model}_change", args=[record.pk])

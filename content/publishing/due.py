"""What waits for an editor: figures to look up again, pages to read again, helplines to call, sources to
open. The admin's first page lists it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, Model, Q
from django.urls import reverse

from content.models import Figure, FigureUse, Helpline, Page, PageVersion, Source
from content.models.page import PageVersionQuerySet, State
from content.text.age import day

SOON = timedelta(days=30)
CHECK_HELPLINES_EVERY = timedelta(days=90)
NEVER_DIALED = ["911"]  # nobody calls it to try it out
MOST_SHOWN = 8  # tasks of a duty; the rest stands in the admin's list


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what it is about, how it stands, where to do it."""

    what: str
    stands: str
    url: str
    shown_on: Sequence[PageVersion] | None = None  # the live pages it is on, where that matters


@dataclass(frozen=True, slots=True)
class Duty:
    """All tasks of one kind. The words follow the number: 3 “figures have expired”."""

    number: int
    words: str
    advice: str
    url: str
    tasks: Sequence[Task] = ()
    is_late: bool = False

    @property
    def first(self) -> Sequence[Task]:
        return self.tasks[:MOST_SHOWN]


def owed(may_view: Callable[[type[Model]], bool], *, on: date) -> list[Duty]:
    """What waits on a day, of what the editor may view; what is late comes first."""
    found = (find(on) for model, find in FINDERS if may_view(model))
    return late_first(duty for duty in chain.from_iterable(found) if duty.number)


def late_first(duties: Iterator[Duty] | list[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: not duty.is_late)


def over(field: str, *, on: date) -> Q:
    return Q(**{f"{field}__lte": on})


def soon(field: str, *, on: date) -> Q:
    return Q(**{f"{field}__gt": on, f"{field}__lte": on + SOON})


def live_versions() -> PageVersionQuerySet:
    """The versions that readers see, one of each page."""
    live = Page.objects.live().values("live_id")  # type: ignore[misc] # live() annotates it
    return PageVersion.objects.filter(pk__in=live)


def without_review(versions: PageVersionQuerySet, *, on: date) -> PageVersionQuerySet:
    """Those that no clinician's word stands behind, or none that still holds."""
    return versions.exclude(reviews__due__gt=on)


def pages_by_figure() -> dict[str, list[PageVersion]]:
    """Of each figure's key the live versions that show it."""
    found = defaultdict(list)
    uses = FigureUse.objects.filter(version__in=live_versions()).order_by("version__title")
    for use in uses.select_related("figure", "version__page__topic"):
        found[use.figure.key].append(use.version)
    return found


def _figures(on: date) -> Iterator[Duty]:
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

    yield _duty(
        tasks(due=True),
        "figure must be looked up again|figures must be looked up again",
        "Readers go on seeing it; but for facts of medicine, they are told that it may have changed. "
        "Look it up in its source, then write down what it says, and the day you read it.",
        _list("figure", "look_again=due"),
        is_late=True,
    )
    yield _duty(
        tasks(due=False),
        f"figure is due within {SOON.days} days|figures are due within {SOON.days} days",
        "Look it up before that day, and write down the day you read it.",
        _list("figure", "look_again=soon"),
    )


def _pages(on: date) -> Iterator[Duty]:
    due = live_versions().filter(review_by__lte=on + SOON).order_by("review_by", "title")
    rows = list(due.only("title", "review_by"))
    yield _duty(
        [_to_read(row, "was due") for row in rows if row.review_by <= on],
        "live page is past its review date|live pages are past their review date",
        "Readers are told so. Read it again with its sources, copy it to a new draft, mend it, set "
        "the next date, and have it approved.",
        _list("pageversion", "due=overdue"),
        is_late=True,
    )
    yield _duty(
        [_to_read(row, "due") for row in rows if row.review_by > on],
        f"live page is due within {SOON.days} days|live pages are due within {SOON.days} days",
        "Read it again with its sources before that day.",
        _list("pageversion", "due=soon"),
    )
    waiting = PageVersion.objects.filter(state=State.IN_REVIEW).order_by("changed_at")
    yield _duty(
        [
            Task(row.title, f"since {day(row.changed_at)}", _form("pageversion", row))
            for row in waiting.only("title", "changed_at")
        ],
        "version waits for approval|versions wait for approval",
        "Read it, and open the sources that we have not read. Then approve it or turn it down.",
        _list("pageversion", "state__exact=in_review"),
    )
    number = without_review(live_versions(), on=on).count()
    yield Duty(
        number,
        _agree(
            number, "live page has no clinician’s review|live pages have no clinician’s review"
        ),
        "A clinician’s word is written down on the version, under Reviews.",
        _list("pageversion", "due=unreviewed"),
    )


def _to_read(version: PageVersion, said: str) -> Task:
    return Task(version.title, f"{said} {day(version.review_by)}", _form("pageversion", version))


def _helplines(on: date) -> Iterator[Duty]:
    before = on - CHECK_HELPLINES_EVERY
    to_read = Q(read_in_source_on=None) | Q(read_in_source_on__lte=before)
    to_call = Q(called_on=None) | Q(called_on__lte=before)
    rows = Helpline.objects.filter(to_read | to_call & ~Q(key__in=NEVER_DIALED))

    def stands(line: Helpline) -> str:
        called = f"last called {day(line.called_on)}" if line.called_on else "never called"
        read = day(line.read_in_source_on) if line.read_in_source_on else "never"
        return f"{called}; read in its source: {read}"

    yield _duty(
        [Task(row.name, stands(row), _form("helpline", row)) for row in rows],
        "helpline needs a call or a look|helplines need a call or a look",
        f"Every {CHECK_HELPLINES_EVERY.days} days we call each number and read it in its source, and "
        "write down the day. When a crisis line answers, say that you are checking the number, and "
        "end the call. Nobody dials 911 to try it.",
        _list("helpline"),
    )


def _sources(on: date) -> Iterator[Duty]:
    on_live_pages = Q(citations__version__in=live_versions())
    unread = Source.objects.filter(was_read=False).annotate(
        pages=Count("citations", filter=on_live_pages)
    )
    rows = unread.filter(pages__gt=0).order_by("-pages", "organization", "title")

    def stands(pages: int) -> str:
        return f"{pages} live {_agree(pages, 'page rests|pages rest')} on it"

    yield _duty(
        [Task(str(row), stands(row.pages), _form("source", row)) for row in rows],
        "source of live pages has not been read by us|sources of live pages have not been read by us",
        "Open it, check the sentences that rest on it, then mark it as read.",
        _list("source", "was_read__exact=0"),
    )


FINDERS: list[tuple[type[Model], Callable[[date], Iterator[Duty]]]] = [
    (Figure, _figures),
    (PageVersion, _pages),
    (Helpline, _helplines),
    (Source, _sources),
]


def _duty(tasks: list[Task], words: str, advice: str, url: str, *, is_late: bool = False) -> Duty:
    return Duty(len(tasks), _agree(len(tasks), words), advice, url, tasks, is_late)


def _agree(number: int, words: str) -> str:
    """The words for one, or those for many: “page rests|pages rest”."""
    one, _, many = words.partition("|")
    return one if number == 1 else many


def _list(model: str, query: str = "") -> str:
    return reverse(f"admin:content_{model}_changelist") + (f"?{query}" if query else "")


def _form(model: str, record: Model) -> str:
    return reverse(f"admin:content_{model}_change", args=[record.pk])

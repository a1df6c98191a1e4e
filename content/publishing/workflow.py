"""The life of a version: who may move it where, and what it needs first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from content.models import Citation, Figure, FigureUse, Page, PageVersion, Source, Transition
from content.models.page import State
from content.plain_language import linter
from content.text import markup, slots

Who = AbstractBaseUser | AnonymousUser | None  # None: the library's own files


class Move(NamedTuple):
    """What a move is called in the admin, and the permission it takes."""

    name: str
    permission: str


MOVES: dict[tuple[State, State], Move] = {
    (State.DRAFT, State.IN_REVIEW): Move("Submit for review", "content.change_pageversion"),
    (State.DRAFT, State.APPROVED): Move("Approve and publish", "content.approve_pageversion"),
    (State.IN_REVIEW, State.APPROVED): Move("Approve and publish", "content.approve_pageversion"),
    (State.IN_REVIEW, State.ARCHIVED): Move("Turn down", "content.approve_pageversion"),
    (State.APPROVED, State.ARCHIVED): Move("Take down", "content.approve_pageversion"),
    (State.DRAFT, State.ARCHIVED): Move("Put away", "content.change_pageversion"),
}

# The text of a version: what a new draft copies, and what a library file gives.
TEXT_FIELDS = [
    "layout", "title", "summary", "short_version", "body", "next_steps", "asked_as", "concern", "read_on",
    "review_by",
]  # fmt: skip


class NotReady(Exception):
    """A version lacks something that its next state needs."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def new_draft(page: Page, *, by: Who, like: PageVersion | None = None, **text: Any) -> PageVersion:
    """A draft with the text of `like`, changed by `text`. A page has one draft at a time."""
    last = page.versions.aggregate(last=Max("number"))["last"] or 0
    copied = {name: getattr(like, name) for name in TEXT_FIELDS} if like else {}
    if like:
        copied["review_by"] = max(like.review_by, timezone.localdate() + timedelta(days=180))
    return PageVersion.objects.create(
        page=page, number=last + 1, author=_saved(by), **{**copied, **text}
    )


def render(version: PageVersion) -> list[str]:
    """Make the version's HTML and citations from its text; return what is wrong with the text."""
    # Sources are numbered as a reader meets them: on an emergency page the steps come first.
    points = _as_list(version.short_version)
    if slots.SUMMARY in version.body:
        body = markup.render(version.body)
        short = markup.render(points, cited=body.citations)
        cited = short.citations
    else:
        short = markup.render(points)
        body = markup.render(version.body, cited=short.citations)
        cited = body.citations
    version.short_version_html = slots.tidy(short.html)
    version.html = slots.tidy(body.html)
    version.contents = body.contents
    version.save(update_fields=["short_version_html", "html", "contents"])
    _use_figures(version)
    return short.problems + body.problems + _cite(version, cited)


def _as_list(points: str) -> str:
    return "\n".join(f"- {line.strip()}" for line in points.splitlines() if line.strip())


def _cite(version: PageVersion, keys: list[str]) -> list[str]:
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)}
    wanted = {sources[key].pk: n for n, key in enumerate(keys, 1) if key in sources}
    if dict(version.citations.values_list("source", "number")) != wanted:
        version.citations.all().delete()
        Citation.objects.bulk_create(
            Citation(version=version, source_id=pk, number=number) for pk, number in wanted.items()
        )
    return [f"No source has the key “{key}”." for key in keys if key not in sources]


def _use_figures(version: PageVersion) -> None:
    shown = slots.figures_in(f"{version.short_version}\n{version.body}")
    wanted = set(Figure.objects.filter(key__in=shown).values_list("pk", flat=True))
    if set(version.figure_uses.values_list("figure", flat=True)) != wanted:
        version.figure_uses.all().delete()
        FigureUse.objects.bulk_create(FigureUse(version=version, figure_id=pk) for pk in wanted)


def problems(version: PageVersion) -> list[str]:
    """What stands between a version and its readers."""
    found = render(version)
    found += slots.problems(f"{version.short_version}\n{version.body}")
    text = linter.Text(version.body, version.summary, version.short_version)
    found += [str(finding) for finding in linter.errors(text)]
    if version.layout == "emergency" and slots.SUMMARY not in version.body:
        found.append("An emergency page needs [[summary]] after its steps.")
    return found


@transaction.atomic
def move(version: PageVersion, to: State, *, by: Who, note: str = "") -> PageVersion:
    """Move a version to a state, or say why not. Raises NotReady or PermissionDenied."""
    version = PageVersion.objects.select_for_update().get(pk=version.pk)
    step = MOVES.get((State(version.state), to))
    if step is None:
        state = version.get_state_display().lower()
        raise NotReady([f"This version is {state}: it cannot become {to.label.lower()}."])
    if by is not None and not by.has_perm(step.permission):  # type: ignore[union-attr]
        raise PermissionDenied(f"{step.name}: you do not have the permission for it.")
    if to in (State.IN_REVIEW, State.APPROVED) and (found := problems(version)):
        raise NotReady(found)
    if to == State.APPROVED and version.publish_at is None:
        version.publish_at = timezone.now()
    Transition.objects.create(
        version=version, from_state=version.state, to_state=to, by=_saved(by), note=note
    )
    version.state = to
    version.save(update_fields=["state", "publish_at", "changed_at"])
    return version


def moves_open_to(version: PageVersion, user: Any) -> list[tuple[State, Move]]:
    """What this user may do with a version now."""
    return [
        (to, step)
        for (before, to), step in MOVES.items()
        if before == version.state and user.has_perm(step.permission)
    ]


def _saved(by: Who) -> Any:
    return by if by is not None and by.pk else None

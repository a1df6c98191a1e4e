"""Centers in a list, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from directory.index import Answer
from directory.models import Facility

RESULTS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A facility in a list."""

    facility: Facility
    miles: float | None
    number: int


def hits(answer: Answer, number: str | None) -> Page:
    """A page of the answer; only its own facilities are read."""
    page = Paginator(answer.found, RESULTS_PER_PAGE).get_page(number)
    first = page.start_index()
    miles = {found.pk: (n, found.miles) for n, found in enumerate(page.object_list, first)}
    facilities = Facility.objects.in_order(list(miles))
    shown: Any = page
    shown.object_list = [Hit(f, miles[f.pk][1], miles[f.pk][0]) for f in facilities]
    return shown

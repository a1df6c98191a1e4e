"""A report comes in."""

from __future__ import annotations

from django.core.cache import cache

from corrections import keys
from corrections.models import Problem, Report
from corrections.network import network
from corrections.subjects import Subject
from web.limits import Limit

# Ten: a shelter or a library has one address for many people.
REPORTS = Limit("reports", most=10, seconds=3600, counts=cache)


def receive(subject: Subject, *, form_id: str, sent_from: str, **words: str) -> Report:
    """The report of this form, made on its first arrival. Raises web.limits.TooMany.

    `sent_from` is the reader's address. It is counted and compared, and not kept.
    """
    if known := Report.objects.filter(form_id=form_id).first():
        return known
    REPORTS.take(sent_from)
    compared = words["problem"] == Problem.PHONE_DEAD
    report, _ = Report.objects.get_or_create(
        form_id=form_id,
        defaults={
            "facility": subject.facility,
            "title": subject.title,
            "address": subject.address,
            "network": keys.scrambled(network(sent_from)) if compared else {},
            **words,
        },
    )
    return report

"""A report comes in."""

from __future__ import annotations

from corrections import keys, limits
from corrections.models import Problem, Report
from corrections.network import network
from corrections.subjects import Subject


def receive(subject: Subject, *, form_id: str, sent_from: str, **words: str) -> Report:
    """The report of this form, made on its first arrival. Raises limits.TooMany.

    `sent_from` is the reader's address. It is counted and compared, and not kept.
    """
    if known := Report.objects.filter(form_id=form_id).first():
        return known
    limits.take_one(sent_from)
    compared = words["problem"] == Problem.PHONE_DEAD
    report, _ = Report.objects.get_or_create(
        form_id=form_id,
        defaults={
            "facility": subject.facility,
            "title": subject.title,
            "address": subject.address,
            "network": keys.scrambled(network(sent_from), keys.NETWORK) if compared else {},
            **words,
        },
    )
    return report

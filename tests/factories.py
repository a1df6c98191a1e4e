"""One `make_…` for each model: a test states only what it cares about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from content.models import Figure, Helpline, HelplineNumber, Page, PageVersion, Source, Topic
from content.models.page import State
from content.publishing import workflow
from corrections.models import Report
from directory import index
from directory.models import Facility, Place
from directory.models.facility import identity
from directory.vocabulary.names import fold

numbers = count(1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # before any day that a test moves the clock to


def make_source(key: str = "", **values: Any) -> Source:
    n = next(numbers)
    values = {
        "organization": "Example Institute",
        "title": f"Example report {n}",
        "year": "2025",
        "url": f"https://example.org/report-{n}",
    } | values
    return Source.objects.create(key=key or f"example-{n}", **values)


def make_topic(slug: str = "", **values: Any) -> Topic:
    slug = slug or f"topic-{next(numbers)}"
    return Topic.objects.create(
        slug=slug, **{"title": slug.title(), "summary": "About it."} | values
    )


def make_draft(address: str = "", **text: Any) -> PageVersion:
    """A draft for /topic/page/, made with its topic and page where they are missing."""
    topic_slug, _, slug = (address or f"topic-{next(numbers)}/page").strip("/").partition("/")
    topic = Topic.objects.filter(slug=topic_slug).first() or make_topic(topic_slug)
    page, _ = Page.objects.get_or_create(topic=topic, slug=slug or topic_slug)
    text = {
        "title": "A page",
        "summary": "What it gives.",
        "body": "## Heading\n\nSome words.",
        "read_on": date(2026, 11, 30),
        "review_by": date(2100, 1, 1),
    } | text
    return workflow.new_draft(page, by=None, **text)


def make_page(address: str = "", **text: Any) -> PageVersion:
    """The same, live since long ago."""
    draft = make_draft(address, **{"publish_at": LONG_AGO} | text)
    return workflow.move(draft, State.APPROVED, by=None)


def make_figure(key: str, **values: Any) -> Figure:
    values = {
        "label": "A figure",
        "text": "about 5",
        "kind": "dated",
        "as_of": date(2026, 1, 1),
        "read_on": date(2020, 1, 1),
        "look_again": date(2100, 1, 1),
    } | values
    source = values.pop("source", None) or make_source()
    return Figure.objects.create(key=key, source=source, **values)


def make_helpline(key: str, *, display: str = "555-0100", **values: Any) -> Helpline:
    values = {
        "name": f"Example line {key}",
        "purpose": "Trying things out",
        "who_answers": "Nobody",
        "cost": "Free",
        "hours": "Never",
        "languages": "None",
    } | values
    source = values.pop("source", None) or make_source()
    helpline = Helpline.objects.create(key=key, source=source, **values)
    digits = "".join(c for c in display if c.isdigit())
    HelplineNumber.objects.create(helpline=helpline, display=display, dial=digits)
    return helpline


def make_facility(name: str = "", *, says: str = "", says_no: str = "", **values: Any) -> Facility:
    """A center that says yes (and no) to these attributes, listed and found by searches."""
    n = next(numbers)
    name = name or f"Harbor Clinic {n}"
    uid, short_id = identity(f"{name}|{n}")
    values = {
        "uid": uid,
        "short_id": short_id,
        "key": f"{name}|{n}",
        "street": f"{n} Example Street",
        "city": "Boston",
        "state": "MA",
        "zip_code": "02118",
        "phones": [{"kind": "main", "number": "6175550142", "ext": ""}],
        "facts": dict.fromkeys(says.split(), True) | dict.fromkeys(says_no.split(), False),
        "source": "SAMHSA FindTreatment.gov",
        "as_of": timezone.localdate(),
    } | values
    if "at" in values:
        values["latitude"], values["longitude"] = values.pop("at")
        values.setdefault("position", "listed")
    if values.get("is_listed") is False:
        values.setdefault("delisted_on", timezone.localdate())
    facility = Facility(name=name, **values)
    facility.sort_key = facility.make_sort_key()
    facility.save()
    index.renew()
    return facility


def make_place(name: str, state: str, *, at: tuple[float, float] | None, **values: Any) -> Place:
    kind = "zip" if name.isdigit() else "city"
    latitude, longitude = at or (None, None)
    return Place.objects.create(
        **{"kind": kind, "name": name, "folded": fold(name), "state": state}
        | {"latitude": latitude, "longitude": longitude}
        | values
    )


def make_report(facility: Facility | None = None, **values: Any) -> Report:
    """A report on a center, or on the site as a whole."""
    values = {
        "form_id": f"form-{next(numbers)}",
        "facility": facility,
        "title": facility.full_name if facility else "This site",
        "address": facility.get_absolute_url() if facility else "",
        "problem": "other",
        "details": "Something is off.",
    } | values
    return Report.objects.create(**values)

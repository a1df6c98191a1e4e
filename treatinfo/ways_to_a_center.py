"""What the site search finds besides health pages: the ways to a treatment center."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from content.models import SearchDocument
from content.search.documents import Document

Kind = SearchDocument.Kind


def documents() -> Iterator[Document]:
    """They are no pages of the library, and found like one."""
    yield Document(
        Kind.PAGE,
        "Find treatment near you",
        "Treatment centers by place, medicine and way of paying.",
        reverse("directory:search"),
        near="near me nearby closest local clinic center program rehab doctor directory map",
        asked=(
            "find treatment near me",
            "clinic near me",
            "rehab near me",
            "doctor near me",
            "methadone clinic near me",
            "suboxone doctor near me",
            "detox near me",
            "find a treatment center",
            "treatment centers",
            "list of treatment centers",
            "closest clinic",
        ),
        body="methadone buprenorphine naltrexone detox residential outpatient telehealth Medicaid "
        "insurance sliding fee ZIP code city state address phone",
    )
    yield Document(
        Kind.PAGE,
        "Start treatment today",
        "A few plain questions that end in a search for treatment and words to say on the phone.",
        reverse("directory:today"),
        near="today now same day first dose walk in",
        asked=(
            "start treatment today",
            "same day treatment",
            "start suboxone today",
            "get help today",
            "walk in clinic",
        ),
    )

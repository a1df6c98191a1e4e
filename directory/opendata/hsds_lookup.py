"""Which centers an HSDS request means: by an id derived from theirs, or by its filters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID, uuid5

from django.db.models import Q
from django.http import Http404

from directory import index
from directory.index.answer import Found
from directory.index.question import Question
from directory.models import Facility, Place
from directory.opendata import terms
from directory.opendata.asked import NotUnderstood
from directory.places import gazetteer
from directory.places.geo import Point
from directory.vocabulary.attributes import Attribute, attributes_of
from web import revision

# Moments outside of these can't be put into another time zone.
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)


def facility(what: str, given: str) -> Facility:
    """The listed center whose organization, service … has this id."""
    pk = _pk(what, given)
    found = Facility.objects.listed().filter(pk=pk).first() if pk else None
    if found is None:
        raise Http404(f"No {what.replace('_', ' ')} has this id.")
    return found


def _pk(what: str, given: str) -> int | None:
    try:
        return _ids(what, revision.of("centers")).get(UUID(given).bytes)
    except ValueError:
        return None


@lru_cache(maxsize=3)  # organizations, services and services at locations, as the data is now
def _ids(what: str, number: int) -> dict[bytes, int]:
    """Version 5 has no way back, so the ids of all are made once for each revision of the centers."""
    uids = Facility.objects.listed().values_list("uid", "pk")
    return {uuid5(uid, what).bytes: pk for uid, pk in uids}


def found(question: Question, narrowed: Q | None) -> list[Found]:
    """What the index answers; with a filter that it does not know, only those of its rows."""
    answer = index.current().answer(question).found
    if narrowed is None:
        return answer
    pks = set(Facility.objects.listed().filter(narrowed).values_list("pk", flat=True))
    return [one for one in answer if one.pk in pks]


def point(postcode: str, near: str) -> Point | None:
    """Where to measure from: "latitude,longitude", or the middle of a ZIP code."""
    if near:
        latitude, _, longitude = near.partition(",")
        return float(latitude), float(longitude)
    if not postcode:
        return None
    for place in gazetteer.find(postcode.strip()[:5]):
        if place.kind == Place.Kind.ZIP and place.point:
            return place.point
    raise NotUnderstood(404, f"We do not know where the ZIP code “{postcode[:20]}” lies.")


def narrowing(
    *,
    term_id: str = "",
    taxonomy_id: str = "",
    organization_id: str = "",
    modified_after: datetime | None = None,
) -> Q | None:
    """The filters that the index does not hold, as one condition; none at all when none is asked."""
    asked = []
    if term_id:
        asked.append(_saying([terms.TERMS[term_id]] if term_id in terms.TERMS else []))
    if taxonomy_id:
        facet = terms.TAXONOMIES.get(taxonomy_id)
        asked.append(_saying(attributes_of(facet) if facet else []))
    if organization_id:
        asked.append(Q(pk=_pk("organization", organization_id)))
    if modified_after:
        moment = modified_after if modified_after.tzinfo else modified_after.replace(tzinfo=UTC)
        asked.append(Q(changed_at__gte=min(max(moment, EARLIEST), LATEST)))
    if not asked:
        return None
    together = asked[0]
    for condition in asked[1:]:
        together &= condition
    return together


def _saying(attributes: Iterable[Attribute]) -> Q:
    """Centers that say yes to any of these; with none of them, no center."""
    any_of = Q(pk=None)
    for attribute in attributes:
        any_of |= Q(**{f"facts__{attribute.key}": True})
    return any_of

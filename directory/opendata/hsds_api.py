"""The HSDS 3.0 API of Open Referral: the paths, parameters and envelope of its specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import NinjaAPI, Query

from directory.index.answer import Found
from directory.index.question import Question
from directory.models import Facility
from directory.opendata import hsds, hsds_lookup, hsds_schemas, schemas, terms
from directory.opendata.api import explain_problems
from directory.opendata.columns import CHUNK
from directory.opendata.for_programs import ATTRIBUTION, LICENSE, for_programs

VERSION = "3.0"
Json = dict[str, Any]
Form = Callable[[Facility], Json]

api = NinjaAPI(
    title="treatinfo: HSDS",
    version=VERSION,
    description="The same centers as Open Referral’s Human Services Data Specification has them. "
    f"Read-only. No key, no cookie. Data: {ATTRIBUTION}.",
    docs_url=None,
    docs_decorator=for_programs,
    urls_namespace="data:hsds",
    openapi_extra={"info": {"license": {"name": "CC BY 4.0", "url": LICENSE}}},
)
api.add_decorator(for_programs, mode="view")
explain_problems(api)

PROBLEMS = {404: schemas.Problem, 422: schemas.Problem, 429: schemas.Problem}
ONE: Any = {200: Json, **PROBLEMS}
MANY: Any = {200: hsds_schemas.Page, **PROBLEMS}
NDJSON: Json = {"responses": {200: {"content": {"application/x-ndjson": {}}}}}


def page_of(items: list[Any], asked: Any, shown: Callable[[list[Any]], list[Json]]) -> Json:
    """The specification's envelope; only the items of the page itself are read and shown."""
    first = (asked.page - 1) * asked.per_page
    contents = shown(items[first : first + asked.per_page])
    pages = max(1, -(-len(items) // asked.per_page))
    return {
        "total_items": len(items),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def centers(found: list[Found], asked: Any, form: Form) -> Any:
    """The centers found in one of their HSDS forms: a page, or all of them line by line."""

    def shown(some: list[Found]) -> list[Json]:
        return [form(facility) for facility in Facility.objects.in_order([one.pk for one in some])]

    if asked.format == "json":
        return page_of(found, asked, shown)
    chunks = (found[start : start + CHUNK] for start in range(0, len(found), CHUNK))
    return as_lines(item for chunk in chunks for item in shown(chunk))


def as_lines(items: Iterable[Json]) -> HttpResponse:
    lines: Iterator[bytes] = (json.dumps(item).encode() + b"\n" for item in items)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")  # type: ignore[return-value]


def filtered(asked: Any, question: Question | None = None) -> list[Found]:
    narrowed = hsds_lookup.narrowing(
        term_id=asked.taxonomy_term_id,
        taxonomy_id=asked.taxonomy_id,
        organization_id=asked.organization_id,
        modified_after=asked.modified_after,
    )
    question = question or Question(text=asked.search, with_set_aside=True)
    return hsds_lookup.found(question, narrowed)


@api.get("/", response={200: hsds_schemas.Root, 429: schemas.Problem}, summary="About this API")
def root(request: HttpRequest) -> Json:
    base = f"{settings.SITE_URL}/data"
    return {
        "version": VERSION,
        "profile": f"{base}/api/#hsds",
        "openapi_url": f"{base}/hsds/openapi.json",
    }


@api.get("/organizations", response=MANY, openapi_extra=NDJSON, summary="List organizations")
def organizations(request: HttpRequest, asked: Query[hsds_schemas.Organizations]) -> Any:
    found = hsds_lookup.found(Question(text=asked.search, with_set_aside=True), None)
    in_full = asked.full == "true" or asked.full_service == "true"
    return centers(found, asked, organization_form(asked) if in_full else hsds.organization)


def organization_form(asked: Any) -> Form:
    full_service = asked.full_service == "true"
    return lambda facility: hsds.full_organization(facility, full_service=full_service)


@api.get("/organizations/{organization_id}", response=ONE, summary="Read an organization")
def organization(
    request: HttpRequest, organization_id: str, full_service: hsds_schemas.Flag = "false"
) -> Json:
    facility = hsds_lookup.facility("organization", organization_id)
    return hsds.full_organization(facility, full_service=full_service == "true")


@api.get("/services", response=MANY, openapi_extra=NDJSON, summary="List services")
def services(request: HttpRequest, asked: Query[hsds_schemas.Services]) -> Any:
    found = filtered(asked)
    if asked.minimal == "true":
        asked.page, asked.per_page = 1, max(len(found), 1)
        return page_of(found, asked, ids_and_dates)
    full = asked.full == "true"
    return centers(found, asked, hsds.full_service_of if full else hsds.service)


def ids_and_dates(found: list[Found]) -> list[Json]:
    """For whoever only wants to know what changed: no facts are read."""
    rows = Facility.objects.listed().values_list("pk", "uid", "changed_at")
    known = {pk: (uid, changed_at) for pk, uid, changed_at in rows}
    return [
        {"id": hsds.id_of(uid, "service"), "modified_date": changed_at.isoformat()}
        for uid, changed_at in (known[one.pk] for one in found if one.pk in known)
    ]


@api.get("/services/{service_id}", response=ONE, summary="Read a service")
def service(request: HttpRequest, service_id: str) -> Json:
    return hsds.full_service_of(hsds_lookup.facility("service", service_id))


@api.get("/service_at_locations", response=MANY, openapi_extra=NDJSON,
         summary="List services at locations, also by distance")  # fmt: skip
def service_at_locations(
    request: HttpRequest, asked: Query[hsds_schemas.ServicesAtLocations]
) -> Any:
    question = Question(
        point=hsds_lookup.point(asked.postcode, asked.near),
        miles=asked.proximity / hsds_schemas.METERS_A_MILE,
        text=asked.search,
        with_set_aside=True,
    )
    full = asked.full == "true"
    form = hsds.full_service_at_location if full else hsds.service_at_location
    return centers(filtered(asked, question), asked, form)


@api.get("/service_at_locations/{link_id}", response=ONE, summary="Read a service at its location")
def service_at_location(request: HttpRequest, link_id: str) -> Json:
    return hsds.full_service_at_location(hsds_lookup.facility("service_at_location", link_id))


@api.get("/taxonomies", response=MANY, openapi_extra=NDJSON, summary="List taxonomies")
def taxonomies(request: HttpRequest, asked: Query[hsds_schemas.Searched]) -> Any:
    return vocabulary([terms.taxonomy(facet) for facet in terms.TAXONOMIES.values()], asked)


@api.get("/taxonomies/{taxonomy_id}", response=ONE, summary="Read a taxonomy")
def taxonomy(request: HttpRequest, taxonomy_id: str) -> Json:
    if taxonomy_id not in terms.TAXONOMIES:
        raise Http404("No taxonomy has this id.")
    return terms.taxonomy(terms.TAXONOMIES[taxonomy_id])


@api.get("/taxonomy_terms", response=MANY, openapi_extra=NDJSON, summary="List terms")
def taxonomy_terms(request: HttpRequest, asked: Query[hsds_schemas.Terms]) -> Any:
    known = [] if asked.parent_id else terms.TERMS.values()
    wanted = asked.taxonomy_id
    return vocabulary(
        [
            terms.full_term(attribute)
            for attribute in known
            if not wanted or terms.taxonomy_id(attribute.facet) == wanted
        ],
        asked,
    )


@api.get("/taxonomy_terms/{term_id}", response=ONE, summary="Read a term")
def taxonomy_term(request: HttpRequest, term_id: str) -> Json:
    if term_id not in terms.TERMS:
        raise Http404("No term has this id.")
    return terms.full_term(terms.TERMS[term_id])


def vocabulary(items: list[Json], asked: Any) -> Any:
    text = asked.search.casefold()
    items = [item for item in items if text in f"{item['name']} {item['description']}".casefold()]
    return as_lines(items) if asked.format == "ndjson" else page_of(items, asked, list)

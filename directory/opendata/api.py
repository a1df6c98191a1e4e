"""The read-only API: the search of the site, a center, what there is to ask for, the states."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Status
from ninja.errors import ValidationError

from directory import index
from directory.index.question import FACETS, Question
from directory.models import Facility
from directory.opendata import schemas
from directory.opendata.asked import EVERYTHING, NotUnderstood, question_of
from directory.opendata.columns import row, rows
from directory.opendata.for_programs import ATTRIBUTION, LICENSE, for_programs
from directory.places.states import STATES
from directory.vocabulary.attributes import Facet, attributes_of

# Its ready-made page of documentation loads scripts from elsewhere; ours is templates/data/api.html.
api = NinjaAPI(
    title="treatinfo: treatment centers",
    version="1",
    description=f"Read-only. No key, no cookie. Data: {ATTRIBUTION}. A list that is not stated is not a no.",
    docs_url=None,
    docs_decorator=for_programs,
    urls_namespace="data:api",
    openapi_extra={"info": {"license": {"name": "CC BY 4.0", "url": LICENSE}}},
)
api.add_decorator(for_programs, mode="view")

PROBLEMS = {404: schemas.Problem, 422: schemas.Problem, 429: schemas.Problem}


def explain_problems(to: NinjaAPI) -> None:
    """Every problem has the same shape."""

    @to.exception_handler(NotUnderstood)
    def not_understood(request: HttpRequest, problem: NotUnderstood) -> HttpResponse:
        answer = {"error": problem.words, "places": problem.places}
        return to.create_response(request, answer, status=problem.status)

    @to.exception_handler(ValidationError)
    def wrong(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        words = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors)
        return to.create_response(request, {"error": words, "places": []}, status=422)

    @to.exception_handler(Http404)
    def missing(request: HttpRequest, problem: Http404) -> HttpResponse:
        answer = {"error": str(problem) or "There is nothing here.", "places": []}
        return to.create_response(request, answer, status=404)


explain_problems(api)


@api.get("/centers", response={200: schemas.Centers, **PROBLEMS}, operation_id="search_centers",
         summary="Search centers")  # fmt: skip
def centers(request: HttpRequest, asked: Query[schemas.SearchParameters]) -> dict[str, Any]:
    """Centers that fit, in the order of the site; all of them when nothing is asked."""
    page, per_page = asked.page, asked.per_page
    directory = index.current()
    question = question_of(request.GET)
    answer = directory.answer(question)
    found = answer.found[(page - 1) * per_page : page * per_page]
    return {
        "total": len(answer),
        "page": page,
        "pages": max(1, -(-len(answer) // per_page)),
        "per_page": per_page,
        "as_of": directory.as_of.isoformat() if directory.as_of else None,
        "is_sample": directory.has_samples,
        "not_stated": {facet.value: answer.not_stated(facet) for facet in question.needs},
        "centers": [one for few in rows(found) for one in few],
    }


@api.get("/centers/{center_id}", operation_id="read_center", summary="Read one center",
         response={200: schemas.Center, 410: schemas.Problem, **PROBLEMS})  # fmt: skip
def center(request: HttpRequest, center_id: str) -> Any:
    """By its id or short id. One that its source no longer lists answers 410."""
    found = Facility.objects.filter(_is_called(center_id)).first()
    if found is None:
        raise Http404("No center has this id.")
    if not found.is_listed:
        return Status(410, {"error": "Its source no longer lists this center."})
    return row(found)


def _is_called(text: str) -> Q:
    try:
        return Q(uid=UUID(text))
    except ValueError:
        return Q(short_id=text.replace("\x00", "")[:16])


@api.get("/attributes", response={200: list[schemas.Facet], 429: schemas.Problem},
         operation_id="list_attributes", summary="List what centers can say")  # fmt: skip
def attributes(request: HttpRequest) -> list[dict[str, Any]]:
    """Each question, the answers there are to it, and how many centers say yes."""
    answer = index.current().answer(EVERYTHING)
    return [_facet(facet, answer.counts(facet)) for facet in Facet]


def _facet(facet: Facet, counts: dict[str, int]) -> dict[str, Any]:
    options = [
        {
            "key": attribute.key,
            "label": attribute.label,
            "short": attribute.name,
            "is_filter": attribute.is_filter,
            "centers": counts.get(attribute.key),
        }
        for attribute in attributes_of(facet)
    ]
    is_parameter = facet in FACETS
    return {
        "key": facet.value,
        "label": facet.label,
        "is_parameter": is_parameter,
        "options": options,
    }


@api.get("/states", response={200: list[schemas.State], 429: schemas.Problem},
         operation_id="list_states", summary="List states and territories")  # fmt: skip
def states(request: HttpRequest) -> list[dict[str, Any]]:
    """Each with the number of centers listed there."""
    directory = index.current()
    return [
        {
            "code": code,
            "name": name,
            "centers": len(directory.answer(Question(state=code, with_set_aside=True))),
            "url": settings.SITE_URL + reverse("directory:state", args=[code]),
        }
        for code, name in STATES.items()
    ]

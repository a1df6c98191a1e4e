"""What the HSDS API takes, and the envelope of its lists; the specification says what is inside."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

LARGEST_PAGE = 100
METERS_A_MILE = 1609.344

LATITUDE = r"-?(?:[0-8]?[0-9](?:\.[0-9]{1,12})?|90)"
LONGITUDE = r"-?(?:(?:1[0-7]|[0-9])?[0-9](?:\.[0-9]{1,12})?|180)"

Flag = Literal["true", "false"]
Json = dict[str, Any]


def _written_out(value: Any) -> Any:
    """Pydantic would take a bare number for seconds since 1970."""
    if isinstance(value, str) and not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("must be a date and time such as 2026-11-20T12:00:00Z")
    return value


Moment = Annotated[
    datetime | None,
    BeforeValidator(_written_out),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Pages(Schema):
    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")
    per_page: int = Field(20, ge=1, le=LARGEST_PAGE, description="Results a page.")
    format: Literal["json", "ndjson"] = Field(
        "json", description="With ndjson: all results, one JSON object a line, without pages."
    )


class Searched(Pages):
    search: str = Field(
        "", max_length=80, description="Words of a name or city, or a phone number."
    )


class Organizations(Searched):
    full: Flag = Field("false", description="With phones, locations and services.")
    full_service: Flag = Field("false", description="With its services in full.")


class Filtered(Searched):
    taxonomy_term_id: str = Field("", description="Only with this term.")
    taxonomy_id: str = Field("", description="Only with any term of this taxonomy.")
    organization_id: str = Field("", description="Only of this organization.")
    modified_after: Moment = Field(None, description="Only what changed at or after this moment.")
    full: Flag = Field("false", description="With all that belongs to it.")


class Services(Filtered):
    minimal: Flag = Field("false", description="Only id and modified_date, all on one page.")


class ServicesAtLocations(Filtered):
    postcode: str = Field(
        "", max_length=10, description="Measure from the middle of this ZIP code."
    )
    near: str = Field(
        "",
        pattern=f"^(?:{LATITUDE},{LONGITUDE})?$",
        description="Measure from this “latitude,longitude” instead. Ours, not in HSDS.",
    )
    proximity: float = Field(
        25 * METERS_A_MILE,
        gt=0,
        le=100 * METERS_A_MILE,
        description="Within so many meters of postcode or near: 25 miles, at most 100. Without "
        "either of them it does nothing.",
    )


class Terms(Searched):
    taxonomy_id: str = Field("", description="Only of this taxonomy.")
    top_only: Flag = Field("false", description="Only terms without a parent: all of ours.")
    parent_id: str = Field("", description="Only with this parent: none of ours has one.")


class Page(Schema):
    """A page of results, as HSDS has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Json]


class Root(Schema):
    version: str
    profile: str
    openapi_url: str

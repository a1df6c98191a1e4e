"""What the API takes and gives, made of the search form and the public columns themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from ninja import Schema
from pydantic import Field, create_model

from directory.opendata.columns import COLUMNS, MILES
from directory.search.form import FIELDS

PAGE_SIZES = (20, 100)  # usual, largest


class Paged(Schema):
    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")
    per_page: int = Field(PAGE_SIZES[0], ge=1, le=PAGE_SIZES[1], description="Centers a page.")


def _parameter(field: forms.Field) -> tuple[Any, Any]:
    """A field of the search form as a parameter. The form itself judges the value."""
    words = " ".join(filter(None, [f"{field.label}.", str(field.help_text)]))
    choices = [str(value) for value, _ in getattr(field, "choices", ()) if value != ""]
    if isinstance(field, forms.MultipleChoiceField):
        words += f" Any of: {', '.join(choices)}. Repeat it for several; others are ignored."
        return list[str], Field(default_factory=list, description=words)
    extra: dict[str, Any] = {"enum": ["", *choices]} if choices else {}
    if length := getattr(field, "max_length", None):
        extra["maxLength"] = length
    return str, Field("", description=words, json_schema_extra=extra)


# The parameters of the search page, whatever they are, and the pages.
SearchParameters = create_model(
    "SearchParameters",
    __base__=Paged,
    **{name: _parameter(field) for name, field in FIELDS.items()},  # type: ignore[call-overload]
)
Center = create_model(
    "Center",
    __base__=Schema,
    __doc__="A treatment center as we publish it.",
    **{c.name: (c.type, Field(..., description=f"{c.meaning}.")) for c in (*COLUMNS, MILES)},  # type: ignore[call-overload]
)


class Centers(Schema):
    """A page of the centers that fit."""

    total: int = Field(..., description="Centers that fit, on all pages.")
    page: int
    pages: int
    per_page: int
    as_of: str | None = Field(..., description="Date of the newest data.")
    is_sample: bool = Field(..., description="Whether the centers are made-up examples.")
    not_stated: dict[str, int] = Field(
        ..., description="By list asked for: centers left out because they say nothing about it."
    )
    centers: list[Center]  # type: ignore[valid-type]


class Option(Schema):
    key: str = Field(..., description="As it stands in addresses and files.")
    label: str
    short: str
    is_filter: bool = Field(..., description="Whether a search can ask for it.")
    centers: int | None = Field(..., description="Centers that say yes; empty for mere details.")


class Facet(Schema):
    key: str = Field(..., description="The name of the list, and of the parameter.")
    label: str
    is_parameter: bool = Field(..., description="Whether a search can ask for its options.")
    options: list[Option]


class State(Schema):
    code: str
    name: str
    centers: int
    url: str


class Problem(Schema):
    """What went wrong, in words that say what to do."""

    error: str
    places: list[str] = Field(default_factory=list, description="Places that the words may mean.")

"""Our APIs for readers: their own OpenAPI descriptions, laid out for a page."""

from __future__ import annotations

from typing import Any

from directory.opendata import api, hsds_api


def apis() -> list[dict[str, Any]]:
    return [
        {
            "anchor": anchor,
            "title": title,
            "description": described["info"]["description"],
            "openapi_url": f"{base}openapi.json",
            "operations": [
                operation(path, methods["get"]) for path, methods in described["paths"].items()
            ],
        }
        for anchor, title, base, described in (
            ("api", "Our own API", "/data/api/v1/", api.api.get_openapi_schema()),
            ("hsds", "HSDS 3.0 API", "/data/hsds/", hsds_api.api.get_openapi_schema()),
        )
    ]


def operation(path: str, described: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "url": "" if "{" in path else path,
        "title": described["summary"],
        "text": described.get("description", ""),
        "parameters": [parameter(one) for one in described["parameters"]],
        "answers": ", ".join(str(status) for status in described["responses"]),
    }


def parameter(described: dict[str, Any]) -> dict[str, Any]:
    schema = described["schema"]
    return {
        "name": described["name"],
        "text": described.get("description", ""),
        "values": [value for value in schema.get("enum", []) if value],
        "usual": schema.get("default", ""),
    }

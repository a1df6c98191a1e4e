"""Who may import whom; no circles; no giants; no host in a lock."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("web", "content", "corrections", "directory", "treatinfo")
LONGEST = 250  # lines; past it, look for the second subject
# From below: a module imports from its own floor and from those before it (docs/architecture.md).
WEB = ["web"]
CONTENT = [
    "content.models", "content.plain_language", "content.text", "content.crisis", "content.search",
    "content.publishing", "content", "content.admin",
]  # fmt: skip
DIRECTORY = [
    "directory.vocabulary", "directory.models", "directory.places", "directory.index",
    "directory.imports.samhsa", "directory.imports", "directory.centers", "directory.areas",
    "directory.search", "directory.guides", "directory.samples", "directory.opendata",
    "directory.views", "directory",
]  # fmt: skip
SITE = ["corrections", "treatinfo.serving", "treatinfo"]
FLOORS = WEB + CONTENT + DIRECTORY + SITE
# Django finds these by their names, once in an app.
NAMED_BY_DJANGO = {"__init__", "models", "views", "urls", "admin", "apps", "sitemaps"}
TAGS = ".templatetags."  # named as templates load them: an app's own bear its name
# What the reading of SAMHSA's files may know of the house: our words and the map.
PURE = (
    "directory.imports.samhsa",
    "directory.vocabulary",
    "directory.places.geo",
    "directory.places.states",
)


def modules() -> dict[str, Path]:
    found = {}
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" not in path.parts:
                parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imports(path: Path, known: dict[str, Path]) -> set[str]:
    """Our own modules that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found & known.keys()


def floor(name: str) -> int:
    return FLOORS.index(max((f for f in FLOORS if f"{name}.".startswith(f"{f}.")), key=len))


MODULES = modules()
GRAPH = {name: imports(path, MODULES) - {name} for name, path in MODULES.items()}


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_a_folder_imports_only_from_floors_below(name):
    above = [other for other in GRAPH[name] if floor(other) > floor(name)]

    assert not above, f"{name} imports {', '.join(above)}"


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_health_pages_and_centers_know_nothing_of_each_other(name):
    """Nor by the names of each other's addresses. Where both meet, treatinfo or a template says so."""
    for one, other in (("content", "directory"), ("directory", "content")):
        if name.partition(".")[0] == one:
            assert not [found for found in GRAPH[name] if found.partition(".")[0] == other]
            assert f'"{other}:' not in MODULES[name].read_text()


def test_no_two_modules_share_a_name():
    names = Counter(
        path.stem
        for name, path in MODULES.items()
        if path.stem not in NAMED_BY_DJANGO and TAGS not in name
    )

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(n for n in GRAPH if n.startswith(PURE[0])))
def test_reading_samhsas_files_knows_no_model_and_no_run(name):
    assert [other for other in GRAPH[name] if not other.startswith(PURE)] == []


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_only_the_importer_knows_samhsas_codes(name):
    if not name.startswith("directory.imports.samhsa"):
        assert "directory.imports.samhsa.codebook" not in GRAPH[name]


def test_no_module_imports_itself_by_a_detour():
    # A package's __init__ gathers its parts; that they import each other directly is no circle.
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    plain = {
        name: {
            other
            for other in others
            if other not in packages or other.rpartition(".")[0] != name.rpartition(".")[0]
        }
        for name, others in GRAPH.items()
    }

    list(TopologicalSorter(plain).static_order())  # raises CycleError


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_has_one_subject(name):
    lines = MODULES[name].read_text().count("\n")
    assert lines <= LONGEST, f"{name} has {lines} lines"


def test_imports_stand_at_the_top():
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not inner, f"{name}: {node.name} hides an import"


def test_the_locks_name_no_host():
    for path in (settings.BASE_DIR / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(), path.name

"""Who may import whom; no circles; no giants; no host in a lock."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("content", "corrections", "directory", "treatinfo")
LONGEST = 260  # lines; past it, look for the second subject


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
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found & known.keys()


MODULES = modules()
GRAPH = {name: imports(path, MODULES) - {name} for name, path in MODULES.items()}


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_borders_between_the_apps_hold(name):
    for other in GRAPH[name]:
        if name.startswith("directory"):
            assert not other.startswith("content"), f"{name} imports {other}"
        if name.startswith(("content", "directory")):
            assert not other.startswith("corrections"), f"{name} imports {other}"
        if not name.startswith("treatinfo") and other.startswith("treatinfo"):
            assert other in ("web.middleware", "web.callers"), f"{name} imports {other}"


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

"""`pip install .` takes along all that the site needs, and the site finds it there."""

from __future__ import annotations

import pkgutil
import re
import runpy
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from pathspec import GitIgnoreSpec

ROOT = settings.BASE_DIR
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text())
WHEEL = DECLARED["tool"]["hatch"]["build"]["targets"]["wheel"]
MOVED = WHEEL["force-include"]  # folder of the checkout: where the wheel has it
# What the build leaves out: what it is told to, and what git ignores.
LEFT_OUT = GitIgnoreSpec.from_lines(
    [*WHEEL.get("exclude", []), *(ROOT / ".gitignore").read_text().splitlines()]
)
IN_CODE = re.compile(r"""BASE_DIR\s*/\s*["']([^"']+)""")


def packages() -> list[Path]:
    found = [path.parent for path in ROOT.glob("*/__init__.py")]
    return [folder for folder in found if folder.name != "tests"]


def files_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__":
            yield path


@pytest.mark.parametrize(
    "folder",
    [*packages(), settings.TEMPLATES_DIR, settings.STATIC_DIR],
    ids=lambda path: path.name,
)
def test_every_file_of_the_site_is_in_the_wheel(folder):
    name = folder.relative_to(ROOT).as_posix()
    files = [path.relative_to(ROOT).as_posix() for path in files_of(folder)]

    assert files
    assert name in WHEEL["only-include"] or name in MOVED, f"the wheel is not told of {name}/"
    assert [each for each in files if LEFT_OUT.match_file(each)] == []


def test_the_code_reads_no_folder_that_the_wheel_lacks():
    for path in [path for folder in packages() for path in folder.rglob("*.py")]:
        for name in IN_CODE.findall(path.read_text()):
            assert name in WHEEL["only-include"], f"{path.relative_to(ROOT)} reads {name}"


def test_an_installed_site_finds_its_files_and_writes_where_it_is_started(tmp_path, monkeypatch):
    source = find_spec("treatinfo.settings").origin
    module = tmp_path / "site-packages" / Path(source).relative_to(ROOT)
    started_in = tmp_path / "started" / "here"
    installed = {name: tmp_path / "site-packages" / place for name, place in MOVED.items()}
    for folder in (module.parent, started_in, *installed.values()):
        folder.mkdir(parents=True, exist_ok=True)
    module.write_text(Path(source).read_text())
    monkeypatch.chdir(started_in)
    for name in ("VAR_DIR", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    found = runpy.run_path(str(module))

    assert found["TEMPLATES_DIR"] == installed["templates"]
    assert found["STATIC_DIR"] == installed["static"]
    assert found["VAR_DIR"] == started_in / "var"
    assert Path(found["DATABASES"]["default"]["NAME"]).is_relative_to(started_in / "var")


def test_a_checkout_keeps_to_its_own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", "of this test")
    monkeypatch.delenv("VAR_DIR", raising=False)

    found = runpy.run_path(find_spec("treatinfo.settings").origin)

    assert found["TEMPLATES_DIR"] == ROOT / "templates"
    assert found["VAR_DIR"] == ROOT / "var"


def test_the_installed_command_is_that_of_the_checkout(monkeypatch, capsys):
    main = pkgutil.resolve_name(DECLARED["project"]["scripts"]["treatinfo"])
    monkeypatch.setattr(sys, "argv", ["treatinfo", "quickstart", "--help"])

    with pytest.raises(SystemExit):
        main()

    assert "usage: treatinfo quickstart" in capsys.readouterr().out

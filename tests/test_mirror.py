"""Tests stand where their subject stands: `tests/<path>/test_X.py` is about `<path>/X`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
OF_NO_MODULE = {
    "e2e": "a browser's way through the whole site",
    "bench": "measures, with a test of their own",
}
CROSS_CUTTING = {
    "content/test_what_we_say": "what no text of the library may say again",
    "directory/imports/test_real_data": "SAMHSA's whole directory, from file to database",
    "directory/opendata/test_schemathesis": "both APIs, as their descriptions have them",
    "directory/search/test_filters_on_real_rows": "every filter, against SAMHSA's own codes",
    "directory/search/test_forty_searches": "searches among real rows, from question to page",
    "directory/search/test_numbered_links": "numbers on any page, against the search they open",
    "directory/views/test_kept_frame": "what web.kept and the search page do together",
    "test_any_day": "the whole site on days to come",
    "test_architecture": "who imports whom",
    "test_links": "where every link of the site leads, after each kind of edit",
    "test_html": "the markup of every kind of page",
    "test_mirror": "the tests themselves",
    "test_packaging": "what an installed site has with it",
    "test_queries": "how often any address asks the database",
    "test_site": "what is true of every public page",
    "test_weight": "what a first view weighs, of whatever it is made",
}


def test_every_test_file_stands_where_its_subject_stands() -> None:
    """Each names a module or a package beside which it would stand, or is known to be about more."""
    strays = [name for name in of_modules() if name not in CROSS_CUTTING and not subject(name)]

    assert strays == []


def test_what_is_said_to_cut_across_is_there_and_has_no_module() -> None:
    names = set(of_modules())

    assert [name for name in CROSS_CUTTING if name not in names or subject(name)] == []


def of_modules() -> list[str]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    names = [path.relative_to(ROOT / "tests").with_suffix("") for path in files]
    return [name.as_posix() for name in names if name.parts[0] not in OF_NO_MODULE]


def subject(name: str) -> bool:
    folder, _, file = name.rpartition("test_")
    place = ROOT / folder / file
    return place.with_suffix(".py").is_file() or place.is_dir()

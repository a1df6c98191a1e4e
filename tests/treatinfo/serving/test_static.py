"""Static files as they are collected: a style sheet without its indentation, each file packed too."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from treatinfo.serving import static


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "treatinfo.serving.static.Storage"}
    }
    assert static.collect()
    return tmp_path


def test_files_are_collected_packed_and_collected_only_once(collected):
    sheets = list((collected / "css").glob("site.*.css"))

    assert sheets
    for sheet in sheets:
        assert b"\n  " not in sheet.read_bytes()
        packed = brotli.decompress(sheet.with_name(f"{sheet.name}.br").read_bytes())
        zipped = gzip.decompress(sheet.with_name(f"{sheet.name}.gz").read_bytes())
        assert packed == zipped == sheet.read_bytes()
    assert not static.collect()

"""Static files: collected anew only when one changed, minified, hashed and compressed once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import lightningcss
from django import __version__
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from web.compression import THOROUGH, packed


class SiteCompressor(Compressor):
    """WhiteNoise's choice of files, packed as our pages are."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return packed(data, "br", THOROUGH)

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return packed(data, "gzip", THOROUGH)


class Storage(CompressedManifestStaticFilesStorage):
    """Collected files: style sheets minified, all hashed and compressed once."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith(".css"):
            content.seek(0)
            content = ContentFile(minified(content.read().decode()).encode())
        return super()._save(name, content)

    def create_compressor(self, **options: Any) -> Compressor:
        return SiteCompressor(**options)


def minified(css: str) -> str:
    return lightningcss.process_stylesheet(css, minify=True)


def collect() -> bool:
    """Collect when something changed since the last time; says whether it did."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".collected", fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
    return True


def fingerprint() -> str:
    """Of every file's name, size and time, and of what handles them."""
    digest = hashlib.sha256(f"{__version__} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()

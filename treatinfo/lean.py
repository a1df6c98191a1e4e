"""What a reader's phone need not carry: indentation of templates and style sheets, plain bytes."""

from __future__ import annotations

import gzip
import re
from typing import Any

import brotli
import lightningcss
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template import Origin
from django.template.loaders import filesystem
from django.utils.cache import patch_vary_headers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from whitenoise.storage import CompressedManifestStaticFilesStorage

INDENTATION = re.compile(r"\s*\n\s*")
COMMENT = re.compile(r"\{#.*?#\}\n?")
WORTH_IT = 200  # bytes; less is not compressed, as in Django
QUICK = 5  # of brotli's 11: as fast as gzip, and a tenth smaller
WINDOW = 16  # bits: 64 KB, as much as any page; a seventh sooner than with the usual 4 MB


class Loader(filesystem.Loader):
    """Templates from files, with one line break where the file has indentation. A line break means
    to a browser what the indentation meant: our templates have no `pre`."""

    def get_contents(self, origin: Origin) -> str:
        return INDENTATION.sub("\n", COMMENT.sub("", super().get_contents(origin)))


def minified(css: str) -> str:
    return lightningcss.process_stylesheet(css, minify=True)


class Storage(CompressedManifestStaticFilesStorage):
    """Collected files: style sheets minified, all hashed and compressed once."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith(".css"):
            content.seek(0)
            content = ContentFile(minified(content.read().decode()).encode())
        return super()._save(name, content)


class CompressMiddleware(GZipMiddleware):
    """Brotli for the answers that are made for one reader; gzip as Django does it for the rest."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if (
            not isinstance(response, HttpResponse)
            or len(response.content) < WORTH_IT
            or response.has_header("Content-Encoding")
            or accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")) != "br"
        ):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = packed(response.content, "br")
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        return response


def accepted(offers: str) -> str:
    """The best encoding of those that an Accept-Encoding header offers."""
    ways = {way for way, _, weight in map(_weighed, offers.lower().split(",")) if weight != "0"}
    return next((way for way in ("br", "gzip") if way in ways), "identity")


def _weighed(offer: str) -> tuple[str, str, str]:
    way, mark, weight = offer.replace(" ", "").partition(";q=")
    return way, mark, weight.rstrip("0").rstrip(".") or ("0" if mark else "")


def packed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=QUICK, lgwin=WINDOW)
    return gzip.compress(body, mtime=0) if encoding == "gzip" else body


class PieceLoader(FileSystemLoader):
    """The same for the pieces in Jinja2."""

    def get_source(self, environment: Environment, template: str) -> Any:
        source, path, uptodate = super().get_source(environment, template)
        return INDENTATION.sub("\n", source), path, uptodate


def pieces(**options: Any) -> Environment:
    """Jinja2 as directory.drawing uses it: Django turns escaping on, and a name nobody gave is an error."""
    folders = [settings.BASE_DIR / "templates"]
    options |= {"loader": PieceLoader(folders), "undefined": StrictUndefined}
    environment = Environment(**options)
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment

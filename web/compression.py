"""Bytes packed for whoever takes them: brotli, else gzip. Every answer of the site is packed here."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import NamedTuple

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

WORTH_IT = 200  # bytes; less is not compressed, as in Django
GZIP = zlib.MAX_WBITS | 16  # zlib's way to ask for gzip's head and tail, without a time in them


class Effort(NamedTuple):
    """How hard to pack: brotli's quality of 11 and its window in bits, gzip's level of 9."""

    quality: int
    window: int
    level: int


# For what is packed for one reader: brotli as fast as gzip and a tenth smaller; its window is 64 KB,
# as much as any page, and a seventh sooner made than the usual 4 MB.
QUICK = Effort(quality=5, window=16, level=6)
# For what is packed once and sent many times.
THOROUGH = Effort(quality=11, window=22, level=9)


class CompressMiddleware:
    """Packs what Django answers, a page at once and a download as it is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.has_header("Content-Encoding") or is_small(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = accepted(request.headers.get("Accept-Encoding", ""))
        if encoding != "identity":
            pack(response, encoding)
        return response


def is_small(response: HttpResponseBase) -> bool:
    """Not worth it. A 304 is not small: it speaks for a page, and has that page's headers."""
    return (
        isinstance(response, HttpResponse)
        and len(response.content) < WORTH_IT
        and response.status_code != HTTPStatus.NOT_MODIFIED
    )


def pack(response: HttpResponseBase, encoding: str) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = packed_pieces(iter(response), encoding)
        del response.headers["Content-Length"]
        response.headers["Content-Encoding"] = encoding
    elif isinstance(response, HttpResponse) and response.content:
        response.content = packed(response.content, encoding)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = encoding
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):  # the same page, but not the same bytes
        response.headers["ETag"] = f"W/{etag}"


def accepted(offers: str) -> str:
    """The best encoding of those that an Accept-Encoding header offers."""
    ways = {way for way, _, weight in map(_weighed, offers.lower().split(",")) if weight != "0"}
    return next((way for way in ("br", "gzip") if way in ways), "identity")


def _weighed(offer: str) -> tuple[str, str, str]:
    way, mark, weight = offer.replace(" ", "").partition(";q=")
    return way, mark, weight.rstrip("0").rstrip(".") or ("0" if mark else "")


def packed(body: bytes, encoding: str, effort: Effort = QUICK) -> bytes:
    return b"".join(packed_pieces([body], encoding, effort))


def packed_pieces(
    pieces: Iterable[bytes], encoding: str, effort: Effort = QUICK
) -> Iterator[bytes]:
    """One packed body, a piece whenever there is something to send."""
    if encoding == "br":
        by_brotli = brotli.Compressor(quality=effort.quality, lgwin=effort.window)
        pack, finish = by_brotli.process, by_brotli.finish
    elif encoding == "gzip":
        by_zlib = zlib.compressobj(effort.level, zlib.DEFLATED, GZIP)
        pack, finish = by_zlib.compress, by_zlib.flush
    else:
        yield from pieces
        return
    yield from filter(None, map(pack, pieces))
    yield finish()

"""Handing out a stored file to somebody who may have it."""

import os
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from documents.abstract import StoredFileBase
from documents.storage import CHUNK, blob_name

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


# What a browser may show within a page of ours; everything else is an attachment whatever is asked.
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg")
# No sandbox: the browsers' own PDF viewers do not start in one. The styles are the viewers' own.
_INLINE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)


def serve(
    request: HttpRequest, stored: StoredFileBase, *, name: str = "", inline: bool = False
) -> HttpResponseBase:
    """The file as an attachment, streamed, with ranges for broken downloads; `inline` within our own page.

    The calling view has checked the right. A file that is not checked yet, is in quarantine, or is gone from
    the store answers 404 like one that never was.
    """
    if not stored.may_be_handed_out:
        raise Http404
    etag = f'"{stored.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return _with_headers(HttpResponse(status=304), stored, name, inline)
    try:
        file = cast(BinaryIO, default_storage.open(blob_name(stored.sha256), "rb"))
    except FileNotFoundError:
        raise Http404 from None
    return _with_headers(_content(request, file, stored.size, etag), stored, name, inline)


def _content(request: HttpRequest, file: BinaryIO, size: int, etag: str) -> HttpResponseBase:
    part = _asked_for(request, size, etag)
    if part is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part
    if request.method == "HEAD":
        file.close()
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(_Pieces(file, first, last - first + 1))
    if (first, last) != (0, size - 1):
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _asked_for(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte; everything for a header we do not know; None for a range outside the file."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not match or request.headers.get("If-Range", etag) != etag or match.groups() == ("", ""):
        return 0, size - 1
    start, end = match.groups()
    if not start:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(start), min(int(end) if end else size - 1, size - 1)
    return (first, last) if first <= last else None


class _Pieces:
    """The asked-for part piece by piece; Django closes it when the response ends, however it ends."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self.file, self.left = file, length
        self.close = file.close
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.file.read(min(CHUNK, self.left))):
            self.left -= len(piece)
            yield piece


def serve_made(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A document made for this answer, as an attachment that no cache keeps. The view checks the right."""
    response = HttpResponse(content)
    _set_private(response, name, content_type)
    return response


def serve_written(file: BinaryIO, name: str, content_type: str) -> StreamingHttpResponse:
    """The same for a document too large for memory: it is streamed from an open file, and closed then."""
    size = file.seek(0, os.SEEK_END)
    response = StreamingHttpResponse(_Pieces(file, 0, size))
    response["Content-Length"] = str(size)
    _set_private(response, name, content_type)
    return response


def _with_headers(
    response: HttpResponseBase, stored: StoredFileBase, name: str, inline: bool
) -> HttpResponseBase:
    _set_private(response, name or stored.name, stored.content_type)
    response["ETag"] = f'"{stored.sha256}"'
    if inline and stored.content_type in SHOWN_INLINE:
        shown = content_disposition_header(False, name or stored.name) or "inline"
        response["Content-Disposition"] = shown
        response["Content-Security-Policy"] = _INLINE_POLICY
        response["X-Frame-Options"] = "SAMEORIGIN"
    response["Accept-Ranges"] = "bytes"
    return response


def _set_private(response: HttpResponseBase, name: str, content_type: str) -> None:
    """Never shown inside our pages, never guessed at, never kept by a cache on the way."""
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"

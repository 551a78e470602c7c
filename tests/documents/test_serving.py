"""A stored file is handed out as an attachment that no browser shows, guesses at or keeps."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from documents.models import StoredFile
from documents.serving import serve
from documents.storage import blob_name, keep_bytes

CONTENT = bytes(range(256)) * 4


@pytest.fixture
def stored() -> StoredFile:
    """A file that is ready."""
    return StoredFile(
        sha256=keep_bytes(CONTENT),
        size=len(CONTENT),
        name="Årsrapport «æøå».pdf",
        content_type="application/pdf",
        state=StoredFile.State.READY,
        uploaded_by_id=uuid4(),
        uploaded_by_name="Sara",
    )


@pytest.fixture
def get(stored: StoredFile) -> Iterator[Callable[..., HttpResponseBase]]:
    """Ask for the file with these headers; the end of a response means nothing to the database here."""

    def ask(method: str = "get", **headers: str) -> HttpResponseBase:
        request = getattr(RequestFactory(), method)("/fil/", headers=headers)
        return serve(request, stored)

    request_finished.disconnect(close_old_connections)
    yield ask
    request_finished.connect(close_old_connections)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


def test_the_whole_file_comes_with_headers_that_keep_it_private(get: Callable[..., HttpResponseBase]) -> None:
    response = get()
    assert body(response) == CONTENT
    assert response["Content-Length"] == "1024"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%85rsrapport")
    response.close()


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=1000-", 1000, 1023), ("bytes=-24", 1000, 1023)]
)
def test_a_broken_download_goes_on(
    get: Callable[..., HttpResponseBase], asked: str, first: int, last: int
) -> None:
    response = get(Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/1024"
    assert body(response) == CONTENT[first : last + 1]
    response.close()


def test_a_range_outside_the_file_is_refused_and_an_odd_one_ignored(
    get: Callable[..., HttpResponseBase],
) -> None:
    assert get(Range="bytes=5000-").status_code == 416
    whole = get(Range="lines=1-2")
    assert whole.status_code == 200
    whole.close()


def test_head_and_a_known_file_send_no_content(
    get: Callable[..., HttpResponseBase], stored: StoredFile
) -> None:
    head = get("head")
    assert head["Content-Length"] == "1024"
    assert body(head) == b""
    assert get(**{"If-None-Match": f'"{stored.sha256}"'}).status_code == 304


@pytest.mark.parametrize("state", [StoredFile.State.RECEIVED, StoredFile.State.QUARANTINED])
def test_a_file_that_is_not_checked_is_not_there(
    get: Callable[..., HttpResponseBase], stored: StoredFile, state: str
) -> None:
    stored.state = state
    with pytest.raises(Http404):
        get()
    stored.state = StoredFile.State.READY
    get().close()


def test_a_file_gone_from_the_store_is_not_there(stored: StoredFile, store: object) -> None:
    from django.core.files.storage import default_storage

    default_storage.delete(blob_name(stored.sha256))
    with pytest.raises(Http404):
        serve(RequestFactory().get("/fil/"), stored)

"""An upload is hashed while it arrives, never lies whole in memory, and is stopped at the limit."""

import hashlib
import io
import resource
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import StopUpload
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from documents.actions import keep_upload
from documents.checks.refusal import RefusedFileError
from documents.storage import incoming_folder
from documents.uploadhandlers import HashingUploadHandler, ReceivedFile
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as

BOUNDARY = "grænse".encode().hex()


class Endless(io.RawIOBase):
    """A form with one file of zeros of that size, made while it is read."""

    def __init__(self, size: int) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="fil"; filename="a.pdf"\r\n\r\n'.encode()
        )
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        self.parts = [(head, len(head)), (None, size), (tail, len(tail))]
        self.length = sum(length for _, length in self.parts)

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        out = b""
        while self.parts and len(out) < size:
            content, left = self.parts[0]
            take = min(size - len(out), left)
            out += content[-left:][:take] if content else bytes(take)
            self.parts[0] = (content, left - take)
            if left == take:
                self.parts.pop(0)
        return out


@pytest.fixture
def post(settings: Any) -> Iterator[Callable[..., WSGIRequest]]:
    """Post a form with a file of that size."""
    made: list[WSGIRequest] = []
    settings.FILE_UPLOAD_HANDLERS = ["documents.uploadhandlers.HashingUploadHandler"]

    def request(size: int, signed_in: object = "somebody") -> WSGIRequest:
        body = Endless(size)
        environ = RequestFactory()._base_environ(
            REQUEST_METHOD="POST",
            CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
            CONTENT_LENGTH=str(body.length),
        )
        environ["wsgi.input"] = body
        made.append(WSGIRequest(environ))
        made[-1].actor = signed_in  # type: ignore[attr-defined]
        return made[-1]

    yield request
    for each in made:
        each.close()


def received(request: WSGIRequest) -> ReceivedFile:
    file = request.FILES["fil"]
    assert isinstance(file, ReceivedFile)
    return file


def test_a_file_is_hashed_while_it_arrives(post: Callable[[int], WSGIRequest]) -> None:
    file = received(post(1_000_000))
    assert file.sha256 == hashlib.sha256(bytes(1_000_000)).hexdigest()
    assert file.size == 1_000_000
    assert file.given_name == "a.pdf"


def test_memory_does_not_grow_with_the_file(post: Callable[[int], WSGIRequest]) -> None:
    tracemalloc.start()
    file = received(post(60_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert file.size == 60_000_000
    assert peak < 8_000_000


def test_a_kept_file_stays_and_one_that_is_not_kept_is_removed(
    post: Callable[[int], WSGIRequest], store: Path
) -> None:
    kept, dropped = post(100), post(200)
    received(kept).keep()
    received(dropped)
    assert len(list(incoming_folder().iterdir())) == 1
    kept.close()
    dropped.close()
    assert list(incoming_folder().iterdir()) == []
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_beyond_the_limit_nothing_more_is_written(
    post: Callable[[int], WSGIRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.uploadhandlers.MAX_BYTES", 1_000_000)
    file = received(post(3_000_000))
    assert file.too_large
    assert file.path.stat().st_size == 0
    assert not received(post(900_000)).too_large


def test_an_upload_without_end_is_cut_off(
    post: Callable[[int], WSGIRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.uploadhandlers.MAX_BYTES", 1_000_000)
    request = post(50_000_000)
    assert "fil" not in request.FILES
    assert list(incoming_folder().iterdir()) == []


def test_many_files_in_one_request_are_cut_off_together(
    post: Callable[..., WSGIRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = HashingUploadHandler(post(1))
    monkeypatch.setattr("documents.uploadhandlers.MAX_BYTES", 1_000)

    def send(number: int) -> None:
        handler.new_file("fil", f"{number}.pdf", "application/pdf", 900)
        handler.receive_data_chunk(bytes(900), 0)
        handler.file_complete(900).close()

    for number in range(4):
        send(number)
    with pytest.raises(StopUpload):
        send(4)
    assert list(incoming_folder().iterdir()) == []


def test_of_somebody_who_is_not_signed_in_nothing_is_written(post: Callable[..., WSGIRequest]) -> None:
    request = post(100, signed_in=None)
    assert "fil" not in request.FILES
    assert list(incoming_folder().iterdir()) == []
    assert "fil" in post(100).FILES


def test_on_a_full_disk_the_sender_is_told_and_nothing_is_left(
    post: Callable[[int], WSGIRequest], store: Path, actor: Callable[[str], Any], db: None
) -> None:
    """The system lets a file grow to 300 kB and no further, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        request = post(1_000_000)
        file = received(request)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert file.path.stat().st_size == 0
    with acting_as(Caller.supplier(SUPPLIER_X)), pytest.raises(RefusedFileError, match="ikke plads"):
        keep_upload(file, by=actor("leo"), supplier_id=SUPPLIER_X)
    request.close()
    assert [path for path in store.rglob("*") if path.is_file()] == []

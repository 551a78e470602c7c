"""With a real virus scanner: what it knows is found in every kind of file, waits, and reaches nobody."""

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from documents.actions import keep_upload, scan_waiting
from documents.checks.scanning import NO_ANSWER, NOT_SCANNED, scan
from documents.models import StoredFile
from documents.serving import serve
from documents.storage import incoming_folder
from documents.uploadhandlers import ReceivedFile
from tests.documents import hostile, samples
from tests.documents.clamd import EICAR, MARKER, running
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as

pytestmark = [pytest.mark.clamd, pytest.mark.django_db]
CLEAN = {
    "a.pdf": samples.pdf(),
    "a.docx": samples.docx(),
    "a.xlsx": samples.xlsx(),
    "a.png": samples.png(),
    "a.jpg": samples.jpeg(),
    "a.tif": samples.tiff(),
}


def infected(known: bytes) -> dict[str, bytes]:
    """Every kind of file that may come in, with what the scanner knows in it."""
    return {
        "a.pdf": samples.pdf(b"3 0 obj<<>>stream\n" + known + b"\nendstream endobj\n"),
        "a.docx": samples.docx(known.decode("latin-1")),
        "inde.docx": samples.with_part(samples.docx(), "word/media/a.bin", known),
        "a.xlsx": samples.with_part(samples.xlsx(), "xl/media/a.bin", known),
        "diagram.docx": hostile.embedded(
            "word/embeddings/a.xlsx", samples.with_part(samples.xlsx(), "xl/media/a.bin", known)
        ),
        "a.png": samples.png() + known,
        "a.jpg": samples.jpeg() + known,
        "a.tif": samples.tiff() + known,
    }


INFECTED = {
    f"{name}-{words[:4].decode()}": (name, content)
    for words in (EICAR, MARKER)
    for name, content in infected(words).items()
}


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One scanner for all tests of the module; its socket's path must be short."""
    with running(tmp_path_factory.mktemp("clamd")) as socket:
        yield socket


@pytest.fixture
def scanned(clamd: str, settings: Any) -> None:
    """The installation has a scanner."""
    settings.CLAMD = clamd


@pytest.fixture
def upload(actor: Callable[[str], Any]) -> Callable[[str, bytes], StoredFile]:
    """A supplier sends a file."""

    def sent(name: str, content: bytes) -> StoredFile:
        path = incoming_folder() / name
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        with (
            acting_as(Caller.supplier(SUPPLIER_X)),
            ReceivedFile(path.open("rb"), name, "", len(content), sha256) as received,
        ):
            return keep_upload(received, by=actor("leo"), supplier_id=SUPPLIER_X)

    return sent


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("case", INFECTED)
def test_what_the_scanner_knows_waits_and_reaches_nobody(
    case: str, upload: Callable[[str, bytes], StoredFile]
) -> None:
    row = upload(*INFECTED[case])
    assert (row.state, "skadelig kode" in row.state_reason) == (StoredFile.State.QUARANTINED, True)
    for method in ("get", "head"):
        for headers in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": f'"{row.sha256}"'}):
            with pytest.raises(Http404):
                serve(getattr(RequestFactory(), method)("/fil/", headers=headers), row)
    with acting_as(Caller.jobs()):
        assert scan_waiting() == 0  # it has been answered, and is not asked about again


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_is_ready_and_carries_no_mark(
    name: str, upload: Callable[[str, bytes], StoredFile]
) -> None:
    row = upload(name, CLEAN[name])
    assert row.may_be_handed_out
    assert NOT_SCANNED not in row.warnings


@pytest.mark.usefixtures("scanned")
def test_a_file_as_large_as_may_come_is_scanned_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "stor"
    with path.open("wb") as file:
        file.truncate(199_000_000)
        file.seek(0, 2)
        file.write(MARKER)
    with path.open("rb") as whole:
        assert not scan(whole).clean
    assert scan(io.BytesIO(bytes(1_000_000))).clean


def test_a_file_beyond_the_scanners_own_limit_is_answered_and_does_not_stop_the_others(
    tmp_path: Path, settings: Any
) -> None:
    with running(tmp_path, most="1M") as socket, (tmp_path / "stor").open("w+b") as file:
        settings.CLAMD = socket
        file.truncate(50_000_000)
        assert "kunne ikke scanne" in scan(file).reason
        assert scan(io.BytesIO(bytes(100_000))).clean


def test_without_a_scanner_the_file_is_ready_and_marked(
    upload: Callable[[str, bytes], StoredFile], settings: Any
) -> None:
    settings.CLAMD = ""
    row = upload("a.pdf", CLEAN["a.pdf"])
    assert row.may_be_handed_out
    assert row.warnings == [NOT_SCANNED]


def test_a_scanner_that_went_away_lets_nothing_through_until_it_is_back(
    clamd: str, upload: Callable[[str, bytes], StoredFile], settings: Any
) -> None:
    settings.CLAMD = f"{clamd}.gone"
    waiting, bad = upload("a.pdf", CLEAN["a.pdf"]), upload(*INFECTED["a.png-X5O!"])
    assert {waiting.state_reason, bad.state_reason} == {NO_ANSWER}
    settings.CLAMD = clamd
    with acting_as(Caller.jobs()):
        assert scan_waiting() == 2
        waiting.refresh_from_db()
        bad.refresh_from_db()
    assert (waiting.state, bad.state) == (StoredFile.State.READY, StoredFile.State.QUARANTINED)


def test_files_from_before_there_was_a_scanner_are_scanned_when_there_is_one(
    clamd: str, upload: Callable[[str, bytes], StoredFile], settings: Any
) -> None:
    settings.CLAMD = ""
    clean, bad = upload("a.pdf", CLEAN["a.pdf"]), upload(*INFECTED["a.png-X5O!"])
    with acting_as(Caller.jobs()):
        assert scan_waiting() == 0  # there is still none
        settings.CLAMD = f"{clamd}.gone"
        assert scan_waiting() == 0
        clean.refresh_from_db()
        assert clean.may_be_handed_out  # a scanner that is silent takes nothing back
        settings.CLAMD = clamd
        assert scan_waiting() == 2
        clean.refresh_from_db()
        bad.refresh_from_db()
    assert (clean.may_be_handed_out, clean.mark) == (True, "")
    assert (bad.state, "skadelig kode" in bad.state_reason) == (StoredFile.State.QUARANTINED, True)

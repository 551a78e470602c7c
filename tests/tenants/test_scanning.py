"""A municipality's files from before there was a virus scanner are scanned later, by its own job."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from documents.actions import keep_municipal_upload
from documents.municipal.models import MunicipalFile
from documents.storage import incoming_folder
from documents.uploadhandlers import ReceivedFile
from tenants.scanning import KIND, enqueue_scans
from tests.documents import samples
from tests.documents.clamd import EICAR, running
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.actors import Actor
from workflows.models import Job
from workflows.municipal.models import MunicipalLogEntry

pytestmark = [pytest.mark.clamd, pytest.mark.django_db]
BAD = samples.pdf(b"3 0 obj<<>>stream\n" + EICAR + b"\nendstream endobj\n")
Upload = Callable[[str, bytes], MunicipalFile]


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real scanner."""
    with running(tmp_path_factory.mktemp("clamd")) as socket:
        yield socket


@pytest.fixture
def upload(caller_of: Callable[[str], Caller], actor: Callable[[str], Actor]) -> Upload:
    """Somebody at a municipality keeps a file."""

    def kept(who: str, content: bytes) -> Any:
        path = incoming_folder() / f"upload-{who}"
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        with (
            acting_as(caller_of(who)),
            ReceivedFile(path.open("rb"), f"{who}.pdf", "", len(content), sha256) as received,
        ):
            return keep_municipal_upload(received, by=actor(who))

    return kept


def work() -> int:
    """Do what the worker does; return how many municipalities were asked."""
    with acting_as(Caller.secretariat()):
        given = enqueue_scans(by=Actor.system("Virusscanning"))
    for each in given:
        jobs.run(each)
    return len(given)


def test_each_municipality_s_old_files_are_scanned_under_its_own_role(
    clamd: str, upload: Upload, caller_of: Callable[[str], Caller], settings: Any
) -> None:
    settings.CLAMD = ""
    bad, clean = upload("mette", BAD), upload("bo", samples.pdf())
    assert {bad.mark, clean.mark} == {"ikke virusscannet"}
    assert work() == 0, "there is still no scanner"
    settings.CLAMD = clamd
    assert work() == 3
    with acting_as(caller_of("mette")):
        bad.refresh_from_db()
        assert not bad.may_be_handed_out
        assert "skadelig kode" in bad.state_reason
        told = MunicipalLogEntry.objects.get(action="quarantine", subject_id=bad.id)
        assert (told.reason, told.data) == (bad.state_reason, {"name": "mette.pdf"})
    with acting_as(caller_of("bo")):
        clean.refresh_from_db()
        assert (clean.may_be_handed_out, clean.mark) == (True, "")
        assert not MunicipalLogEntry.objects.filter(action="quarantine").exists()
    assert work() == 0, "each is asked once a day"


def test_a_scanner_that_is_silent_takes_nothing_back_and_is_asked_again(
    clamd: str, upload: Upload, caller_of: Callable[[str], Caller], settings: Any
) -> None:
    settings.CLAMD = ""
    clean = upload("mette", samples.pdf())
    settings.CLAMD = f"{clamd}.gone"
    assert work() == 3
    with acting_as(caller_of("mette")):
        clean.refresh_from_db()
        assert clean.may_be_handed_out
    settings.CLAMD = clamd
    assert work() == 1, "only the one whose files are left"
    with acting_as(caller_of("mette")):
        clean.refresh_from_db()
        assert clean.mark == ""
    with acting_as(Caller.secretariat()):
        states = set(Job.objects.filter(kind=KIND).values_list("state", flat=True))
    assert states == {Job.State.DONE}

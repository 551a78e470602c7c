"""No case and no supplier can fill the store, and one that is full is no trouble to the others."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from documents.actions import Made, keep_made, keep_upload
from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile
from documents.storage import incoming_folder
from documents.uploadhandlers import ReceivedFile
from tests.documents import samples
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as

pytestmark = pytest.mark.django_db
CASE, OTHER_CASE = uuid4(), uuid4()


@pytest.fixture
def send(actor: Callable[[str], Any]) -> Callable[..., StoredFile]:
    """A supplier sends a small file in a case, as its own role."""

    def sent(case: UUID = CASE, supplier: UUID = SUPPLIER_X, size: int = 0) -> StoredFile:
        content = samples.pdf(uuid4().bytes.hex().encode())
        path = incoming_folder() / f"upload-{uuid4()}"
        path.write_bytes(content)
        name = hashlib.sha256(content).hexdigest()
        with (
            acting_as(Caller.supplier(supplier)),
            ReceivedFile(path.open("rb"), "a.pdf", "", size or len(content), name) as received,
        ):
            return keep_upload(received, by=actor("leo"), supplier_id=supplier, case_id=case)

    return sent


def test_a_case_holds_so_many_files(send: Callable[..., StoredFile], settings: Any) -> None:
    settings.UPLOAD_CASE_FILES = 3
    for _ in range(3):
        send()
    with pytest.raises(RefusedFileError, match="Sagen har allerede 3 filer") as refused:
        send()
    assert "sagsbehandleren" in refused.value.advice
    assert send(OTHER_CASE).may_be_handed_out


def test_a_supplier_sends_so_many_files_and_the_others_go_on(
    send: Callable[..., StoredFile], settings: Any
) -> None:
    settings.UPLOAD_SUPPLIER_FILES = 2
    send()
    send(OTHER_CASE)
    with pytest.raises(RefusedFileError, match="Leverandøren har allerede 2 filer"):
        send(uuid4())
    assert send(CASE, SUPPLIER_Y).may_be_handed_out


@pytest.mark.parametrize(
    ("setting", "whose"), [("UPLOAD_CASE_GB", "Sagen"), ("UPLOAD_SUPPLIER_GB", "Leverandøren")]
)
def test_gigabytes_are_counted_too(
    send: Callable[..., StoredFile], settings: Any, setting: str, whose: str
) -> None:
    setattr(settings, setting, 1)
    row = send()
    with acting_as(Caller.secretariat()):
        StoredFile.objects.filter(pk=row.pk).update(size=999_999_999)
    with pytest.raises(RefusedFileError, match=f"{whose} har plads til 1 GB filer"):
        send()
    assert send(OTHER_CASE, SUPPLIER_Y).may_be_handed_out


def test_what_the_system_made_takes_no_room(
    send: Callable[..., StoredFile], settings: Any, actor: Callable[[str], Any]
) -> None:
    settings.UPLOAD_SUPPLIER_FILES = 1
    with acting_as(Caller.secretariat()):
        keep_made(Made(b"brev", "brev.docx"), by=actor("sara"), supplier_id=SUPPLIER_X)
    assert send().may_be_handed_out

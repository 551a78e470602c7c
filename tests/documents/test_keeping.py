"""Files are kept under the role of whoever acts, and seen by those who may."""

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from documents.actions import Made, keep_all_made, keep_made, keep_municipal_upload, keep_upload, scan_waiting
from documents.checks.refusal import RefusedFileError
from documents.checks.scanning import NO_ANSWER
from documents.fields import example_context
from documents.models import BlobHolder, StoredFile, WordTemplate
from documents.municipal.models import MunicipalFile
from documents.shipped import install_shipped_templates
from documents.storage import blob_name, incoming_folder, read_bytes
from documents.tasks import scan_again
from documents.templates import NoTemplateError, add_template, fill, in_force, put_in_force, text_hash
from documents.uploadhandlers import ReceivedFile
from documents.word import WordError
from documents.wordtemplates.build import built
from secretariat.celery import app as celery
from tests.documents import samples
from tests.documents.conftest import text_of
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload() -> Callable[..., ReceivedFile]:
    """An upload as the handler leaves it."""

    def received(content: bytes, name: str = "rapport.pdf") -> ReceivedFile:
        path = incoming_folder() / f"upload-{len(list(incoming_folder().iterdir()))}"
        path.write_bytes(content)
        return ReceivedFile(path.open("rb"), name, "", len(content), hashlib.sha256(content).hexdigest())

    return received


def stored(row: StoredFile) -> StoredFile:
    with acting_as(Caller.secretariat()):
        return StoredFile.objects.get(pk=row.pk)


def holders(sha256: str) -> set[str]:
    with acting_as(Caller.secretariat()):
        return set(BlobHolder.objects.filter(sha256=sha256).values_list("holder", flat=True))


def test_an_upload_becomes_a_row_and_a_blob(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any]
) -> None:
    with acting_as(Caller.supplier(SUPPLIER_X)), upload(samples.pdf(), "Årsrapport.pdf") as received:
        row = keep_upload(received, by=actor("leo"), title="Erklæring", supplier_id=SUPPLIER_X)
        assert row.may_be_handed_out
        assert read_bytes(row.sha256) == samples.pdf()
        assert (row.name, row.title, row.uploaded_by_name) == (
            "Årsrapport.pdf",
            "Erklæring",
            actor("leo").signature,
        )
    assert holders(row.sha256) == {"shared"}


def test_a_refused_upload_leaves_nothing(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any]
) -> None:
    with acting_as(Caller.secretariat()):
        with pytest.raises(RefusedFileError), upload(b"MZ" + bytes(50), "program.pdf") as received:
            keep_upload(received, by=actor("sara"))
        assert not StoredFile.objects.exists()


def test_a_supplier_sees_its_own_files_only(actor: Callable[[str], Any]) -> None:
    with acting_as(Caller.secretariat()):
        ours = keep_made(Made(b"til X", "x.docx"), by=actor("sara"), supplier_id=SUPPLIER_X)
        internal = keep_made(Made(b"internt", "note.docx"), by=actor("sara"))
        assert StoredFile.objects.count() == 2
    with acting_as(Caller.supplier(SUPPLIER_X)):
        assert list(StoredFile.objects.values_list("id", flat=True)) == [ours.id]
    with acting_as(Caller.supplier(SUPPLIER_Y)):
        assert not StoredFile.objects.filter(id__in=[ours.id, internal.id]).exists()


def test_a_municipality_keeps_its_files_in_its_own_schema(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any], caller_of: Callable[[str], Caller]
) -> None:
    with acting_as(caller_of("mette")), upload(samples.pdf()) as received:
        row = keep_municipal_upload(received, by=actor("mette"), title="Underskrevet aftale")
        assert MunicipalFile.objects.get().title == "Underskrevet aftale"
    assert holders(row.sha256) == {caller_of("mette").schema}
    with acting_as(caller_of("bo")):
        assert not MunicipalFile.objects.exists()


def test_what_the_scanner_stops_is_kept_in_quarantine_until_it_is_scanned(
    upload: Callable[..., ReceivedFile],
    actor: Callable[[str], Any],
    settings: Any,
) -> None:
    settings.CLAMD = "127.0.0.1:1"  # nothing listens there
    with acting_as(Caller.secretariat()), upload(samples.pdf()) as received:
        row = keep_upload(received, by=actor("sara"))
        assert row.state == StoredFile.State.QUARANTINED
        assert "svarer ikke" in row.state_reason
    assert "documents.scan_waiting" in {each["task"] for each in celery.conf.beat_schedule.values()}
    scan_again()
    assert not stored(row).may_be_handed_out
    settings.CLAMD = ""
    scan_again()
    assert (stored(row).state, stored(row).state_reason) == (StoredFile.State.READY, "")


def test_what_the_scanner_has_answered_is_not_asked_about_again(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any]
) -> None:
    with acting_as(Caller.secretariat()):
        for number, reason in enumerate(("Virusscanneren har fundet skadelig kode i filen.", NO_ANSWER)):
            with upload(samples.pdf() + bytes(number)) as received:
                row = keep_upload(received, by=actor("sara"))
            StoredFile.objects.filter(pk=row.pk).update(state="quarantined", state_reason=reason)
    with acting_as(Caller.jobs()):
        assert scan_waiting() == 1
        assert "skadelig" in StoredFile.objects.get(state="quarantined").state_reason


def test_a_lost_file_does_not_stop_the_others(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any], store: Path
) -> None:
    with acting_as(Caller.secretariat()):
        rows = []
        for number in range(2):
            with upload(samples.pdf() + bytes(number)) as received:
                rows.append(keep_upload(received, by=actor("sara")))
        waiting = StoredFile.objects.filter(pk__in=[row.pk for row in rows])
        waiting.update(state="quarantined", state_reason=NO_ANSWER)
    (store / blob_name(rows[0].sha256)).unlink()
    with acting_as(Caller.jobs()):
        assert scan_waiting() == 2
    assert "gået tabt" in stored(rows[0]).state_reason
    assert stored(rows[1]).may_be_handed_out


def test_many_documents_are_kept_in_one_go(actor: Callable[[str], Any]) -> None:
    with acting_as(Caller.secretariat()):
        rows = keep_all_made([Made(f"nr {n}".encode(), f"{n}.docx") for n in range(30)], by=actor("sara"))
        assert StoredFile.objects.filter(id__in=[row.id for row in rows]).count() == 30
        assert [read_bytes(row.sha256) for row in rows[:2]] == [b"nr 0", b"nr 1"]
    assert holders(rows[7].sha256) == {"shared"}


def test_the_shipped_templates_are_installed_once_and_make_documents() -> None:
    with acting_as(Caller.secretariat()):
        made = install_shipped_templates()
        assert {template.kind for template in made} <= set(WordTemplate.Kind)
        assert install_shipped_templates() == []

        template = in_force("agreement", date(2026, 3, 12))
        assert "Aalborg Kommune" in text_of(fill(template, example_context("agreement")))
        assert template.body_sha256 == text_hash(built("agreement"))
        with pytest.raises(NoTemplateError, match="Varsel om tilsyn"):
            in_force("notice", date(2019, 1, 1))


def test_the_secretariat_adds_a_template_after_a_dry_run(actor: Callable[[str], Any]) -> None:

    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        with pytest.raises(WordError, match="Feltet ukendt findes ikke"):
            add_template(
                kind="notice",
                content=samples.docx("{{ ukendt }}"),
                version="9",
                name="Ny",
                valid_from=date(2026, 5, 1),
                by=actor("sara"),
            )
        template, report = add_template(
            kind="notice",
            content=built("notice"),
            version="9",
            name="Ny",
            valid_from=date(2026, 5, 1),
            by=actor("sara"),
        )
        assert report.trial
        assert in_force("notice", date(2026, 6, 1)) != template
        put_in_force(template=template)
        assert in_force("notice", date(2026, 6, 1)) == template
        assert in_force("notice", date(2026, 4, 1)) != template


def test_nobody_on_the_web_writes_who_holds_a_blob(caller_of: Callable[[str], Caller]) -> None:

    for caller in (Caller.secretariat(), Caller.supplier(SUPPLIER_X), caller_of("mette")):
        with (
            acting_as(caller),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            BlobHolder.objects.create(sha256="a" * 64, holder="kommune_x")
    with acting_as(caller_of("mette")), connection.cursor() as cursor:
        cursor.execute("SELECT documents_hold_blob_v1(%s, 1)", ["a" * 64])
    assert holders("a" * 64) == {caller_of("mette").schema}


def test_a_file_changed_behind_our_back_raises_the_alarm(actor: Callable[[str], Any], store: Path) -> None:
    with acting_as(Caller.secretariat()):
        row = keep_made(Made(b"rapport", "r.docx"), by=actor("sara"))
    out = io.StringIO()
    call_command("check_stored_files", stdout=out)
    assert "Alle 1 filer er, som de blev gemt" in out.getvalue()
    (store / blob_name(row.sha256)).write_bytes(b"rettet")
    with pytest.raises(CommandError, match="1 af 1"):
        call_command("check_stored_files", stderr=io.StringIO())


def test_a_file_beyond_the_limit_is_refused_with_what_to_do(
    upload: Callable[..., ReceivedFile], actor: Callable[[str], Any]
) -> None:
    with acting_as(Caller.secretariat()), upload(samples.pdf()) as received:
        received.too_large = True
        with pytest.raises(RefusedFileError, match="200 MB"):
            keep_upload(received, by=actor("sara"))

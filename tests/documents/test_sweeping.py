"""A blob goes when nobody holds it, after a delay, and never one that somebody is storing."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from documents.actions import Made, keep_made
from documents.models import Blob
from documents.storage import blob_name, hash_of, is_intact, keep_bytes
from documents.sweeping import DELAY, remove_unheld
from documents.tasks import sweep_blobs
from secretariat.celery import app as celery
from walls.callers import Caller, acting_as

HOUR = timedelta(hours=1)


def let_go(sha256: str, *, days: float = 30) -> None:
    """The last holder has left, so long ago."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_blobholder WHERE sha256 = %s", [sha256])
        cursor.execute("DELETE FROM documents_storedfile WHERE sha256 = %s", [sha256])
        cursor.execute(
            "UPDATE documents_blob SET stored_at = now() - make_interval(secs => %s) WHERE sha256 = %s",
            [days * 86_400, sha256],
        )


def hold(content: bytes) -> str:
    """A municipality-like holder stores content."""
    sha256 = hash_of(content)
    with acting_as(Caller.secretariat()), connection.cursor() as cursor:
        cursor.execute("SELECT documents_hold_blob_v1(%s, %s)", [sha256, len(content)])
    keep_bytes(content)
    return sha256


def swept(**options: Any) -> int:
    with acting_as(Caller.jobs()):
        return remove_unheld(**options)


@pytest.mark.django_db
def test_a_blob_without_a_holder_goes_after_the_delay(store: Path, actor: Callable[[str], Any]) -> None:
    with acting_as(Caller.secretariat()):
        kept = keep_made(Made(b"holdes", "a.docx"), by=actor("sara")).sha256
    gone, fresh = hold(b"ingen holder"), hold(b"lige sluppet")
    let_go(gone)
    let_go(fresh, days=DELAY.days - 1)
    assert swept() == 1
    assert [is_intact(each) for each in (kept, gone, fresh)] == [True, False, True]
    with acting_as(Caller.secretariat()):
        assert set(Blob.objects.values_list("pk", flat=True)) == {kept, fresh}
    assert swept() == 0


@pytest.mark.django_db
def test_content_stored_again_stays_though_it_had_no_holder(store: Path) -> None:
    sha256 = hold(b"igen")
    let_go(sha256)
    hold(b"igen")
    assert swept() == 0
    assert is_intact(sha256)


@pytest.mark.django_db
def test_a_row_whose_file_is_gone_already_goes_too(store: Path) -> None:
    sha256 = hold(b"afbrudt")
    let_go(sha256)
    (store / blob_name(sha256)).unlink()
    assert swept() == 1


@pytest.mark.django_db
def test_the_command_and_the_worker_do_the_same(store: Path) -> None:
    for number in range(2):
        let_go(hold(bytes([number])))
    assert "documents.remove_unheld" in {each["task"] for each in celery.conf.beat_schedule.values()}
    out = io.StringIO()
    call_command("remove_unheld_files", stdout=out)
    assert "2 filer" in out.getvalue()
    let_go(hold(b"x"))
    sweep_blobs()
    assert swept() == 0
    with pytest.raises(CommandError, match="mindst en time"):
        call_command("remove_unheld_files", "--days", "0")


@pytest.mark.django_db
def test_nobody_but_the_worker_lets_a_blob_go(store: Path, caller_of: Callable[[str], Caller]) -> None:
    sha256 = hold(b"x")
    let_go(sha256)
    for key in ("sara", "mette", "leo"):
        with (
            acting_as(caller_of(key)),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT documents_drop_blob_v1(%s, interval '1 day')", [sha256])
    assert swept() == 1


@pytest.mark.usefixtures("committed")
def test_a_sweep_in_the_middle_of_an_upload_takes_nothing(store: Path) -> None:
    sha256 = hold(b"midt i det")
    let_go(sha256)
    found: list[int] = []

    def sweep() -> None:
        found.append(swept())
        connections.close_all()

    with acting_as(Caller.secretariat()), transaction.atomic():
        hold_again = threading.Thread(target=sweep)
        with connection.cursor() as cursor:
            cursor.execute("SELECT documents_hold_blob_v1(%s, 1)", [sha256])
        hold_again.start()
        hold_again.join(timeout=0.5)
        assert hold_again.is_alive()  # it waits for the upload
        keep_bytes(b"midt i det")
    hold_again.join(timeout=20)
    assert found == [0]
    assert is_intact(sha256)


@pytest.mark.usefixtures("committed")
def test_an_upload_in_the_middle_of_a_sweep_writes_the_file_anew(store: Path) -> None:
    sha256 = hold(b"samtidig")
    let_go(sha256)

    def upload() -> None:
        hold(b"samtidig")
        connections.close_all()

    storing = threading.Thread(target=upload)
    with acting_as(Caller.jobs()), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT documents_drop_blob_v1(%s, interval '1 day')", [sha256])
        storing.start()
        storing.join(timeout=0.5)
        assert storing.is_alive()  # it waits for the sweep
        (store / blob_name(sha256)).unlink()
    storing.join(timeout=20)
    assert is_intact(sha256)

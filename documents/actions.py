"""Keeping files: what is uploaded, and what the system itself made."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from documents import uploads
from documents.abstract import StoredFileBase
from documents.checks import office, scanning
from documents.limits import refuse_beyond_limits
from documents.models import StoredFile
from documents.storage import hash_of, keep_file, keep_hashed, opened
from documents.uploadhandlers import ReceivedFile

Stored = TypeVar("Stored", bound=StoredFileBase)
PDF = "application/pdf"
WORD = office.WORD
ROUND_SECONDS = 60.0
STORED_AT_ONCE = 8


class By(Protocol):
    """Who keeps a file; workflows.actors.Actor is one."""

    @property
    def id(self) -> UUID: ...

    @property
    def signature(self) -> str: ...


@dataclass(frozen=True)
class Made:
    """A document the system made, before it is kept."""

    content: bytes
    name: str
    title: str = ""
    content_type: str = WORD
    supplier_id: UUID | None = None


@transaction.atomic
def keep_upload(
    received: ReceivedFile,
    *,
    by: By,
    title: str = "",
    supplier_id: UUID | None = None,
    case_id: UUID | None = None,
) -> StoredFile:
    """Check, scan and keep an uploaded file of the joint work; `supplier_id` lets that supplier see it.

    Raises RefusedFileError, whose `problem` and `advice` are for the sender, also where the file would go
    beyond what its case or its supplier may send (documents.limits). A file that the scanner stopped is kept,
    but in quarantine: look at the row's state.
    """
    row = StoredFile(supplier_id=supplier_id, case_id=case_id, title=title[:200])
    _check_and_scan(received, row)
    refuse_beyond_limits(size=row.size, case_id=case_id, supplier_id=supplier_id)
    return _kept(received, row, by)


@transaction.atomic
def keep_municipal_upload(received: ReceivedFile, *, by: By, title: str = "") -> StoredFileBase:
    """The same in the schema of the municipality that is acting. Raises RefusedFileError."""
    from documents.municipal.models import MunicipalFile

    row = MunicipalFile(title=title[:200])
    _check_and_scan(received, row)
    return _kept(received, row, by)


def _check_and_scan(received: ReceivedFile, row: StoredFileBase) -> None:
    if received.too_large:
        raise uploads.too_large()
    if received.no_room:
        raise uploads.no_room()
    checked = uploads.check(received.content, received.given_name, received.size or 0)
    row.content_type, row.name, row.warnings = checked.content_type, checked.name, list(checked.warnings)
    row.sha256, row.size = received.sha256, received.size or 0
    row.settle(scanning.scan(received.content))


def _kept(received: ReceivedFile, row: Stored, by: By) -> Stored:
    """Held before it is written: from then on no sweep can take a file of the same content."""
    row.uploaded_by_id, row.uploaded_by_name = by.id, by.signature[:300]
    _hold([row])
    received.keep()
    row.save(force_insert=True)
    return row


@transaction.atomic
def keep_made(made: Made, *, by: By, supplier_id: UUID | None = None) -> StoredFile:
    """Keep a document the system made from data and a checked template; it needs no scan."""
    return keep_all_made([made], by=by, supplier_id=supplier_id)[0]


@transaction.atomic
def keep_all_made(made: list[Made], *, by: By, supplier_id: UUID | None = None) -> list[StoredFile]:
    """Keep many documents in one transaction, with their blobs noted as held.

    `supplier_id` lets that supplier see all of them; a document that names one itself, its own alone.
    """
    rows = [_made_row(one, by, supplier_id) for one in made]
    _hold(rows)
    _store({row.sha256: one.content for one, row in zip(made, rows, strict=True)})
    StoredFile.objects.bulk_create(rows)
    return rows


@transaction.atomic
def keep_municipal_made(made: Made, *, by: By) -> StoredFileBase:
    """Keep a document that the system made, in the schema of the municipality that is acting."""
    from documents.municipal.models import MunicipalFile

    row = MunicipalFile(
        sha256=hash_of(made.content),
        size=len(made.content),
        content_type=made.content_type,
        name=made.name[:200],
        title=made.title[:200],
        state=MunicipalFile.State.READY,
        uploaded_by_id=by.id,
        uploaded_by_name=by.signature[:300],
    )
    _hold([row])
    keep_hashed(made.content, row.sha256)
    row.save(force_insert=True)
    return row


@transaction.atomic
def keep_municipal_file(
    path: Path, *, sha256: str, size: int, name: str, title: str, content_type: str, by: By
) -> StoredFileBase:
    """Keep a large file that the system made on this machine; the file is moved into the store.

    Act as its municipality. It is held before it is kept, as every file is.
    """
    from documents.municipal.models import MunicipalFile

    row = MunicipalFile(
        sha256=sha256,
        size=size,
        content_type=content_type,
        name=name[:200],
        title=title[:200],
        state=MunicipalFile.State.READY,
        uploaded_by_id=by.id,
        uploaded_by_name=by.signature[:300],
    )
    _hold([row])
    keep_file(path, sha256)
    row.save(force_insert=True)
    return row


def _store(contents: dict[str, bytes]) -> None:
    """Keep several at a time: each waits for the disk or the store, which takes many in one go."""
    with ThreadPoolExecutor(max_workers=min(STORED_AT_ONCE, max(len(contents), 1))) as pool:
        # Whatever went wrong with one is raised here, and the transaction is rolled back.
        list(pool.map(keep_hashed, contents.values(), contents.keys()))


def _made_row(made: Made, by: By, supplier_id: UUID | None) -> StoredFile:
    return StoredFile(
        sha256=hash_of(made.content),
        size=len(made.content),
        content_type=made.content_type,
        name=made.name[:200],
        title=made.title[:200],
        state=StoredFile.State.READY,
        supplier_id=made.supplier_id or supplier_id,
        uploaded_by_id=by.id,
        uploaded_by_name=by.signature[:300],
    )


def _hold(rows: Sequence[StoredFileBase]) -> None:
    """Note the caller as holder of the rows' content, in one order: two at once do not lock each other."""
    held = sorted({(row.sha256, row.size) for row in rows})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT documents_hold_blob_v1(blob, bytes)"
            " FROM unnest(%s::text[], %s::bigint[]) AS held (blob, bytes)",
            [[sha256 for sha256, _ in held], [size for _, size in held]],
        )


def scan_waiting() -> int:
    """Scan, for a minute, the files for which the scanner had no answer, and then those that none has seen.

    Returns how many were answered. Act as the worker. One transaction a file, the longest waiting first;
    where the scanner still gives no answer, the round ends. What it found harmful, or could not scan, is
    not asked about again. Files from the time before the installation had a scanner stay open meanwhile.
    A municipality's own upload is refused where the scanner has no answer, so none waits; those that none
    has seen are scanned under its own role (tenants.scanning).
    """
    until, answered = time.monotonic() + ROUND_SECONDS, 0
    while time.monotonic() < until:
        with transaction.atomic():
            row = _waiting().first() or (_unseen().first() if settings.CLAMD else None)
            if row is None or not scan_again(row):
                break
        answered += 1
    return answered


def _waiting() -> QuerySet[StoredFile]:
    rows = StoredFile.objects.select_for_update(skip_locked=True).order_by("created_at")
    return rows.filter(state=StoredFile.State.QUARANTINED, state_reason=scanning.NO_ANSWER)


def _unseen() -> QuerySet[StoredFile]:
    rows = StoredFile.objects.select_for_update(skip_locked=True).order_by("created_at")
    return rows.filter(state=StoredFile.State.READY, warnings__contains=[scanning.NOT_SCANNED])


def scan_again(row: StoredFileBase) -> bool:
    """Scan a file and note the result; return whether the scanner answered."""
    try:
        with opened(row.sha256) as file:
            verdict = scanning.scan(file)
    except FileNotFoundError:
        verdict = scanning.Verdict(False, "Filen er gået tabt. Send den igen.")
    if verdict.reason == scanning.NO_ANSWER:
        return False
    row.settle(verdict)
    row.save(update_fields=["state", "state_reason", "warnings"])
    return True

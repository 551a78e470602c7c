"""How much one case and one supplier may send: configured, so that one sender cannot fill the store."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet, Sum

from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile

GIGABYTE = 1_000_000_000
WHAT_TO_DO = (
    "Saml det vigtigste i færre eller mindre filer, eller skriv til sagsbehandleren om at få plads til mere."
)


def refuse_beyond_limits(*, size: int, case_id: UUID | None, supplier_id: UUID | None) -> None:
    """Raise RefusedFileError where the file would take its case or its supplier beyond what they may send.

    Call in the transaction that stores the row: two files of one supplier wait for each other here, and no
    other supplier waits. What the system made itself belongs to no case and does not count.
    """
    if supplier_id:
        _wait_for_turn(supplier_id)
    if case_id:
        files = StoredFile.objects.filter(case_id=case_id)
        limits = settings.UPLOAD_CASE_FILES, settings.UPLOAD_CASE_GB
        _refuse(files, size, "Sagen", *limits)
    if supplier_id:
        files = StoredFile.objects.filter(supplier_id=supplier_id, case_id__isnull=False)
        limits = settings.UPLOAD_SUPPLIER_FILES, settings.UPLOAD_SUPPLIER_GB
        _refuse(files, size, "Leverandøren", *limits)


def _wait_for_turn(supplier_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_wait_for_turn_v1(%s)", [supplier_id])


def _refuse(files: QuerySet[StoredFile], size: int, whose: str, most: int, gigabytes: int) -> None:
    there = files.aggregate(count=Count("id"), size=Sum("size"))
    if there["count"] >= most:
        raise RefusedFileError(
            f"{whose} har allerede {there['count']} filer, og der kan være {most}.", WHAT_TO_DO
        )
    if (there["size"] or 0) + size > gigabytes * GIGABYTE:
        raise RefusedFileError(
            f"{whose} har plads til {gigabytes} GB filer, og med denne fil bliver det mere.", WHAT_TO_DO
        )

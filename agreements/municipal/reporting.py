"""Telling upwards where an agreement stands, in the same transaction as the act itself."""

from uuid import UUID

from django.db import connection, transaction

from agreements.municipal.models import Agreement
from workflows import jobs


def report_up(agreement: Agreement, letter_kind: str = "", letter_of: UUID | None = None) -> None:
    """Tell upwards where the agreement stands; a mail to whoever is to read the letter leaves at once.

    A municipality's own agreement, which was never delivered, is nobody else's matter.
    """
    if agreement.common_text_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agreements_municipal_report_up_v1(%s, %s, %s)", [agreement.id, letter_kind, letter_of]
        )
        row = cursor.fetchone()
    if row and row[0]:
        job_id: UUID = row[0]
        transaction.on_commit(lambda: jobs.send(job_id), robust=True)

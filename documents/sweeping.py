"""Taking away the blobs that nobody holds any more.

A blob may be without a holder for a good reason: it is being stored again at this moment, or has just been
let go and is asked for once more. So nothing goes before a delay, and each blob goes under the lock of its
row: documents_hold_blob_v1 takes that lock before the content is written, documents_drop_blob_v1 waits for
it, and an upload of the same content that comes in the middle waits for the sweep and writes the file anew.
What never got a row is documents.leftovers' business.
"""

import time
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from documents.models import Blob, BlobHolder
from documents.storage import blob_name

DELAY = timedelta(days=7)
ROUND_SECONDS = 300.0


def remove_unheld(*, delay: timedelta = DELAY, seconds: float = ROUND_SECONDS) -> int:
    """Take away what nobody has held for the delay, and return how many blobs that were.

    Act as the worker. One transaction a blob; what a round does not reach in its time, the next one does.
    """
    until, removed = time.monotonic() + seconds, 0
    for sha256 in _without_holder(timezone.now() - delay):
        if time.monotonic() > until:
            break
        removed += _drop(sha256, delay)
    return removed


def _without_holder(before: datetime) -> list[str]:
    held = Exists(BlobHolder.objects.filter(sha256=OuterRef("sha256")))
    rows = Blob.objects.filter(~held, stored_at__lt=before)
    return list(rows.order_by("sha256").values_list("sha256", flat=True)[:100_000])


def _drop(sha256: str, delay: timedelta) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        seconds = int(delay.total_seconds())
        cursor.execute("SELECT documents_drop_blob_v1(%s, make_interval(secs => %s))", [sha256, seconds])
        if not cursor.fetchone()[0]:
            return False
        # Before the commit: who stores the same content now waits for it, finds no file, and writes one.
        default_storage.delete(blob_name(sha256))
    return True

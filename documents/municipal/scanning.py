"""A municipality's files from the time before the installation had a virus scanner."""

from django.db.models import QuerySet

from documents.actions import scan_again
from documents.checks.scanning import NOT_SCANNED
from documents.municipal.models import MunicipalFile


def unseen() -> QuerySet[MunicipalFile]:
    """Return the acting municipality's files that no scanner has seen; they stay open meanwhile."""
    rows = MunicipalFile.objects.filter(state=MunicipalFile.State.READY)
    return rows.filter(warnings__contains=[NOT_SCANNED])


def scan_next() -> MunicipalFile | None:
    """Scan the one that has lain there longest, and return it; call it in a transaction.

    Returns None where there is none left that nobody else has taken, or the scanner does not answer.
    """
    row = unseen().select_for_update(skip_locked=True).order_by("created_at").first()
    return row if row is not None and scan_again(row) else None

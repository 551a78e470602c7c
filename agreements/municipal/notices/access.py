"""The one way to a municipality's notices: they are read in its own schema."""

from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from agreements.municipal.models import Agreement
from agreements.municipal.notices.models import AgreementNotice, AppendixB, Notice

# What is agreed, or was until the supplier has let go of the data.
LIVE = ("signed", "in_force", "under_notice")


def lines() -> QuerySet[AgreementNotice]:
    """Return the notices by agreement, those with the fewest days left first."""
    return AgreementNotice.objects.select_related("notice", "agreement").order_by(
        F("due").asc(nulls_last=True), "notice__name", "agreement__number"
    )


def get_notice(notice_id: UUID) -> Notice:
    """Return one of one's own notices; another's and none at all are both 404."""
    found = Notice.objects.filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def get_line(notice: Notice, line_id: UUID) -> AgreementNotice:
    """Return a notice's line for one agreement, or 404."""
    found = lines().filter(notice=notice, pk=line_id).first()
    if found is None:
        raise Http404
    return found


def get_appendix(agreement: Agreement, number: int) -> AppendixB:
    """Return a version of an agreement's appendix B, or 404."""
    found = agreement.appendices_b.select_related("file").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def live_agreements() -> QuerySet[Agreement]:
    """Return the agreements that a notice can be about, with suppliers that the secretariat knows too."""
    return Agreement.objects.filter(state__in=LIVE, supplier_id__isnull=False).order_by(
        "supplier_name", "number"
    )

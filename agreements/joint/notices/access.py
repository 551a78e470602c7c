"""The one way to a notice on the joint side; the walls decide which rows there are."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.joint.notices.models import NoticedAgreement, SubProcessorNotice


def notices() -> QuerySet[SubProcessorNotice]:
    """Return the notices the caller may see, newest first."""
    return SubProcessorNotice.objects.select_related("supplier").order_by("-created_at")


def get_notice(notice_id: UUID) -> SubProcessorNotice:
    """Return a notice, or 404 where there is none or it is not the caller's."""
    found = notices().filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def get_line(notice: SubProcessorNotice, line_id: UUID) -> NoticedAgreement:
    """Return one agreement that the notice touches, or 404."""
    found = notice.lines.filter(pk=line_id).first()
    if found is None:
        raise Http404
    return found

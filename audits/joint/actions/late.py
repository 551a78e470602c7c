"""Giving late joiners the reports that stand."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions.copies import make_for_late
from audits.joint.actions.publishing import Sent
from audits.joint.deadlines import decision_due
from audits.joint.late import LateReport
from audits.joint.mailing import mail_municipalities
from audits.joint.models import ReportVersion
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record


@transaction.atomic
def give_late_reports(*, rows: list[LateReport], by: Actor) -> Sent:
    """Give each the report it lacks, with one mail to each municipality for all it got.

    Who has it by now is left alone; who cannot get it now stays on the list, and the reason is returned.
    Raises NotPermittedError, and NotPossibleError where no row is given.
    """
    if not by.may(P.AUDITS_PUBLISH):
        raise NotPermittedError("Du har ikke adgang til at sende rapporter.")
    if not rows:
        raise NotPossibleError("De valgte har fået rapporterne, eller de gælder ikke længere.")
    versions = ReportVersion.objects.select_related("report__audit__supplier").in_bulk(
        [each.version_id for each in rows]
    )
    make_for_late(rows, versions, by=by)
    sent = Sent()
    for row in rows:
        version = versions[row.version_id]
        if why := _deliver(row, by):
            sent.waiting[row.municipality_id] = why
            continue
        sent.delivered.setdefault(row.municipality_id, []).append(_as_new(version))
        facts = {"municipality": row.municipality, "version": row.number}
        record(version.report.audit, "give_late", by=by, reason=row.why, data=facts)
    mail_municipalities(sent.delivered, by=by)
    return sent


def _deliver(row: LateReport, by: Actor) -> str:
    due = decision_due(timezone.localdate())
    given: list[Any] = [row.version_id, row.municipality_id, row.system_ids, due, by.id, by.signature]
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_joint_deliver_late_v1(%s, %s, %s, %s, %s, %s)", given)
        return str(cursor.fetchone()[0] or "")


def _as_new(version: ReportVersion) -> ReportVersion:
    """Return the version as it is to who has had none before, be it a correction to the others."""
    version.kind, version.reason = ReportVersion.Kind.NEW, ""
    return version

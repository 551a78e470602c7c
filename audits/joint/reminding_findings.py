"""What waits for the supplier after the review, for the reminders: a hearing, and findings to be mended."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.sites import supplier_url
from audits.joint.models import Audit, Hearing
from audits.joint.open_findings import followed
from audits.joint.reminding import PARTIES, lacks, management_of, recipients, title_of
from audits.joint.states import SUPPLIERS_TURN
from workflows.reminding import Matter, reminds


@reminds(
    "audits.findings",
    label="Et forhold venter på leverandørens handlingsplan eller dokumentation",
    parties=PARTIES,
    template="audits/finding_reminder",
)
def findings() -> Iterator[Matter]:
    """Findings of sent reports that the supplier is to plan or mend by a day."""
    rows = list(followed().filter(state__in=SUPPLIERS_TURN, due_on__isnull=False))
    management = management_of({each.audit.supplier_id for each in rows})
    for each in rows:
        if each.due:
            yield Matter(
                subject=each,
                due=each.due,
                title=format_lazy(
                    _("Sag {case}, forhold {number}: {title}"),
                    case=each.audit.case_number,
                    number=each.number,
                    title=each.title,
                ),
                link=supplier_url("audits:finding", audit_id=each.audit_id, finding_id=each.id),
                to=recipients(each.audit, management),
                reply_to=each.audit.case_worker_email,
                case=each.audit_id,
                lacks=lacks(each.audit, management),
            )


@reminds(
    "audits.hearing",
    label="Et udkast til rapport er i høring hos leverandøren",
    parties=PARTIES,
    template="audits/hearing_reminder",
)
def hearings() -> Iterator[Matter]:
    """Hearings that the supplier has not answered."""
    rows = list(Hearing.under_way().select_related("audit__supplier"))
    management = management_of({each.audit.supplier_id for each in rows})
    for each in rows:
        audit: Audit = each.audit
        yield Matter(
            subject=each,
            due=each.deadline,
            title=title_of(audit),
            link=supplier_url("audits:hearing", audit_id=audit.id),
            to=recipients(audit, management),
            reply_to=audit.case_worker_email,
            case=audit.id,
            lacks=lacks(audit, management),
        )

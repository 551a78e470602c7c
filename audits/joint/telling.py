"""Telling everybody who has a report what became of an objection to it."""

from accounts.models import Colleague
from accounts.sites import hosts_of, municipality_url
from audits.joint.actions.announcing import tell_supplier
from audits.joint.models import ReportObjection
from tenants.models import Municipality, Recipient
from workflows.languages import DANISH
from workflows.mail import queue_mail

TEMPLATE = "audits/objection_decided"


def tell_all(objection: ReportObjection) -> int:
    """Put one mail per municipality that has the report in the outbox, and one to the supplier.

    Who objected is told of the supplier only: a municipality's name is not told to another. Returns how many
    municipalities are told.
    """
    audit = objection.audit
    context = {
        "supplier": audit.supplier.name,
        "case_number": audit.case_number,
        "by_supplier": objection.letter_id is None,
        "outcome": objection.get_outcome_display(),
        "reason": objection.reason,
        "by": objection.decided_by_name,
    }
    has = Recipient.objects.filter(
        kind="audit_report", joint_id=objection.version.report_id, state=Recipient.State.DELIVERED
    )
    members = list(Municipality.objects.filter(pk__in=has.values("municipality_id")))
    hosts = hosts_of([each.id for each in members])
    for member in members:
        people = Colleague.objects.filter(municipality_id=member.id, roles__overlap=["contact", "deputy"])
        link = municipality_url(hosts.get(member.id, ""), "audits:list")
        queue_mail(
            to=[*people.values_list("email", flat=True), member.shared_mailbox],
            template=TEMPLATE,
            context={**context, "name": member.name, "link": link},
            joint_id=objection.version.report_id,
            reply_to=audit.case_worker_email,
            language=DANISH,
        )
    if audit.contact_email:
        tell_supplier(audit, TEMPLATE, context)
    return len(members)

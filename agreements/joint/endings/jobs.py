"""What the worker does when agreements end: deliver, tell, pass dates, remind."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.joint.addresses import supplier_addresses
from agreements.joint.endings.actions import deliver_act
from agreements.joint.letters import to_municipality
from agreements.joint.models import CommonText, IssuedAgreement, SupplierAct
from agreements.municipal.following import pass_dates
from tenants.models import Letter, Standing
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail

# What a municipality's letter about the end becomes as a mail; all but the last go to the supplier.
MAILS = {
    "agreement_notice": "agreements/notice_given",
    "agreement_notice_back": "agreements/notice_taken_back",
    "agreement_deletion": "agreements/deletion_asked",
    "agreement_evidence_back": "agreements/evidence_sent_back",
    "agreement_evidence_accepted": "agreements/evidence_accepted",
    "agreement_expired": "agreements/expired",
}


def tell_of_ending(letter: Letter, text: CommonText, context: dict[str, Any]) -> None:
    """Tell the supplier of notice, end and proof; an agreement that expired, the municipality itself."""
    issued = IssuedAgreement.objects.get(pk=letter.subject_id)
    standing = Standing.objects.get(kind="agreement", subject_id=letter.subject_id)
    given = {**context, "number": issued.number, "due": standing.due, "valid_until": standing.valid_until}
    if letter.kind == "agreement_expired":
        to_municipality(letter.municipality_id, issued.id, MAILS[letter.kind], given, text.id)
        return
    if addresses := supplier_addresses(issued.supplier_id):
        queue_mail(to=addresses, template=MAILS[letter.kind], context=given, joint_id=text.id)


@job("agreements.deliver_act")
@transaction.atomic
def deliver_again(running: RunningJob) -> dict[str, Any]:
    """Try again to deliver a supplier's notice or proof."""
    act = SupplierAct.objects.get(pk=UUID(running.payload["act"]))
    if act.delivered_at or act.refused_because:
        return {"delivered": 0}
    if deliver_act(act.id, attempt=int(running.payload["attempt"])):
        return {"delivered": 1}
    act.refresh_from_db()
    if act.refused_because:
        _tell_refused(act)
    return {"delivered": 0}


def _tell_refused(act: SupplierAct) -> None:
    """Tell supplier and case worker that the act never reached the municipality."""
    agreement = act.agreement
    text = agreement.common_text
    context = {
        "number": agreement.number,
        "title": text.title,
        "municipality": agreement.municipality_name,
        "kind": SupplierAct.Kind(act.kind).label,
        "added": timezone.localdate(act.added_at),
        "reason": act.refused_because,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }
    office = [text.case_worker_email] if text.case_worker_email else []
    for to in (supplier_addresses(act.supplier_id), office):
        if to:
            queue_mail(to=to, template="agreements/act_not_delivered", context=context, joint_id=text.id)


@job("agreements.act_delivered")
@transaction.atomic
def act_delivered(running: RunningJob) -> None:
    """Tell the municipality of the supplier's notice or proof."""
    act = SupplierAct.objects.select_related("agreement__common_text__supplier").get(
        pk=UUID(running.payload["act"])
    )
    agreement = act.agreement
    template = "supplier_notice" if act.kind == SupplierAct.Kind.NOTICE else "evidence_received"
    context = {
        "number": agreement.number,
        "title": agreement.common_text.title,
        "supplier": agreement.common_text.supplier.name,
        "on": act.on,
        "kind": SupplierAct.Kind(act.kind).label,
        "text": act.text,
    }
    to_municipality(
        agreement.municipality_id,
        agreement.id,
        f"agreements/{template}",
        context,
        agreement.common_text_id,
    )


@job("agreements.pass_dates")
def pass_a_municipality_s_dates(running: RunningJob) -> dict[str, Any]:
    """End and expire a municipality's agreements whose day has passed, under its own role."""
    return pass_dates(today=timezone.localdate(), by=running.by)

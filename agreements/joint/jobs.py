"""What the worker does for agreements; each calls what the rest of the room offers."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from agreements.joint import changing, outside_work  # noqa: F401 - their jobs are registered here too
from agreements.joint.actions.services import order_signatures
from agreements.joint.addresses import municipality_addresses, supplier_addresses
from agreements.joint.delivering import deliver, deliver_all, make_documents
from agreements.joint.endings.jobs import MAILS, tell_of_ending
from agreements.joint.gathered import tell_case_worker
from agreements.joint.incidents import jobs as incidents
from agreements.joint.letters import to_municipality
from agreements.joint.models import CommonText, IssuedAgreement, Sending, SupplierCopy
from agreements.joint.notices import jobs as notices
from agreements.joint.states import TextState
from agreements.municipal.states import SigningOrder
from tenants.models import Letter
from workflows.jobs import RunningJob, job
from workflows.languages import DANISH
from workflows.log import history
from workflows.mail import queue_mail

__all__ = ["incidents", "notices"]  # its jobs are found through this module


@job("agreements.deliver")
def deliver_text(running: RunningJob) -> dict[str, Any]:
    """Make the documents of a sending and deliver them; tells progress."""
    sending = Sending.objects.select_related("common_text__supplier").get(pk=UUID(running.payload["sending"]))
    make_documents(sending, by=running.by, tell=running.progress)
    result = deliver(sending, attempt=int(running.payload["attempt"]))
    total = len(sending.municipality_ids)
    running.progress(total, total, "Leveret" if not result["waiting"] else "Nogle kommuner venter")
    return result


@job("agreements.give_late")
def give_late(running: RunningJob) -> dict[str, Any]:
    """Give late joiners what stands: all their documents first, then everything in one act."""
    ids = [UUID(each) for each in running.payload["sendings"]]
    found = Sending.objects.select_related("common_text__supplier").filter(pk__in=ids)
    sendings = list(found.filter(common_text__state=TextState.SENT).order_by("common_text__number"))
    for place, sending in enumerate(sendings):
        running.progress(place, len(sendings), "Danner aftaler")
        make_documents(sending, by=running.by, tell=lambda *_: None)
    result = deliver_all(sendings)
    running.progress(len(sendings), len(sendings), "Leveret" if not result["waiting"] else "Nogle venter")
    return result


@job("agreements.withdraw")
def withdraw_text(running: RunningJob) -> dict[str, Any]:
    """Withdraw unsigned agreements of a text, and tell each municipality."""
    text = CommonText.objects.select_related("supplier").get(pk=UUID(running.payload["text"]))
    reason = str(history(text).filter(action="withdraw").values_list("reason", flat=True)[0])
    given: list[Any] = [text.id, reason, running.by.id, running.by.name, int(running.payload["attempt"])]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT municipality, is_new FROM agreements_joint_withdraw_v1(%s, %s, %s, %s, %s)", given
            )
            rows: list[tuple[UUID, bool]] = cursor.fetchall()
        context = {
            "number": text.number,
            "title": text.title,
            "supplier": text.supplier.name,
            "reason": reason,
            "case_worker": text.case_worker_name,
            "phone": text.case_worker_phone,
        }
        reached = [municipality for municipality, is_new in rows if is_new]
        for addresses in municipality_addresses(reached).values():
            if addresses:
                queue_mail(
                    to=addresses,
                    template="agreements/withdrawn",
                    context=context,
                    joint_id=text.id,
                    language=DANISH,
                )
    return {"withdrawn": len(reached), "waiting": sum(not is_new for _, is_new in rows)}


@job("agreements.letter_received")
@transaction.atomic
def letter_received(running: RunningJob) -> None:
    """Tell of what a municipality has sent up: a copy to the supplier, the rest to the case worker."""
    letter = Letter.objects.select_related("municipality").get(pk=UUID(running.payload["letter"]))
    text = CommonText.objects.select_related("supplier").get(issued=letter.subject_id)
    context = {
        "number": text.number,
        "title": text.title,
        "municipality": letter.municipality.name,
        "name": text.case_worker_name,
        "text": letter.text,
        "by": letter.written_by_name,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }
    if letter.kind in MAILS:
        tell_of_ending(letter, text, context)
        return
    if letter.kind != "agreement_signed_copy":
        tell_case_worker(running.id, letter, text, context)
    elif addresses := supplier_addresses(text.supplier_id):
        queue_mail(to=addresses, template="agreements/copy_to_supplier", context=context, joint_id=text.id)


@job("agreements.ready_to_sign")
@transaction.atomic
def ready_to_sign(running: RunningJob) -> None:
    """Order the signatures at the service, if there is one; tell the supplier where it signs first."""
    agreement = IssuedAgreement.objects.select_related("sending", "common_text").get(
        pk=UUID(running.payload["agreement"])
    )
    text = agreement.common_text
    order_signatures(
        agreement=agreement,
        signatory=str(running.payload.get("signatory", "")),
        email=str(running.payload.get("email", "")),
        by=running.by,
    )
    addresses = supplier_addresses(text.supplier_id)
    if agreement.sending.signing_order == SigningOrder.SUPPLIER_FIRST and addresses:
        context = {
            "number": agreement.number,
            "title": text.title,
            "municipality": agreement.municipality_name,
            "case_worker": text.case_worker_name,
            "phone": text.case_worker_phone,
        }
        queue_mail(to=addresses, template="agreements/ready_to_sign", context=context, joint_id=text.id)


@job("agreements.supplier_signed")
@transaction.atomic
def supplier_signed(running: RunningJob) -> None:
    """Tell the municipality that the supplier has signed."""
    copy = SupplierCopy.objects.select_related("agreement__common_text__supplier").get(
        pk=UUID(running.payload["copy"])
    )
    agreement = copy.agreement
    context = {
        "number": agreement.number,
        "title": agreement.common_text.title,
        "supplier": agreement.common_text.supplier.name,
        "signed_on": copy.signed_on,
        "waits": bool(running.payload.get("waits")),
    }
    signatory = str(running.payload.get("signatory", ""))
    to_municipality(
        agreement.municipality_id,
        agreement.id,
        "agreements/supplier_signed",
        context,
        agreement.common_text_id,
        also=signatory if running.payload.get("waits") else "",
    )


@job("agreements.answered")
@transaction.atomic
def answered(running: RunningJob) -> None:
    """Tell the municipality that its question has been answered."""
    letter = Letter.objects.get(pk=UUID(running.payload["letter"]))
    text = CommonText.objects.get(issued=letter.subject_id)
    context = {"number": text.number, "title": text.title, "question": letter.text, "answer": letter.answer}
    to_municipality(
        letter.municipality_id, letter.subject_id, "agreements/question_answered", context, text.id
    )

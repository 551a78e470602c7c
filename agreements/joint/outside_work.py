"""The worker's part with recipients outside the association: document, link, and who is told of a receipt."""

from uuid import UUID

from django.db import transaction

from agreements.joint.actions.outside import mail_link
from agreements.joint.context import Controller, common_context
from agreements.joint.facts import filled_for
from agreements.joint.gathering import agreed_round
from agreements.joint.models import OutsideRecipient
from agreements.joint.rendering import template_of
from agreements.joint.states import TextState
from documents import pdf
from documents.actions import PDF, Made, keep_all_made
from workflows.actors import Actor
from workflows.danish import slug
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail
from workflows.models import Job


@job("agreements.outside_link")
def send_link(running: RunningJob) -> None:
    """Make the document where there is none yet, and mail a new link; nothing for one that was revoked."""
    recipient = _recipient(running.payload["recipient"])
    if recipient.revoked_at or recipient.common_text.state != TextState.SENT:
        return
    make_document(recipient, by=running.by)
    asked_at = Job.objects.values_list("created_at", flat=True).get(pk=running.id)
    if not recipient.links.filter(created_at__gte=asked_at, revoked_at=None).exists():  # it may be run again
        mail_link(recipient=recipient, by=running.by)


def _recipient(recipient_id: str) -> OutsideRecipient:
    return OutsideRecipient.objects.select_related("common_text__supplier").get(pk=UUID(recipient_id))


def render(recipient: OutsideRecipient) -> bytes:
    """Return the recipient's own agreement as Word."""
    text = recipient.common_text
    common = common_context(text, agreed_round(text).values)
    controller = Controller(recipient.name, recipient.cvr, recipient.mailbox)
    return template_of(text).render(filled_for(common, controller, recipient.number, {}))


def make_document(recipient: OutsideRecipient, *, by: Actor) -> None:
    """Make Word and, where LibreOffice is at hand, PDF; once."""
    if recipient.word_id is not None:
        return
    content = render(recipient)
    name, title = f"{recipient.number}-{slug(recipient.name)}", f"Databehandleraftale {recipient.number}"
    made = [Made(content, f"{name}.docx", f"{title}, {recipient.name}")]
    if pdf.available():
        made.append(Made(pdf.convert([content])[0], f"{name}.pdf", f"{title}, {recipient.name}", PDF))
    with transaction.atomic():
        files = keep_all_made(made, by=by)
        recipient.word, recipient.pdf = files[0], files[1] if len(files) > 1 else None
        recipient.save(update_fields=["word", "pdf"])


@job("agreements.outside_received")
@transaction.atomic
def tell_of_receipt(running: RunningJob) -> None:
    """Tell the case worker, and give the recipient its receipt by mail."""
    recipient = _recipient(running.payload["recipient"])
    text = recipient.common_text
    context = {
        "number": recipient.number,
        "title": text.title,
        "name": recipient.name,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
        "received_at": recipient.received_at,
        "received_by": recipient.received_by_name,
        "answer": recipient.get_answer_display(),
        "remark": recipient.remark,
    }
    if text.case_worker_email:
        template = "agreements/outside_received"
        queue_mail(to=[text.case_worker_email], template=template, context=context, joint_id=text.id)
    queue_mail(
        to=[recipient.mailbox], template="agreements/outside_receipt", context=context, joint_id=text.id
    )

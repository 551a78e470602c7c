"""Sending a text to a body outside the association: a one-time link, a receipt, until it is revoked."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.sites import secretariat_url
from agreements.joint.limits import OUTSIDE_LINK_DAYS
from agreements.joint.models import CommonText, OutsideLink, OutsideRecipient
from agreements.joint.recipients import members
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPossibleError
from workflows.jobs import enqueue
from workflows.log import record
from workflows.mail import queue_mail
from workflows.values import value_on

BYTES = 32  # of chance in a link; nobody guesses it


def hash_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def add_outside(
    *, text: CommonText, name: str, cvr: str, mailbox: str, answer_by: date | None, by: Actor
) -> OutsideRecipient:
    """Send a text to a body outside; a job makes its document and mails the link.

    Raises NotPossibleError where the text is not being sent, the body is a member, or has it already, and for
    a day that can be no deadline.
    """
    if answer_by:
        check_deadline(answer_by)
    fresh = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if fresh.state not in (TextState.RELEASED, TextState.SENT):
        raise NotPossibleError("Teksten skal være frigivet, før den kan sendes.")
    if member := members().filter(cvr=cvr).first():
        raise NotPossibleError(f"{member.name} er medlem. Send aftalen til kommunens eget arkiv.")
    if fresh.outside.filter(cvr=cvr).exists():
        raise NotPossibleError("Modtageren står her allerede. Send linket igen i stedet.")
    if fresh.state == TextState.RELEASED:
        raise NotPossibleError("Send først teksten til medlemmerne; derefter kan andre få den.")
    recipient = OutsideRecipient(
        common_text=text,
        name=name,
        cvr=cvr,
        mailbox=mailbox,
        number=f"{text.number}-{cvr}",
        answer_by=answer_by,
        added_by_id=by.id,
        added_by_name=by.signature,
    )
    recipient.save(force_insert=True)
    record(recipient, "add_outside", by=by, data={"mailbox": mailbox})
    _prepare(recipient, by)
    return recipient


def _prepare(recipient: OutsideRecipient, by: Actor) -> None:
    job = enqueue("agreements.outside_link", by=by, payload={"recipient": str(recipient.id)})
    recipient.job_id = job.id
    recipient.save(update_fields=["job_id"])


@transaction.atomic
def send_link_again(*, recipient: OutsideRecipient, mailbox: str, by: Actor) -> OutsideRecipient:
    """Have a new link sent, maybe to another mailbox; the former ones cannot be opened any more.

    Lifts the block of one that was revoked.
    """
    recipient = OutsideRecipient.objects.select_for_update().get(pk=recipient.pk)
    if recipient.common_text.state != TextState.SENT:
        raise NotPossibleError("Teksten gælder ikke længere.")
    recipient.mailbox, recipient.revoked_at, recipient.revoked_reason = mailbox, None, ""
    recipient.save(update_fields=["mailbox", "revoked_at", "revoked_reason"])
    record(recipient, "send_again", by=by, data={"mailbox": mailbox})
    _prepare(recipient, by)
    return recipient


@transaction.atomic
def revoke_outside(*, recipient: OutsideRecipient, reason: str, by: Actor) -> OutsideRecipient:
    """Close the recipient's links and whatever is open by them, at once; the receipt stays."""
    recipient = OutsideRecipient.objects.select_for_update().get(pk=recipient.pk)
    if recipient.revoked_at:
        raise NotPossibleError("Adgangen er allerede spærret.")
    recipient.revoked_at, recipient.revoked_reason = timezone.now(), reason[:500]
    recipient.save(update_fields=["revoked_at", "revoked_reason"])
    _close_links(recipient)
    record(recipient, "revoke_outside", by=by, reason=reason)
    return recipient


def _close_links(recipient: OutsideRecipient) -> None:
    recipient.links.filter(revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def mail_link(*, recipient: OutsideRecipient, by: Actor) -> OutsideLink:
    """Make a new link, close the former ones, and mail it; only its hash is kept."""
    text = recipient.common_text
    token = secrets.token_urlsafe(BYTES)
    days = int(value_on(OUTSIDE_LINK_DAYS, timezone.localdate()))
    _close_links(recipient)
    link = OutsideLink(
        recipient=recipient,
        token_sha256=hash_of(token),
        mailbox=recipient.mailbox,
        expires_at=timezone.now() + timedelta(days=days),
    )
    link.save(force_insert=True)
    context = {
        "number": recipient.number,
        "title": text.title,
        "name": recipient.name,
        "supplier": text.supplier.name,
        "systems": [each.system_name for each in text.systems.all()],
        "answer_by": recipient.answer_by,
        "expires": timezone.localdate(link.expires_at),
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
        "url": secretariat_url("outside:link", token),
    }
    queue_mail(to=[recipient.mailbox], template="agreements/outside_link", context=context, joint_id=text.id)
    record(recipient, "mail_link", by=by, data={"mailbox": recipient.mailbox})
    return link

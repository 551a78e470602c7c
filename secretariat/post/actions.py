"""What is done with mail that came in, and with mail that came back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from documents.models import StoredFile
from workflows import cases
from workflows.actors import Actor
from workflows.cases import Case
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record
from workflows.maillog import is_personal
from workflows.models import IncomingMail, MailAbout, MailBounce, OutboxMail

State, Kind = IncomingMail.State, IncomingMail.Kind


def _must_work(by: Actor) -> None:
    if not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError("Du har ikke adgang til at behandle post.")


def _locked(mail: IncomingMail) -> IncomingMail:
    row = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if row.state != State.LOOSE:
        raise OutdatedError(f"Mailen er allerede behandlet af {row.settled_by_name or 'systemet'}.")
    return row


@transaction.atomic
def place(*, by: Actor, mail: IncomingMail, number: str) -> Case:
    """Put a loose mail on the case with a number, with its files.

    Raises NotPossibleError where there is no such case.
    """
    _must_work(by)
    row = _locked(mail)
    found = cases.numbered([number.strip().upper()])
    if not found:
        raise NotPossibleError("Der er ingen sag med det nummer.")
    case = found[0]
    row.state, row.case_id = State.PLACED, case.id
    row.is_expected = row.from_address.lower() in {each.lower() for each in case.addresses}
    _settle(row, by)
    files = [UUID(each["file"]) for each in row.files if each.get("file")]
    StoredFile.objects.filter(pk__in=files).update(case_id=case.id)
    facts = {"sender": row.from_address, "subject": row.subject, "mail": str(row.id)}
    record(case.row, "place_mail", by=by, data=facts)
    return case


@transaction.atomic
def dismiss(*, by: Actor, mail: IncomingMail, reason: str) -> IncomingMail:
    """Put a loose mail aside, with a reason; it can still be found."""
    _must_work(by)
    row = _locked(mail)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor mailen lægges væk.")
    row.state, row.reason = State.DISMISSED, reason.strip()[:1000]
    _settle(row, by)
    record(row, "dismiss", by=by, reason=row.reason)
    return row


def _settle(row: IncomingMail, by: Actor) -> None:
    row.settled_at, row.settled_by_name, row.read_at = timezone.now(), by.signature, timezone.now()
    row.save()


def note_read(*, by: Actor, mail: IncomingMail) -> None:
    """Note that the secretariat has seen a mail on a case: it waits for nobody any more."""
    _must_work(by)
    IncomingMail.objects.filter(pk=mail.pk, read_at=None, state=State.PLACED).update(read_at=timezone.now())


@transaction.atomic
def send_again(*, by: Actor, bounce: MailBounce, address: str) -> OutboxMail:
    """Send a mail that came back to its recipient's right address.

    Raises NotPossibleError for a mail with somebody's own one-time link: that is made anew on its case.
    """
    _must_work(by)
    row = _open(bounce)
    former = row.mail
    if is_personal(former):
        raise NotPossibleError(
            "Mailen har et personligt link, så den kan ikke sendes til en anden. Ret kontaktpersonen, og "
            "send et nyt link fra sagen."
        )
    mail = OutboxMail(
        to=[address],
        reply_to=former.reply_to,
        subject=former.subject,
        body=former.body,
        attachments=former.attachments,
        joint_id=former.joint_id,
        kind=former.kind,
    )
    mail.save(force_insert=True)
    abouts = MailAbout.objects.filter(mail=former).values_list("joint_id", flat=True)
    MailAbout.objects.bulk_create(MailAbout(mail=mail, joint_id=each) for each in abouts)
    _close(row, MailBounce.Settled.SENT_AGAIN, by)
    case = cases.case_of(former.joint_id)
    record(case.row if case else row, "send_again", by=by, data={"to": address, "mail": str(mail.id)})
    return mail


@transaction.atomic
def leave(*, by: Actor, bounce: MailBounce, reason: str) -> MailBounce:
    """Put a bounce aside without sending anything, with a reason."""
    _must_work(by)
    row = _open(bounce)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor der ikke skal sendes igen.")
    _close(row, MailBounce.Settled.LEFT, by)
    case = cases.case_of(row.mail.joint_id)
    data = {"address": row.address}
    record(case.row if case else row, "leave_bounce", by=by, reason=reason.strip()[:1000], data=data)
    return row


def _open(bounce: MailBounce) -> MailBounce:
    row = MailBounce.objects.select_for_update(of=("self",)).select_related("mail").get(pk=bounce.pk)
    if row.settled:
        raise OutdatedError(f"Returmailen er allerede behandlet af {row.settled_by_name}.")
    return row


def _close(row: MailBounce, how: str, by: Actor) -> None:
    row.settled, row.settled_at, row.settled_by_name = how, timezone.now(), by.signature
    row.save()

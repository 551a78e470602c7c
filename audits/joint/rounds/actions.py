"""Beginning a round, calling letters of it back, and trying again where something was wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import invite_all
from accounts.permissions import P
from audits.joint.actions.announcing import (
    GUEST_ROLE,
    contact_of,
    guest_of,
    hold_on,
    notice_mail,
)
from audits.joint.guards import NOTICE_COPY, NOTICE_MAIL
from audits.joint.models import Audit, AuditRound, RoundMember
from audits.joint.rounds.result import Line
from audits.joint.states import AuditState
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import MoveError, NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.jobs import enqueue
from workflows.log import record
from workflows.mail import queue_mails
from workflows.models import OutboxMail

JOB = "audits.start_round"
Outcome = RoundMember.Outcome
_LETTER = (NOTICE_MAIL, NOTICE_COPY)


@transaction.atomic
def begin(*, by: Actor, name: str, audits: Sequence[Audit], deadline: date, intro: str = "") -> AuditRound:
    """Begin a round over the given planned supervisions; the worker makes and sends its letters.

    The mails wait for the configured time and can be called back until then. Raises NotPossibleError for a
    day that cannot be a deadline, without supervisions, or where one waits in another round already.
    """
    _must_conduct(by)
    check_deadline(deadline)
    ids = [audit.pk for audit in audits]
    if not ids:
        raise NotPossibleError("Der er ingen tilsyn at sætte i gang.")
    _one_at_a_time()
    waiting = RoundMember.objects.filter(audit__in=ids, outcome=Outcome.WAITING)
    if busy := waiting.values_list("audit__case_number", flat=True):
        raise NotPossibleError(f"Disse sager er allerede på vej i en anden runde: {', '.join(busy)}.")
    today = timezone.localdate()
    found = AuditRound(
        name=name.strip() or f"Tilsynsrunde {da_date(today)}",
        deadline=deadline,
        intro=intro,
        leaves_at=timezone.now() + hold_on(today),
        by_id=by.id,
        by_name=by.signature,
    )
    found.save(force_insert=True)
    RoundMember.objects.bulk_create(RoundMember(round=found, audit_id=each) for each in ids)
    record(found, "begin", by=by, data={"name": found.name, "audits": len(ids)})
    return _work(found, by)


def _must_conduct(by: Actor) -> None:
    if not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError("Du har ikke adgang til at sætte tilsyn i gang.")


def _one_at_a_time() -> None:
    """Wait for whoever begins a round now, so that no supervision is in two of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audits_joint_round'))")


def _work(found: AuditRound, by: Actor) -> AuditRound:
    found.job_id = enqueue(JOB, by=by, payload={"round": str(found.id)}).id
    found.save(update_fields=["job_id"])
    return found


@transaction.atomic
def try_again(*, by: Actor, found: AuditRound) -> int:
    """Let the worker try again with those that could not be sent; returns how many."""
    _must_conduct(by)
    _one_at_a_time()
    elsewhere = RoundMember.objects.filter(outcome=Outcome.WAITING).values("audit")
    failed = found.members.filter(outcome=Outcome.FAILED).exclude(audit__in=elsewhere)
    number = failed.update(outcome=Outcome.WAITING, problem="", changed_at=timezone.now())
    if not number:
        raise NotPossibleError("Der er ingen at prøve igen.")
    record(found, "try_again", by=by, data={"audits": number})
    _work(found, by)
    return number


@transaction.atomic
def take_back(*, by: Actor, audit: Audit) -> Audit:
    """Call a letter back while its mail lies untouched: the supplier gets nothing, the case is planned again.

    The invitation and the unanswered questions go with it. Raises what `move` raises; NotPossibleError also
    where the worker took the mail in this moment.
    """
    moved = move(audit, "take_back", by=by)
    copies = OutboxMail.objects.filter(joint_id=moved.id, kind=NOTICE_COPY)
    has_copy = copies.exclude(state=OutboxMail.State.WITHDRAWN).exists()
    held = [_ask("SELECT workflows_hold_back_mail_v1(%s, %s)", moved.id, kind) for kind in _LETTER]
    if not held[0] or (has_copy and not held[1]):
        raise NotPossibleError("Mailen gik i samme øjeblik, så varslet kan ikke kaldes tilbage.")
    _ask("SELECT accounts_withdraw_invitation_v1(%s)", moved.id)
    _ask("SELECT audits_joint_forget_questions_v1(%s)", moved.id)
    RoundMember.objects.filter(audit=moved, outcome=Outcome.SENT).update(
        outcome=Outcome.TAKEN_BACK, changed_at=timezone.now()
    )
    return moved


def _ask(query: str, *given: UUID | str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchone()[0]


def take_back_all(*, by: Actor, found: AuditRound) -> tuple[int, list[str]]:
    """Call back what can be of the whole round, each in a transaction of its own.

    Returns how many were called back, and of the others the case with the reason.
    """
    _must_conduct(by)
    number, kept = _stop(by, found), []
    sent = Audit.objects.filter(rounds__round=found, rounds__outcome=Outcome.SENT).distinct()
    for audit in sent:
        try:
            take_back(by=by, audit=audit)
            number += 1
        except MoveError as error:
            kept.append(f"{audit.case_number}: {error.reason}")
    return number, kept


@transaction.atomic
def _stop(by: Actor, found: AuditRound) -> int:
    """Take out of the round what the worker has not come to; the cases themselves have not moved."""
    stopped = found.members.filter(outcome=Outcome.WAITING)
    number = stopped.update(outcome=Outcome.TAKEN_BACK, changed_at=timezone.now())
    if number:
        record(found, "take_back", by=by, data={"audits": number})
    return number


@transaction.atomic
def send_again(*, by: Actor, found: AuditRound, audit: Audit) -> Audit:
    """Send a letter whose mail did not arrive once more, to the contact the register has now.

    Raises NotPossibleError where the mail is not among those that failed, OutdatedError where the supplier
    has begun meanwhile.
    """
    _must_conduct(by)
    member = found.members.select_for_update(of=("self",)).filter(audit=audit, outcome=Outcome.SENT).first()
    locked = Audit.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=audit.pk)
    if member is None or not _has_bounced(member):
        raise NotPossibleError("Mailen er ikke kommet retur.")
    if locked.state != AuditState.ANNOUNCED:
        raise OutdatedError("Leverandøren er begyndt at svare, så varslet skal ikke sendes igen.")
    contact = contact_of(locked)
    if contact is None or locked.notice is None:
        raise NotPossibleError(f"{locked.supplier.name} har ingen kontaktperson i registret.")
    locked.contact_name, locked.contact_email = contact.name, contact.email
    locked.save(update_fields=["contact_name", "contact_email"])
    [link] = invite_all(by=by, guests=[guest_of(locked, contact)], role=GUEST_ROLE)
    mail = notice_mail(locked, (locked.notice.name, locked.notice.sha256), link)
    [row] = queue_mails([mail], template=NOTICE_MAIL)
    member.settle(Outcome.SENT, mail_id=row.id)
    member.save(update_fields=["mail_id", "outcome", "problem", "changed_at"])
    record(locked, "send_again", by=by, data={"contact": contact.email})
    return locked


def _has_bounced(member: RoundMember) -> bool:
    mail = OutboxMail.objects.filter(pk=member.mail_id).first() if member.mail_id else None
    return Line(member, mail).has_bounced


def member_ids(found: AuditRound) -> list[UUID]:
    """Return the keys of those of the round that still wait, in the order of their case numbers."""
    waiting = found.members.filter(outcome=Outcome.WAITING).order_by("audit__case_number")
    return list(waiting.values_list("pk", flat=True))

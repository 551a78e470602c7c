"""The worker's part of a round: letters made in one pass, rows written many at a time.

A bunch is one transaction. Where anything in it goes wrong, it is undone and its supervisions are taken one
by one, each in a transaction of its own, so that a fault in one leaves the others. What has been sent is
noted in the same transaction: a job that is run again goes on where it was, and nobody gets two letters.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.actions import invite_all
from audits.joint.actions.announcing import (
    GUEST_ROLE,
    ask_all,
    contacts_of,
    guest_of,
    notice_copies,
    notice_mail,
)
from audits.joint.guards import NOTICE_COPY, NOTICE_MAIL
from audits.joint.letters import make_notices
from audits.joint.models import Audit, AuditRound, RoundMember
from audits.joint.rounds.actions import member_ids
from documents.actions import keep_all_made
from register.actions.suppliers import bring_language
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import Given, MoveError, move_many
from workflows.mail import queue_mails

logger = logging.getLogger(__name__)
BATCH = 25
Tell = Callable[[int, int, str], None]
Outcome = RoundMember.Outcome


def send_round(found: AuditRound, *, by: Actor, tell: Tell) -> None:
    """Send the letters of those that still wait, a bunch at a time."""
    waiting, total = member_ids(found), found.members.count()
    done = total - len(waiting)
    tell(done, total, "Sender varsler")
    for start in range(0, len(waiting), BATCH):
        bunch = waiting[start : start + BATCH]
        if not _attempted(found, bunch, by):
            for member_id in bunch:
                _one(found, member_id, by)
        done += len(bunch)
        tell(done, total, "Sender varsler")


def _attempted(found: AuditRound, member_ids: Sequence[UUID], by: Actor) -> bool:
    """Send a bunch in one transaction; False where it had to be undone."""
    try:
        send_bunch(found, member_ids, by=by)
    except Exception:
        logger.warning("A bunch of round %s is taken one by one", found.id, exc_info=True)
        return False
    return True


def _one(found: AuditRound, member_id: UUID, by: Actor) -> None:
    try:
        send_bunch(found, [member_id], by=by)
    except MoveError as error:
        _note_failed(member_id, error.reason)
    except Exception as error:  # whatever is wrong with one, the others go on
        logger.exception("Supervision %s of round %s could not be sent", member_id, found.id)
        _note_failed(member_id, f"Varslet kunne ikke dannes ({type(error).__name__}). Prøv igen.")


def _note_failed(member_id: UUID, why: str) -> None:
    """Note why one was not sent, unless it has been called back meanwhile."""
    with transaction.atomic():
        waiting = RoundMember.objects.select_for_update(of=("self",)).filter(outcome=Outcome.WAITING)
        if (member := waiting.filter(pk=member_id).first()) is not None:
            member.settle(Outcome.FAILED, problem=why)
            member.save(update_fields=["outcome", "problem", "changed_at"])


@transaction.atomic
def send_bunch(found: AuditRound, member_ids: Sequence[UUID], *, by: Actor) -> None:
    """Announce the supervisions of a bunch, or note at each why not. Raises what is wrong with the whole."""
    check_deadline(found.deadline)
    members = list(
        RoundMember.objects.select_for_update(of=("self",))
        .filter(pk__in=member_ids, outcome=Outcome.WAITING)
        .select_related("audit__supplier")
        .prefetch_related("audit__systems__assessment")
        .order_by("audit__case_number")
    )
    sending = _Bunch(found, members, by)
    refused = move_many(sending.able, "announce", by=by, prepare=sending.prepare)
    sending.tell_suppliers()
    for member in members:
        audit_id = member.audit_id
        if why := sending.stopped.get(audit_id) or refused.get(audit_id):
            member.settle(Outcome.FAILED, problem=why)
        else:
            member.settle(Outcome.SENT, mail_id=sending.mails[audit_id])
    RoundMember.objects.bulk_update(members, ["outcome", "problem", "mail_id", "changed_at"])


class _Bunch:
    """Some supervisions on their way: who can be written to, their letters, and their mails."""

    def __init__(self, found: AuditRound, members: Sequence[RoundMember], by: Actor) -> None:
        self.round, self.by = found, by
        self.contacts = contacts_of(each.audit.supplier_id for each in members)
        self.stopped: dict[UUID, str] = {}
        self.able: list[Audit] = []
        self.mails: dict[UUID, UUID] = {}
        self.moved: list[Audit] = []
        self.letters: dict[UUID, tuple[str, str]] = {}
        for audit in (each.audit for each in members):
            if audit.supplier_id in self.contacts:
                self.able.append(audit)
            else:
                self.stopped[audit.id] = f"{audit.supplier.name} har ingen kontaktperson i registret."

    def contact(self, audit: Audit) -> SupplierContact:
        return self.contacts[audit.supplier_id]

    def prepare(self, audits: list[Audit]) -> dict[Any, Given]:
        """Make and keep the letters of those that can be announced, and return what their steps are given."""
        if not audits:
            return {}
        for audit in audits:
            contact = self.contact(audit)
            audit.contact_name, audit.contact_email = contact.name, contact.email
        files = keep_all_made(make_notices(audits, self.round.deadline), by=self.by)
        self.moved = audits
        self.letters = {audit.id: (file.name, file.sha256) for audit, file in zip(audits, files, strict=True)}
        when = max(timezone.now(), self.round.leaves_at)
        given = {}
        for audit, file in zip(audits, files, strict=True):
            contact = self.contact(audit)
            facts = {
                "contact_name": contact.name,
                "contact_email": contact.email,
                "deadline": self.round.deadline,
                "intro": self.round.intro,
                "notice": file,
                "announced_at": when,
            }
            data = {"deadline": self.round.deadline.isoformat(), "contact": contact.email}
            given[audit.pk] = Given(facts, data)
            audit.contact_name = audit.contact_email = ""
        return given

    def tell_suppliers(self) -> None:
        """Give each announced case its questions, invite its contact, and put the mail in the outbox."""
        if not self.moved:
            return
        ask_all(self.moved)
        guests = [guest_of(audit, self.contact(audit)) for audit in self.moved]
        links = invite_all(by=self.by, guests=guests, role=GUEST_ROLE)
        bring_language(*(self.contact(audit) for audit in self.moved))
        rows = queue_mails(
            [
                notice_mail(audit, self.letters[audit.id], link)
                for audit, link in zip(self.moved, links, strict=True)
            ],
            template=NOTICE_MAIL,
            send_after=self.round.leaves_at,
        )
        if copies := notice_copies(self.moved, self.letters):
            queue_mails(copies, template=NOTICE_COPY, send_after=self.round.leaves_at)
        self.mails = {audit.id: row.id for audit, row in zip(self.moved, rows, strict=True)}

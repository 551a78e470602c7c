"""Varsel om tilsyn: letter, invitation, questionnaire and deadline."""

from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from accounts.actions import Organisation, invite
from accounts.sites import supplier_url
from audits.joint.letters import write_notice
from audits.joint.models import Answer, Audit, Questionnaire, QuestionSet
from audits.joint.states import ANSWERABLE
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.calendar import add_working_days, is_working_day
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record
from workflows.mail import queue_mail
from workflows.values import value_on


def default_deadline(today: date) -> date:
    """Return the answer deadline for a letter sent today (working days, dated configuration)."""
    return add_working_days(today, int(value_on("audit.answer_working_days", today)))


def contact_of(audit: Audit) -> SupplierContact | None:
    """Return whom a letter to the supplier goes to: its contact person, else the deputy, else anybody."""
    order: dict[str, int] = {SupplierContact.Role.CONTACT: 0, SupplierContact.Role.DEPUTY: 1}
    found = SupplierContact.objects.filter(supplier_id=audit.supplier_id)
    return min(found, key=lambda contact: order.get(contact.role, 2), default=None)


@transaction.atomic
def announce(
    *,
    by: Actor,
    audit: Audit,
    contact: SupplierContact | None = None,
    deadline: date | None = None,
    intro: str = "",
) -> Audit:
    """Send the letter and invite the supplier's contact to answer.

    Raises NotPossibleError where the supplier has no contact person or the deadline is no working
    day ahead, and what `move` raises; then nothing has been sent.
    """
    deadline = deadline or default_deadline(timezone.localdate())
    check_deadline(deadline)
    contact = contact or contact_of(audit)
    if contact is None:
        raise NotPossibleError(f"{audit.supplier.name} har ingen kontaktperson i registret.")
    audit.contact_name, audit.contact_email = contact.name, contact.email
    letter = write_notice(audit, deadline, by=by)
    moved = move(
        audit,
        "announce",
        by=by,
        data={"deadline": deadline.isoformat(), "contact": contact.email},
        contact_name=contact.name,
        contact_email=contact.email,
        deadline=deadline,
        intro=intro,
        notice=letter,
        announced_at=timezone.now(),
    )
    ask_questions(moved)
    link = _invite(by, moved, contact)
    queue_mail(
        to=[contact.email, moved.supplier.shared_mailbox],
        template="audits/notice",
        context={
            "name": contact.name,
            "supplier": moved.supplier.name,
            "case_number": moved.case_number,
            "systems": [system.name for system in moved.systems.all()],
            "deadline": deadline,
            "intro": intro,
            "worker": moved.case_worker_name,
            "phone": moved.case_worker_phone,
            "link": link,
        },
        joint_id=moved.id,
        attachments=[(letter.name, letter.sha256)],
        reply_to=moved.case_worker_email,
    )
    return moved


def ask_questions(audit: Audit) -> Questionnaire:
    """Give the case the questions in force now, copied, so that later edits change nothing for it."""
    in_force = QuestionSet.objects.get(in_force=True)
    questionnaire = Questionnaire(audit=audit, supplier_id=audit.supplier_id, question_set=in_force)
    questionnaire.save(force_insert=True)
    Answer.objects.bulk_create(
        Answer(
            questionnaire=questionnaire,
            supplier_id=audit.supplier_id,
            question=question,
            objective=question.objective,
            number=question.number,
            text=question.text,
            help_text=question.help_text,
        )
        for question in in_force.questions.all()
    )
    return questionnaire


def _invite(by: Actor, audit: Audit, contact: SupplierContact) -> str:
    case = urlsplit(supplier_url("audits:case", audit_id=audit.id)).path
    return invite(
        by=by,
        email=contact.email,
        name=contact.name,
        phone=contact.phone,
        organisation=Organisation(site="supplier", name=audit.supplier.name, supplier_id=audit.supplier_id),
        roles=["supplier_contact"],
        next_path=case,
        about_id=audit.id,
    )


def check_deadline(deadline: date) -> None:
    """Raise NotPossibleError for a deadline that has passed or falls on a closed day."""
    if deadline <= timezone.localdate():
        raise NotPossibleError("Fristen skal ligge efter i dag.")
    if not is_working_day(deadline):
        raise NotPossibleError("Fristen skal falde på en arbejdsdag.")


@transaction.atomic
def set_deadline(*, by: Actor, audit: Audit, deadline: date, reason: str) -> Audit:
    """Give the supplier another deadline, with a reason, and tell it.

    Raises NotPossibleError without a reason or for a day that cannot be, OutdatedError where the
    supplier is not answering any more.
    """
    check_deadline(deadline)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor fristen ændres.")
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if locked.state not in ANSWERABLE:
        raise OutdatedError("Leverandøren er ikke i gang med at svare, så der er ingen frist at ændre.")
    before, locked.deadline = locked.deadline, deadline
    locked.save(update_fields=["deadline"])
    data = {"before": str(before or ""), "after": deadline.isoformat()}
    record(locked, "set_deadline", by=by, reason=reason, data=data)
    tell_supplier(locked, "audits/new_deadline", {"deadline": deadline, "reason": reason})
    return locked


def tell_supplier(audit: Audit, template: str, context: dict[str, object], page: str = "audits:case") -> None:
    """Queue a mail to the supplier's contact and shared mailbox about the case."""
    queue_mail(
        to=[audit.contact_email, audit.supplier.shared_mailbox],
        template=template,
        context={
            "name": audit.contact_name,
            "case_number": audit.case_number,
            "supplier": audit.supplier.name,
            "worker": audit.case_worker_name,
            "phone": audit.case_worker_phone,
            "link": supplier_url(page, audit_id=audit.id),
            **context,
        },
        joint_id=audit.id,
        reply_to=audit.case_worker_email,
    )

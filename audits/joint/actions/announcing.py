"""Varsel om tilsyn: letter, invitation, questionnaire and deadline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import Guest, Organisation, invite
from accounts.permissions import P
from accounts.sites import supplier_url
from audits.joint.deadlines import supplier_deadline
from audits.joint.guards import NOTICE_COPY, NOTICE_MAIL
from audits.joint.letters import write_notice
from audits.joint.models import Answer, Audit, Question, Questionnaire, QuestionSet
from audits.joint.questions.carry import answers_before
from audits.joint.questions.words import Kind
from audits.joint.states import ANSWERABLE
from register.actions.suppliers import bring_language
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.languages import known_languages, language_of
from workflows.log import record
from workflows.mail import Mail, queue_mail, queue_mails
from workflows.values import value_on

GUEST_ROLE = "supplier_contact"
HOLD = "audit.round_hold_minutes"


def default_deadline(today: date) -> date:
    """Return the answer deadline for a letter sent today (working days, dated configuration)."""
    return supplier_deadline("audit.answer_working_days", today)


def hold_on(day: date) -> timedelta:
    """Return how long a letter's mail waits to be called back (dated configuration)."""
    return timedelta(minutes=int(value_on(HOLD, day)))


def contact_of(audit: Audit) -> SupplierContact | None:
    """Return whom a letter to the supplier goes to: its contact person, else the deputy, else anybody."""
    return contacts_of([audit.supplier_id]).get(audit.supplier_id)


def contacts_of(suppliers: Iterable[UUID]) -> dict[UUID, SupplierContact]:
    """The same of many suppliers, by the supplier's id; one without contacts is left out."""
    order: dict[str, int] = {SupplierContact.Role.CONTACT: 0, SupplierContact.Role.DEPUTY: 1}
    rows = SupplierContact.objects.filter(supplier_id__in=set(suppliers))
    found: dict[UUID, SupplierContact] = {}
    for each in sorted(rows, key=lambda contact: (order.get(contact.role, 2), contact.role, contact.name)):
        found.setdefault(each.supplier_id, each)
    return found


@transaction.atomic
def announce(
    *,
    by: Actor,
    audit: Audit,
    contact: SupplierContact | None = None,
    deadline: date | None = None,
    intro: str = "",
    hold: timedelta = timedelta(),
) -> Audit:
    """Send the letter and invite the supplier's contact to answer; the mail waits for `hold`.

    Raises NotPossibleError where the supplier has no contact person or the deadline is no working
    day ahead, and what `move` raises; then nothing has been sent.
    """
    deadline = deadline or default_deadline(timezone.localdate())
    check_deadline(deadline)
    contact = contact or contact_of(audit)
    if contact is None:
        raise NotPossibleError(f"{audit.supplier.name} har ingen kontaktperson i registret.")
    leaves_at = timezone.now() + hold
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
        announced_at=leaves_at,
    )
    ask_questions(moved)
    link = invite_to(by, moved, contact)
    file = (letter.name, letter.sha256)
    queue_mails([notice_mail(moved, file, link)], template=NOTICE_MAIL, send_after=leaves_at)
    if copies := notice_copies([moved], {moved.id: file}):
        queue_mails(copies, template=NOTICE_COPY, send_after=leaves_at)
    return moved


def notice_mail(audit: Audit, letter: tuple[str, str], link: str) -> Mail:
    """Return the mail that the letter (name and SHA-256) goes with, to an announced case's contact alone.

    Whoever has the link comes in as the one it was made for.
    """
    return Mail(
        to=[audit.contact_email],
        context={
            "name": audit.contact_name,
            "supplier": audit.supplier.name,
            "case_number": audit.case_number,
            "systems": [system.name for system in audit.systems.all()],
            "deadline": audit.deadline,
            "intro": audit.intro,
            "worker": audit.case_worker_name,
            "phone": audit.case_worker_phone,
            "link": link,
        },
        joint_id=audit.id,
        attachments=[letter],
        reply_to=audit.case_worker_email,
    )


def notice_copies(audits: Sequence[Audit], letters: Mapping[UUID, tuple[str, str]]) -> list[Mail]:
    """Return the mails that tell the suppliers' shared mailboxes of the letter, with the page's own address.

    Who opens that signs in. Each is in the contact's language; a supplier without such a mailbox has none.
    """
    known = known_languages([audit.contact_email for audit in audits])
    mails = []
    for audit in audits:
        mailbox = audit.supplier.shared_mailbox
        if not mailbox or mailbox.lower() == audit.contact_email.lower():
            continue
        own = notice_mail(audit, letters[audit.id], supplier_url("audits:case", audit_id=audit.id))
        language = language_of([audit.contact_email], known)
        mails.append(replace(own, to=[mailbox], language=language))
    return mails


def ask_questions(audit: Audit) -> Questionnaire:
    """Give the case the questions in force now for its concept, copied, so that later edits change nothing.

    What was answered to the same question last time is beside each. A list that has nothing for the concept
    is asked in full.
    """
    return ask_all([audit])[0]


def ask_all(audits: Sequence[Audit]) -> list[Questionnaire]:
    """The same for many cases, in one statement a table."""
    in_force = QuestionSet.objects.get(in_force=True)
    questions = list(in_force.questions.all())
    before = answers_before(audits)
    made = [
        Questionnaire(audit=audit, supplier_id=audit.supplier_id, question_set=in_force) for audit in audits
    ]
    Questionnaire.objects.bulk_create(made)
    _store_answers(
        (each.id, question.id, number, _comparable(before[each.audit_id].get(question.lineage), question))
        for each in made
        for number, question in enumerate(_of_concept(questions, each.audit.concept), 1)
    )
    return made


def _store_answers(rows: Iterable[tuple[UUID, UUID, int, Answer | None]]) -> None:
    """Store the empty answers (questionnaire, question, number, last time's), the questions' words copied.

    By one statement: a hundred cases have some thousand answers, whose words the database has already.
    """
    stored = list(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audits_joint_answer
                   (id, questionnaire_id, supplier_id, question_id, objective, number, text, help_text,
                    choice, comment, previous_id, change, version, saved_by_name, asked)
            SELECT gen_random_uuid(), s.id, s.supplier_id, q.id, q.objective, a.number, q.text, q.help_text,
                   '', '', a.previous_id, '', 0, '', ''
              FROM unnest(%s::uuid[], %s::uuid[], %s::smallint[], %s::uuid[])
                   AS a (questionnaire_id, question_id, number, previous_id)
              JOIN audits_joint_questionnaire s ON s.id = a.questionnaire_id
              JOIN audits_joint_question q ON q.id = a.question_id""",
            [
                [questionnaire for questionnaire, *_ in stored],
                [question for _, question, *_ in stored],
                [number for _, _, number, _ in stored],
                [previous.id if previous else None for *_, previous in stored],
            ],
        )


def _of_concept(questions: list[Question], concept: int) -> list[Question]:
    return [each for each in questions if concept in each.concepts] or questions


def _comparable(before: Answer | None, question: Question) -> Answer | None:
    """Return last time's answer if it can be given again: the question has the same type and options."""
    if before is None or question.anew or before.question.kind != question.kind:
        return None
    if question.kind == Kind.OPTIONS and before.value not in question.options:
        return None
    return before


def invite_to(by: Actor, audit: Audit, contact: SupplierContact) -> str:
    """Invite a contact to the case and return the one-time address for the mail."""
    guest = guest_of(audit, contact)
    link = invite(
        by=by,
        email=guest.email,
        name=guest.name,
        phone=guest.phone,
        organisation=guest.organisation,
        roles=[GUEST_ROLE],
        next_path=guest.next_path,
        about_id=guest.about_id,
    )
    bring_language(contact)
    return link


def guest_of(audit: Audit, contact: SupplierContact) -> Guest:
    """Return who is invited to answer the case, and where the invitation leads."""
    return Guest(
        email=contact.email,
        name=contact.name,
        phone=contact.phone,
        organisation=Organisation(site="supplier", name=audit.supplier.name, supplier_id=audit.supplier_id),
        next_path=urlsplit(supplier_url("audits:case", audit_id=audit.id)).path,
        about_id=audit.id,
    )


@transaction.atomic
def set_deadline(*, by: Actor, audit: Audit, deadline: date, reason: str) -> Audit:
    """Give the supplier another deadline, with a reason, and tell it.

    Raises NotPossibleError without a reason or for a day that cannot be, OutdatedError where the
    supplier is not answering any more.
    """
    if not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError("Du har ikke adgang til at ændre fristen.")
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

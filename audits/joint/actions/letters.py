"""Answers to what municipalities write upwards."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Colleague
from accounts.sites import hosts_of, municipality_url
from audits.joint.actions.reviewing import must_conduct
from audits.joint.models import Audit
from tenants.models import Letter
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import record
from workflows.mail import queue_mail


@transaction.atomic
def answer_letter(*, by: Actor, audit: Audit, letter_id: UUID, text: str) -> Letter:
    """Answer a municipality's question about the case; it reads the answer on the report's page.

    Raises NotPossibleError without words, OutdatedError where it is answered already or no question
    of this case: a remark or an objection is read, not answered.
    """
    must_conduct(by)
    if not text.strip():
        raise NotPossibleError("Skriv et svar.")
    rows = Letter.objects.select_for_update(of=("self",)).select_related("municipality")
    questions = rows.filter(kind="audit_question", joint_id=audit.report.id, answered_at=None)
    letter = questions.filter(pk=letter_id).first()
    if letter is None:
        raise OutdatedError("Der er ikke et ubesvaret spørgsmål her; måske er det besvaret i mellemtiden.")
    letter.answer, letter.answered_at, letter.answered_by_name = text, timezone.now(), by.signature[:200]
    letter.save(update_fields=["answer", "answered_at", "answered_by_name"])
    record(audit, "answer_letter", by=by, data={"municipality": letter.municipality.name})
    _tell(audit, letter)
    return letter


def _tell(audit: Audit, letter: Letter) -> None:
    people = Colleague.objects.filter(
        municipality_id=letter.municipality_id, roles__overlap=["contact", "deputy"]
    ).values_list("email", flat=True)
    host = hosts_of([letter.municipality_id]).get(letter.municipality_id, "")
    queue_mail(
        to=[*people, letter.municipality.shared_mailbox],
        template="audits/letter_answered",
        context={
            "case_number": audit.case_number,
            "supplier": audit.supplier.name,
            "question": letter.text,
            "answer": letter.answer,
            "link": municipality_url(host, "audits:list"),
        },
        joint_id=audit.report.id,
    )

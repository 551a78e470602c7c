"""What a municipality says of many agreements in one act reaches the case worker in one mail."""

from typing import Any
from uuid import UUID

from agreements.joint.models import CommonText
from tenants.models import Letter
from workflows.mail import queue_mail
from workflows.models import Job

LETTER_RECEIVED = "agreements.letter_received"


def tell_case_worker(job_id: UUID, letter: Letter, text: CommonText, context: dict[str, Any]) -> None:
    """Write to the text's case worker about a question or a decline, once for all of one act.

    Each letter has a job; the first of those that go together writes for them all, the rest write nothing.
    """
    jobs = _jobs_of_the_act(job_id)
    same = {"kind": letter.kind, "municipality_id": letter.municipality_id, "text": letter.text}
    letters = {each.id: each for each in Letter.objects.filter(pk__in=jobs, **same)}
    about = {each: _text_of(each) for each in letters.values()}
    together = [each for each, other in about.items() if other.case_worker_email == text.case_worker_email]
    first = min(together, key=lambda each: jobs[each.id])
    if first.id != letter.id or not text.case_worker_email:
        return
    template = letter.kind.replace("agreement_", "agreements/municipality_")
    if len(together) > 1:
        template += "s"
        texts = sorted((about[each] for each in together), key=lambda each: each.number)
        named = [f"{each.number} {each.title}, {each.supplier.name}" for each in texts]
        context = {**context, "count": len(named), "agreements": named}
    queue_mail(to=[text.case_worker_email], template=template, context=context, joint_id=text.id)


def _jobs_of_the_act(job_id: UUID) -> dict[UUID, UUID]:
    """Return letter -> job of all letters that were written in the same transaction.

    The database stamps a job with the moment its transaction began, the same in all of one act.
    """
    own = Job.objects.get(pk=job_id)
    found = Job.objects.filter(kind=LETTER_RECEIVED, by_id=own.by_id, created_at=own.created_at)
    return {UUID(each.payload["letter"]): each.id for each in found}


def _text_of(letter: Letter) -> CommonText:
    return CommonText.objects.select_related("supplier").get(issued=letter.subject_id)

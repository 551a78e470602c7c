"""What is done with a notice on the joint side: entered, forwarded, assessed, answered for, closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.joint.models import CommonText
from agreements.joint.notices.models import NoticeAdvice, NoticedAgreement, NoticedText, SubProcessorNotice
from agreements.joint.notices.reach import municipalities_of, with_agreement
from agreements.municipal.notices.actions import Facts
from register.models import Supplier
from workflows.actors import Actor
from workflows.engine import NotPossibleError, move
from workflows.jobs import enqueue
from workflows.log import record
from workflows.mail import queue_mail

Source = SubProcessorNotice.Source


@transaction.atomic
def enter(
    *,
    supplier: Supplier,
    facts: Facts,
    texts: Iterable[CommonText],
    source: Source,
    received_on: date,
    by: Actor,
    notice_id: UUID | None = None,
) -> SubProcessorNotice:
    """Enter a notice with the day it was received; without texts it is about all the supplier's agreements.

    The case workers of the texts get a mail where somebody else than the secretariat enters it.
    """
    now = timezone.now()
    notice = SubProcessorNotice(
        number=_next_number(),
        supplier=supplier,
        source=source,
        received_on=received_on,
        entered_by_id=by.id,
        entered_by_name=by.signature,
        shown_at=now if source == Source.SUPPLIER else None,
        **vars(facts),
    )
    if notice_id:
        notice.id = notice_id
    notice.save(force_insert=True)
    NoticedText.objects.bulk_create(
        NoticedText(notice=notice, common_text=each, supplier_id=supplier.id) for each in texts
    )
    data = {"name": facts.name, "received_on": received_on.isoformat()}
    record(notice, "enter", by=by, after=notice.state, data=data)
    if source != Source.SECRETARIAT:
        _tell_case_workers(notice, "agreements/notice_entered", by)
    return notice


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_notice_number_v1(%s)", [timezone.localdate().year])
        return str(cursor.fetchone()[0])


@transaction.atomic
def forward(*, notice: SubProcessorNotice, by: Actor) -> SubProcessorNotice:
    """Forward the notice to every municipality it touches; a job delivers it.

    Raises NotPossibleError where it touches nobody.
    """
    reached = [each.id for each in municipalities_of(notice)]
    if not reached:
        raise NotPossibleError(
            _("Ingen kommune har en gældende aftale med leverandøren, som varslet vedrører.")
        )
    move(notice, "forward", by=by, data={"municipalities": len(with_agreement(notice))})
    payload = {"notice": str(notice.id), "attempt": 0, "recipients": [str(each) for each in reached]}
    enqueue("agreements.deliver_notice", by=by, payload=payload)
    return notice


@transaction.atomic
def assess(*, notice: SubProcessorNotice, verdict: str, text: str, by: Actor) -> NoticeAdvice:
    """Send the municipalities the secretariat's advice. It answers for nobody."""
    move(notice, "assess", by=by, data={"verdict": verdict})
    advice = NoticeAdvice(
        notice=notice, verdict=verdict, text=text, given_by_id=by.id, given_by_name=by.signature
    )
    advice.save(force_insert=True)
    enqueue("agreements.deliver_advice", by=by, payload={"advice": str(advice.id), "attempt": 0})
    return advice


@transaction.atomic
def close(*, notice: SubProcessorNotice, by: Actor) -> SubProcessorNotice:
    """End it, once everybody has answered or their time is over."""
    return move(notice, "close", by=by)


@transaction.atomic
def withdraw(*, notice: SubProcessorNotice, reason: str, by: Actor) -> SubProcessorNotice:
    """The supplier takes its notice back; the planned run tells the municipalities within a minute."""
    move(notice, "withdraw", by=by, reason=reason, withdrawn_reason=reason)
    _tell_case_workers(notice, "agreements/subprocessor_taken_back", by)
    return notice


@transaction.atomic
def note_withdrawn(*, notice: SubProcessorNotice, reason: str, by: Actor) -> SubProcessorNotice:
    """Note that the supplier has taken the notice back by mail."""
    move(notice, "note_withdrawn", by=by, reason=reason, withdrawn_reason=reason)
    if notice.forwarded_at:
        enqueue_withdrawal(notice, by=by)
    return notice


def enqueue_withdrawal(notice: SubProcessorNotice, *, by: Actor) -> None:
    """Let the worker take a withdrawn notice down to the municipalities."""
    enqueue("agreements.withdraw_notice", by=by, payload={"notice": str(notice.id), "attempt": 0})


def withdrawal_of(notice_id: UUID) -> UUID:
    """Return the id of the delivery that a notice's withdrawal is."""
    return uuid5(notice_id, "withdrawal")


@transaction.atomic
def answer_for(*, line: NoticedAgreement, objects: bool, reason: str, by: Actor) -> None:
    """Answer for a silent municipality whose mandate the secretariat holds today.

    Raises NotPossibleError with the reason why not: no mandate, answered meanwhile, the time is over.
    """
    _ask(
        "SELECT agreements_joint_answer_for_v1(%s, %s, %s, %s, %s, %s)",
        [line.id, objects, reason, by.id, by.signature, timezone.localdate()],
    )
    verdict = "objection" if objects else "no_objection"
    record(line, "answer_for", by=by, reason=reason, data={"verdict": verdict})


@transaction.atomic
def not_used(*, line: NoticedAgreement, note: str, by: Actor) -> None:
    """Answer an objection: the sub-processor is not used for that municipality.

    Raises NotPossibleError where the objection is not open any more.
    """
    _ask("SELECT agreements_joint_not_used_v1(%s, %s, %s, %s)", [line.id, note, by.id, by.signature])
    record(line, "not_used", by=by, reason=note)


def _ask(query: str, given: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        why_not = cursor.fetchone()[0]
    if why_not:
        raise NotPossibleError(why_not)


def _tell_case_workers(notice: SubProcessorNotice, template: str, by: Actor) -> None:
    texts = CommonText.objects.filter(supplier_id=notice.supplier_id).exclude(case_worker_email="")
    if chosen := list(notice.texts.values_list("common_text_id", flat=True)):
        texts = texts.filter(pk__in=chosen)
    addresses = sorted(set(texts.values_list("case_worker_email", flat=True)))
    if addresses:
        context = {
            "number": notice.number,
            "name": notice.name,
            "supplier": notice.supplier.name,
            "used_from": notice.used_from,
            "received_on": notice.received_on,
            "reason": notice.withdrawn_reason,
            "by": by.signature,
        }
        queue_mail(to=addresses, template=template, context=context, joint_id=notice.id)

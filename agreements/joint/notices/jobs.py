"""What the worker does for notices: takes them down, and gives the supplier its receipts."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.sites import hosts_of, municipality_url
from agreements.joint.addresses import municipality_addresses
from agreements.joint.models import CommonText
from agreements.joint.notices import actions
from agreements.joint.notices.models import (
    NoticeAdvice,
    NoticedAgreement,
    NoticeReceipt,
    SubProcessorNotice,
)
from agreements.joint.notices.reach import terms_for
from agreements.joint.notices.states import NoticeState
from agreements.municipal.notices.actions import Facts
from register.models import Supplier
from tenants.models import Letter
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail

Rows = list[tuple[Any, ...]]


@job("agreements.deliver_notice")
def deliver_notice(running: RunningJob) -> dict[str, Any]:
    """Deliver a notice to all that wait for it; each gets one mail.

    A closed notice goes to those that have signed one of the payload's late texts since.
    """
    notice = SubProcessorNotice.objects.select_related("supplier").get(pk=UUID(running.payload["notice"]))
    today = timezone.localdate()
    recipients = [UUID(each) for each in running.payload.get("recipients", [])]
    terms = {**terms_for(notice, today), "late": running.payload.get("late", [])}
    closed = notice.state == NoticeState.CLOSED
    given = [
        notice.id,
        recipients,
        json.dumps(terms),
        today,
        int(running.payload["attempt"]),
    ]
    with transaction.atomic():
        rows = _rows("SELECT * FROM agreements_joint_deliver_notice_v1(%s, %s, %s, %s, %s)", given)
        reached = [municipality for municipality, agreements, _ in rows if agreements]
        _tell(notice, reached, "agreements/notice_joined" if closed else "agreements/notice_delivered")
    return {"delivered": len(reached), "waiting": sum(why is not None for *_, why in rows)}


@job("agreements.deliver_advice")
def deliver_advice(running: RunningJob) -> dict[str, Any]:
    """Take the secretariat's advice down to those that have the notice."""
    advice = NoticeAdvice.objects.select_related("notice__supplier").get(pk=UUID(running.payload["advice"]))
    with transaction.atomic():
        rows = _rows(
            "SELECT * FROM agreements_joint_deliver_advice_v1(%s, %s)",
            [advice.id, int(running.payload["attempt"])],
        )
        reached = [municipality for municipality, why in rows if why is None]
        more = {"verdict": advice.get_verdict_display(), "text": advice.text}
        _tell(advice.notice, reached, "agreements/notice_advice", **more)
    return {"delivered": len(reached), "waiting": len(rows) - len(reached)}


@job("agreements.withdraw_notice")
def withdraw_notice(running: RunningJob) -> dict[str, Any]:
    """Withdraw a notice at the municipalities that have it."""
    notice = SubProcessorNotice.objects.select_related("supplier").get(pk=UUID(running.payload["notice"]))
    given = [
        notice.id,
        actions.withdrawal_of(notice.id),
        running.by.signature,
        int(running.payload["attempt"]),
    ]
    with transaction.atomic():
        rows = _rows("SELECT * FROM agreements_joint_withdraw_notice_v1(%s, %s, %s, %s)", given)
        reached = [municipality for municipality, why in rows if why is None]
        _tell(notice, reached, "agreements/notice_withdrawn", reason=notice.withdrawn_reason)
    return {"withdrawn": len(reached), "waiting": len(rows) - len(reached)}


@job("agreements.notice_answered")
@transaction.atomic
def notice_answered(running: RunningJob) -> None:
    """Give the supplier the receipt of a municipality's answer; run again, it gives no second one."""
    letter = Letter.objects.get(pk=UUID(running.payload["letter"]))
    line = NoticedAgreement.objects.filter(pk=letter.subject_id).first()
    if line is None:
        raise LookupError("The registered notice is not known here yet; it is tried again.")
    NoticeReceipt.objects.get_or_create(
        id=letter.id,
        defaults={
            "notice_id": line.notice_id,
            "line": line,
            "supplier_id": line.supplier_id,
            "kind": letter.kind.removeprefix("notice_"),
            "text": letter.text,
            "at": letter.written_at,
        },
    )


@job("agreements.notice_registered")
@transaction.atomic
def notice_registered(running: RunningJob) -> None:
    """Take up a notice that a municipality received by mail; the secretariat forwards it to the others."""
    letter = Letter.objects.select_related("municipality").get(pk=UUID(running.payload["letter"]))
    if SubProcessorNotice.objects.filter(pk=letter.subject_id).exists():
        return
    told = json.loads(letter.text)
    lines = told.pop("lines")
    notice = actions.enter(
        supplier=_of_today(Supplier.objects.get(pk=told.pop("supplier_id"))),
        received_on=date.fromisoformat(told.pop("received_on")),
        facts=Facts(**{**told, "used_from": date.fromisoformat(told["used_from"])}),
        texts=CommonText.objects.filter(pk__in=[each["common_text_id"] for each in lines]),
        source=SubProcessorNotice.Source.MUNICIPALITY,
        by=running.by,
        notice_id=letter.subject_id,
    )
    stored = NoticedAgreement.objects.bulk_create(_line(notice, letter, each) for each in lines)
    NoticeReceipt.objects.bulk_create(
        NoticeReceipt(notice=notice, line=each, supplier_id=notice.supplier_id, kind="received")
        for each in stored
    )


def _of_today(supplier: Supplier) -> Supplier:
    """Return the supplier, or the one it has gone into since the municipality's agreement was made."""
    while supplier.merged_into is not None:
        supplier = supplier.merged_into
    return supplier


def _line(notice: SubProcessorNotice, letter: Letter, told: dict[str, Any]) -> NoticedAgreement:
    return NoticedAgreement(
        id=told["id"],
        notice=notice,
        supplier_id=notice.supplier_id,
        municipality=letter.municipality,
        municipality_name=letter.municipality.name,
        agreement_id=told["agreement_id"],
        agreement_number=told["agreement_number"],
        common_text_id=told["common_text_id"],
        authorisation=told["authorisation"],
        received_on=told["received_on"],
        due=told["due"],
        notice_ends=told["notice_ends"],
    )


def _rows(query: str, given: list[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def _tell(notice: SubProcessorNotice, reached: list[UUID], template: str, **more: Any) -> None:
    """Write to each municipality once, with the first of its own deadlines."""
    hosts = hosts_of(reached)
    lines = NoticedAgreement.objects.filter(notice=notice, due__isnull=False).order_by("-due")
    due: dict[UUID, date | None] = dict(lines.values_list("municipality_id", "due"))
    for municipality_id, addresses in municipality_addresses(reached).items():
        if addresses:
            context = {
                "number": notice.number,
                "name": notice.name,
                "supplier": notice.supplier.name,
                "used_from": notice.used_from,
                "due": due.get(municipality_id),
                "url": municipality_url(hosts.get(municipality_id, ""), "agreements:notice", notice.id),
                **more,
            }
            queue_mail(to=addresses, template=template, context=context, joint_id=notice.id)

"""The planned run of the notices: nobody has to remember them, and missed days are caught up once."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agreements.joint.addresses import supplier_addresses
from agreements.joint.notices import actions
from agreements.joint.notices.joining import joined_later
from agreements.joint.notices.models import NoticedAgreement, NoticeReceipt, SubProcessorNotice
from agreements.joint.notices.reach import not_reached
from agreements.joint.notices.states import NoticeState
from agreements.joint.reliance.indexing import index_notices, index_texts
from agreements.municipal.notices.jobs import SETTLE
from agreements.municipal.notices.periods import SPECIFIC
from tenants.models import Municipality, Recipient, Standing
from walls.callers import Caller
from workflows.actors import Actor
from workflows.engine import MoveError
from workflows.jobs import enqueue
from workflows.mail import queue_mail
from workflows.models import Job

S = NoticeState
LAST_HOUR = 15  # a notice that nobody has forwarded by then goes by itself, so that it goes the day it came
RECEIPTS_IN_A_MAIL = 200
REST = timedelta(hours=1)
DELIVER = "agreements.deliver_notice"


def run(*, by: Actor) -> None:
    """Forward, withdraw, reach, settle, mail receipts, index; act as the secretariat."""
    forward_late(by=by)
    take_back(by=by)
    reach_new(by=by)
    settle_due(by=by)
    mail_receipts()
    index_texts()
    index_notices()
    reach_joined(by=by)


def forward_late(*, by: Actor) -> None:
    """Forward what came in before today, and from the afternoon on what came today."""
    now = timezone.localtime()
    late = SubProcessorNotice.objects.filter(state=S.RECEIVED)
    if now.hour < LAST_HOUR:
        late = late.filter(created_at__lt=now.replace(hour=0, minute=0, second=0, microsecond=0))
    for notice in late:
        try:
            actions.forward(notice=notice, by=by)
        except MoveError:
            continue  # it touches nobody: the case worker sees it on the desk


def reach_new(*, by: Actor) -> None:
    """Deliver what is open to those who have signed an agreement since it went out; its clock begins then."""
    lately = Job.objects.filter(kind=DELIVER, created_at__gte=timezone.now() - REST)
    tried = set(lately.values_list("payload__notice", flat=True))
    for notice in SubProcessorNotice.objects.filter(state__in=[S.SENT, S.ASSESSED]).exclude(pk__in=tried):
        if new := not_reached(notice):
            ids = [str(each.id) for each in new]
            enqueue(DELIVER, by=by, payload={"notice": str(notice.id), "attempt": 0, "recipients": ids})


def reach_joined(*, by: Actor) -> None:
    """Deliver what is closed to those whose agreement came later and lacks a sub-processor in use."""
    lately = Job.objects.filter(kind=DELIVER, created_at__gte=timezone.now() - REST)
    tried = set(lately.values_list("payload__notice", flat=True))
    for notice_id, found in joined_later().items():
        if str(notice_id) not in tried:
            payload = {
                "notice": str(notice_id),
                "attempt": 0,
                "recipients": sorted({str(each.municipality_id) for each in found}),
                "late": sorted({str(each.text_id) for each in found}),
            }
            enqueue(DELIVER, by=by, payload=payload)


def take_back(*, by: Actor) -> None:
    """Take down the withdrawals that suppliers have made since."""
    withdrawn = SubProcessorNotice.objects.filter(state=S.WITHDRAWN, forwarded_at__isnull=False)
    started = set(Recipient.objects.filter(kind="notice_withdrawal").values_list("joint_id", flat=True))
    for notice in withdrawn.exclude(pk__in=started).filter(lines__isnull=False).distinct():
        if not _is_queued("agreements.withdraw_notice", notice=str(notice.id)):
            actions.enqueue_withdrawal(notice, by=by)


def settle_due(*, by: Actor) -> list[UUID]:
    """Hand a job to each municipality where days are over; return which."""
    today = timezone.localdate()
    stands = Standing.objects.filter(kind="subprocessor_notice")
    specific = NoticedAgreement.objects.filter(pk=OuterRef("subject_id"), authorisation=SPECIFIC)
    silent = stands.filter(state="running", due__lt=today).exclude(Exists(specific))
    begun = SubProcessorNotice.objects.filter(used_from__lte=today).values("pk")
    effective = stands.filter(state="no_objection", joint_id__in=begun)
    found = set(silent.values_list("municipality_id", flat=True))
    found |= set(effective.values_list("municipality_id", flat=True))
    member = Municipality.State
    due = Municipality.objects.filter(pk__in=found, state__in=[member.MEMBER, member.LEAVING])
    resting = _settled_lately()
    waiting = [each for each in due if str(each.id) not in resting]
    for municipality in waiting:
        enqueue(SETTLE, by=by, caller=Caller.municipality(municipality))
    return [each.id for each in waiting]


def _settled_lately() -> set[str]:
    """Return whose settling is under way, or has lately found nothing to do or failed.

    Only the municipality knows when a line's own day comes: where silence has been its answer, that may be
    weeks after the sub-processor was to be used.
    """
    jobs = Job.objects.filter(kind=SETTLE)
    ended = jobs.filter(finished_at__gte=timezone.now() - REST)
    found = jobs.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).values_list(
        "caller__holder", flat=True
    )
    idle = ended.filter(Q(state=Job.State.FAILED) | Q(result__steps=0))
    return {*found, *idle.values_list("caller__holder", flat=True)}


def _is_queued(kind: str, *, notice: str) -> bool:
    running = [Job.State.QUEUED, Job.State.RUNNING]
    return Job.objects.filter(kind=kind, state__in=running, payload__notice=notice).exists()


def mail_receipts() -> int:
    """Send each supplier its new receipts, one mail a notice; return how many mails."""
    new = NoticeReceipt.objects.filter(mailed_at=None).order_by("notice_id", "line__municipality_name", "at")
    sent = 0
    for notice_id in set(new.values_list("notice_id", flat=True)):
        with transaction.atomic():
            rows = list(
                new.filter(notice_id=notice_id)
                .select_related("line", "notice__supplier")
                .select_for_update(of=("self",), skip_locked=True)[:RECEIPTS_IN_A_MAIL]
            )
            if not rows:
                continue
            sent += _mail(rows[0].notice, rows)
            NoticeReceipt.objects.filter(pk__in=[each.pk for each in rows]).update(mailed_at=timezone.now())
    return sent


def _mail(notice: SubProcessorNotice, rows: list[NoticeReceipt]) -> int:
    addresses = supplier_addresses(notice.supplier_id)
    if addresses:
        receipts = [
            {
                "municipality": each.line.municipality_name,
                "agreement": each.line.agreement_number,
                "what": each.words,
                "on": each.at,
                "due": each.line.due if each.kind == "received" else None,
                "text": each.text,
            }
            for each in rows
        ]
        context = {"number": notice.number, "name": notice.name, "receipts": receipts}
        queue_mail(to=addresses, template="agreements/notice_receipts", context=context, joint_id=notice.id)
    return int(bool(addresses))

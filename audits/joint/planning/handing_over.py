"""Handing a case worker's cases to a colleague from one day to another; they come back by themselves."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions import planning
from audits.joint.models import Audit, Handover, HandoverCase
from audits.joint.states import AuditState
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record

S = Handover.State
BY = Actor.system("Planlagt overdragelse")
OVER = (AuditState.CLOSED, AuditState.CANCELLED, AuditState.WITHDRAWN)


@transaction.atomic
def hand_over(
    *, by: Actor, giver: planning.Worker, taker: planning.Worker, first_day: date, last_day: date
) -> Handover:
    """Agree on a period in which the giver's open cases are the taker's; it may begin at once.

    What the giver is given during the period is the taker's as well (`planning.move_in_plan`).

    Raises NotPossibleError for the same person, a period that ends before it begins or has passed, or one
    that overlaps another of the giver's.
    """
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til at overdrage sager.")
    if giver.id == taker.id:
        raise NotPossibleError("Vælg en anden kollega at overdrage til.")
    if last_day < first_day or last_day < timezone.localdate():
        raise NotPossibleError("Sidste dag skal ligge efter første dag og må ikke være passeret.")
    other = Handover.objects.filter(from_id=giver.id, first_day__lte=last_day, last_day__gte=first_day)
    if other.exclude(progress=S.ENDED).exists():
        raise NotPossibleError(f"{giver.name} har allerede overdraget sine sager i noget af perioden.")
    row = Handover(
        from_id=giver.id,
        from_name=giver.name,
        from_phone=giver.phone,
        from_email=giver.email,
        to_id=taker.id,
        to_name=taker.name,
        to_phone=taker.phone,
        to_email=taker.email,
        first_day=first_day,
        last_day=last_day,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    record(row, "hand_over", by=by, data={"giver": giver.name, "taker": taker.name, **days})
    if first_day <= timezone.localdate():
        _begin(row)
    return row


@transaction.atomic
def end(*, by: Actor, handover: Handover) -> int:
    """End a handover before its time; returns how many cases came back."""
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til at overdrage sager.")
    row = Handover.objects.select_for_update().get(pk=handover.pk)
    if row.progress == S.ENDED:
        raise NotPossibleError("Overdragelsen er allerede afsluttet.")
    record(row, "end", by=by, data={"giver": row.from_name, "taker": row.to_name})
    return _end(row)


def follow_days(today: date) -> None:
    """Begin what begins today, and end what ended yesterday; each in a transaction of its own."""
    for row in Handover.objects.filter(progress=S.PLANNED, first_day__lte=today):
        with transaction.atomic():
            _begin(Handover.objects.select_for_update().get(pk=row.pk))
    for row in Handover.objects.filter(progress=S.RUNNING, last_day__lt=today):
        with transaction.atomic():
            _end(Handover.objects.select_for_update().get(pk=row.pk))


def _begin(row: Handover) -> None:
    if row.progress != S.PLANNED:
        return
    taker = planning.Worker(row.to_id, row.to_name, row.to_phone, row.to_email)
    cases = list(Audit.objects.filter(case_worker_id=row.from_id).exclude(state__in=OVER))
    HandoverCase.objects.bulk_create(HandoverCase(handover=row, audit=audit) for audit in cases)
    _give(cases, taker)
    row.progress = S.RUNNING
    row.save(update_fields=["progress"])


def _end(row: Handover) -> int:
    giver = planning.Worker(row.from_id, row.from_name, row.from_phone, row.from_email)
    # What has been given to a third meanwhile stays there.
    cases = Audit.objects.filter(pk__in=row.cases.values("audit"), case_worker_id=row.to_id)
    number = _give(list(cases.exclude(state__in=OVER)), giver)
    row.progress = S.ENDED
    row.save(update_fields=["progress"])
    return number


def _give(cases: list[Audit], worker: planning.Worker) -> int:
    for audit in cases:
        planning.move_in_plan(by=BY, audit=audit, year=audit.year, quarter=audit.quarter, worker=worker)
    return len(cases)

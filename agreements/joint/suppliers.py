"""How texts and agreements follow a change at a supplier: its name, a merger, the sale of a system."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from agreements.joint.models import CommonText, CommonTextSystem
from agreements.joint.selling import JOB as SOLD
from agreements.joint.states import TextState
from register.changing.following import Follower, follows
from register.models import SupplierChange
from tenants.models import Standing
from workflows.actors import Actor
from workflows.jobs import RunningJob, enqueue, job
from workflows.log import record

S = TextState
STAYS = (S.WITHDRAWN, S.BROKEN_OFF)
BINDING = ("signed", "in_force", "under_notice", "awaiting_deletion", "expired")
Kind = SupplierChange.Kind


def _texts(change: SupplierChange) -> Any:
    texts = CommonText.objects.filter(supplier=change.supplier).exclude(state__in=STAYS)
    return texts.filter(systems__system=change.system) if change.kind == Kind.SALE else texts


def _preview(change: SupplierChange) -> list[str]:
    texts = list(_texts(change))
    bound = Standing.objects.filter(
        kind="agreement", joint_id__in=[each.id for each in texts], state__in=BINDING
    ).count()
    numbers = ", ".join(each.number for each in texts) or "ingen"
    return {
        Kind.NAME: [f"{bound} aftaler er indgået under det gamle navn; de får en note om det nye."],
        Kind.MERGER: [
            f"Aftaletekster, der går over til {change.other_name}: {numbers}.",
            f"{bound} aftaler er indgået med {change.supplier_name}; de beholder navnet og får noten "
            f"»hedder nu {change.other_name}«.",
        ],
        Kind.SALE: [
            f"Aftaletekster om systemet: {numbers}. {bound} aftaler skal have et tillæg; "
            "kommunerne får besked, og det noteres på aftalerne."
        ],
        Kind.GROUP: [],
    }[Kind(change.kind)]


def _follow(change: SupplierChange, by: Actor) -> None:
    if change.kind == Kind.NAME:
        _keep_old_name(change, by)
    elif change.kind == Kind.MERGER:
        texts = list(_texts(change))
        _keep_old_name(change, by)
        with connection.cursor() as cursor:
            cursor.execute("SELECT agreements_joint_follow_supplier_v1(%s)", [change.id])
        for text in texts:
            record(
                text,
                "supplier_follows",
                by=by,
                reason=change.reason,
                data={"name": change.other_name},
            )
    elif change.kind == Kind.SALE:
        enqueue(SOLD, by=by, payload={"change": str(change.id), "attempt": 0})
    if change.kind in (Kind.NAME, Kind.MERGER):
        enqueue("agreements.supplier_now", by=by, payload={"change": str(change.id), "attempt": 0})


def _keep_old_name(change: SupplierChange, by: Actor) -> None:
    """Texts that were agreed on remember the name they were agreed under."""
    texts = CommonText.objects.filter(
        supplier=change.supplier, agreed_at__isnull=False, supplier_name_then=""
    )
    for text in texts:
        CommonText.objects.filter(pk=text.pk).update(supplier_name_then=change.supplier_name)
        if change.kind == Kind.NAME:
            record(text, "supplier_renamed", by=by, reason=change.reason, data={"name": change.new_name})


@job("agreements.supplier_now")
def tell_name(running: RunningJob) -> dict[str, Any]:
    """Bring the supplier's name of today down to the agreements; who waits is tried again by a later job."""
    given: list[Any] = [
        UUID(running.payload["change"]),
        int(running.payload["attempt"]),
        running.by.id,
        running.by.name,
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_supplier_now_v1(%s, %s, %s, %s)", given)
        row = cursor.fetchone()
    return {"waiting": int(row[0]) if row else 0}


def sold_systems(text: CommonText) -> list[CommonTextSystem]:
    """Return the text's systems that another supplier delivers by now: its agreements need a supplement."""
    return list(text.systems.exclude(system__supplier_id=F("supplier_id")).select_related("system__supplier"))


follows("agreements", Follower(_preview, _follow))

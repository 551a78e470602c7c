"""How supervisions follow a change at a supplier."""

from django.db import connection

from audits.joint.models import Audit
from audits.joint.states import AuditState
from register.changing.following import Follower, follows
from register.models import SupplierChange
from workflows.actors import Actor

STAYS = (AuditState.CLOSED, AuditState.CANCELLED, AuditState.WITHDRAWN)


def _preview(change: SupplierChange) -> list[str]:
    if change.kind != SupplierChange.Kind.MERGER:
        return []
    own = Audit.objects.filter(supplier=change.supplier)
    moves, stays = own.exclude(state__in=STAYS).count(), own.filter(state__in=STAYS).count()
    return [
        f"{moves} tilsyn under arbejde går over til {change.other_name}; "
        f"{stays} afsluttede bliver stående under {change.supplier_name}."
    ]


def _follow(change: SupplierChange, by: Actor) -> None:
    if change.kind == SupplierChange.Kind.MERGER:
        with connection.cursor() as cursor:
            cursor.execute("SELECT audits_joint_follow_supplier_v1(%s)", [change.id])


follows("audits", Follower(_preview, _follow))

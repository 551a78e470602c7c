"""The demo's late joiners: members that began to use a system after its agreement or report was sent."""

from uuid import UUID

from django.db import transaction

from agreements.joint.models import CommonText
from agreements.joint.recipients import members
from agreements.joint.states import TextState
from audits.joint.models import Audit
from audits.joint.states import AuditState
from register.models import SystemUse
from walls.callers import Caller, acting_as


def load_latecomers() -> None:
    """Let one member begin with a system that has an agreement, and one with a system that has a report."""
    with acting_as(Caller.secretariat()), transaction.atomic():
        text = CommonText.objects.filter(state=TextState.SENT).order_by("number").first()
        audit = Audit.objects.filter(state=AuditState.PUBLISHED).order_by("-case_number").first()
        if text is not None:
            _begin(text.systems.order_by("system_name").values_list("system_id", flat=True).first())
        if audit is not None:
            _begin(audit.systems.order_by("name").values_list("system_id", flat=True).first())


def _begin(system_id: UUID | None) -> None:
    """Let the last member without the system use it from now on."""
    if system_id is None:
        return
    using = SystemUse.objects.filter(system_id=system_id).values("municipality_id")
    member = members().exclude(pk__in=using).order_by("-kommunekode").first()
    if member is not None:
        SystemUse.objects.create(municipality=member, system_id=system_id)

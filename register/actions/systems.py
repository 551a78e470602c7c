"""What the secretariat keeps of systems: the rows themselves and its own view of them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from register.models import Supplier, System, SystemAssessment, SystemName
from register.permitted import must
from workflows.actors import Actor
from workflows.log import record

OWN_VALUES = ("personal_data", "special_categories", "cpr", "other_protected", "special_processing")


@transaction.atomic
def add_system(*, name: str, supplier: Supplier | None, by: Actor, kitos_uuid: UUID | None = None) -> System:
    """Add a system by hand. Raises IntegrityError for a uuid that is known, NotPermittedError."""
    must(by, P.REGISTER_EDIT)
    system = System(name=name, supplier=supplier, kitos_uuid=kitos_uuid)
    system.save(force_insert=True)
    SystemName.objects.create(system=system, supplier=supplier, name_key=system.name_key)
    SystemAssessment.objects.create(system=system)
    record(system, "add", by=by)
    return system


@transaction.atomic
def change_system(*, system: System, name: str, supplier: Supplier | None, by: Actor) -> System:
    """Put a system's name or supplier right; lines under its former name are still recognised.

    Raises NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    locked = System.objects.select_for_update().get(pk=system.pk)
    before = [locked.name, str(locked.supplier or "")]
    locked.name, locked.supplier = name, supplier
    if before != [name, str(supplier or "")]:
        locked.save()
        SystemName.objects.get_or_create(system=locked, supplier=supplier, name_key=locked.name_key)
        record(locked, "change", by=by, data={"before": before, "after": [name, str(supplier or "")]})
    return locked


@transaction.atomic
def assess(*, system: System, facts: dict[str, Any], by: Actor) -> SystemAssessment:
    """Store the secretariat's own values and screening answer; what the members say stays beside them.

    Raises NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    SystemAssessment.objects.get_or_create(system=system)
    assessment = SystemAssessment.objects.select_for_update().get(system=system)
    changed: dict[str, list[str]] = {}
    for name in (*OWN_VALUES, "screening", "screening_reason"):
        if name in facts and getattr(assessment, name) != facts[name]:
            changed[name] = [getattr(assessment, name), facts[name]]
            setattr(assessment, name, facts[name])
    if changed:
        assessment.screened_at, assessment.screened_by_name = timezone.now(), by.signature
        assessment.save()
        record(system, "assess", by=by, reason=facts.get("screening_reason", ""), data=changed)
    return assessment

"""What happens at a supplier calls for an extra audit: the plan's proposals tell of it."""

from audits.joint.models import PlanEvent
from audits.joint.planning.deciding import note_event
from register.happenings import Happening, hears
from register.models import Supplier
from workflows.actors import Actor


def _note(happening: Happening, by: Actor) -> None:
    if happening.kind not in PlanEvent.Kind.values:
        return
    note_event(
        by=by,
        supplier=Supplier.objects.get(pk=happening.supplier_id),
        kind=happening.kind,
        happened_on=happening.happened_on,
        text=happening.text[:500],
    )


hears("audits", _note)

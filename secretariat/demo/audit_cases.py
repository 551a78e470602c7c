"""A case of the demo: which audit, who works on it, and which way it goes."""

from dataclasses import dataclass
from uuid import UUID

from audits.joint.models import Audit
from secretariat.demo.audit_words import FINDINGS, Found
from workflows.actors import Actor

# Where the findings of the cases under follow-up end, in turn.
ENDS = (
    "awaiting_plan",
    "plan_received",
    "remedying",
    "documented",
    "confirmed",
    "closed",
    "reopened",
    "presented",
)


@dataclass(frozen=True)
class Case:
    """One audit on its way; `number` counts the cases of the same route."""

    audit_id: UUID
    supplier_id: UUID
    worker: Actor
    route: str
    number: int

    @property
    def audit(self) -> Audit:
        """Return the audit as it is now."""
        return Audit.objects.select_related("supplier").get(pk=self.audit_id)

    @property
    def findings(self) -> list[Found]:
        """Return what is found in this case."""
        first = self.number * 2
        return [FINDINGS[(first + each) % len(FINDINGS)] for each in range(3)]

    def end_of(self, finding_number: int) -> str:
        """Return the state in which the follow-up of a finding ends."""
        return ENDS[(self.number * 3 + finding_number - 1) % len(ENDS)]

    def goes_beyond(self, finding_number: int, state: str) -> bool:
        """Return whether the follow-up of a finding reaches `state`."""
        end = self.end_of(finding_number)
        if end == "presented":
            return state == "awaiting_plan"
        return ENDS.index(end) >= ENDS.index(state)

"""When a report must be read by somebody else before it is sent, and why."""

from typing import TYPE_CHECKING

from django.utils import timezone

from audits.joint.states import FindingKind, FindingState, Level
from workflows.values import value_on

if TYPE_CHECKING:
    from audits.joint.models import Audit, AuditSystem


def worst_kind(system: "AuditSystem") -> FindingKind | None:
    """Return the most serious kind among the system's findings that have not been dropped."""
    kinds = system.findings.exclude(state=FindingState.DROPPED).values_list("kind", flat=True)
    return max((FindingKind(kind) for kind in kinds), key=lambda kind: kind.weight, default=None)


def why(audit: "Audit") -> str:
    """Return in Danish why the report needs a second reader; "" where no rule asks for one.

    The rules: a yellow or red conclusion, a concept below the recommended one, and one in so many
    of the rest (dated configuration `audit.second_read_one_in`). Which one is drawn follows from
    the case's id, so nobody chooses and asking twice gives the same answer.
    """
    for system in audit.systems.select_related("assessment"):
        assessment = getattr(system, "assessment", None)
        if assessment is None:
            continue
        if assessment.level in (Level.YELLOW, Level.RED):
            return f"{system.name} har konklusionen {Level(assessment.level).label}."
        if assessment.recommended_concept and audit.concept < assessment.recommended_concept:
            return f"{system.name} føres der tilsyn med under det anbefalede koncept."
    one_in = int(value_on("audit.second_read_one_in", timezone.localdate()))
    if one_in and audit.id.int % one_in == 0:
        return "Sagen er udtaget til stikprøve."
    return ""

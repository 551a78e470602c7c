"""What is recommended for a case, and what has been said of a lower concept."""

from typing import TYPE_CHECKING

from audits.joint.states import LowerState

if TYPE_CHECKING:
    from audits.joint.models import Audit, LowerConcept


def recommended(audit: "Audit") -> int:
    """Return the highest lowest concept recommended for the case's systems; 0 where none is computed."""
    systems = audit.systems.all()  # of many cases they are read beforehand, with their assessments
    if "systems" not in getattr(audit, "_prefetched_objects_cache", {}):
        systems = systems.select_related("assessment")
    found = (getattr(each, "assessment", None) for each in systems)
    return max((each.recommended_concept or 0 for each in found if each), default=0)


def approved(audit: "Audit") -> "LowerConcept | None":
    """Return the approved reason for the concept that is below the recommended one now."""
    found = audit.lower_concepts.filter(state=LowerState.APPROVED, concept=audit.concept)
    return found.filter(recommended__gte=recommended(audit)).first()


def statement(audit: "Audit") -> str:
    """Return what the report says of a lower concept; "" where the concept is as recommended."""
    if audit.concept >= recommended(audit):
        return ""
    found = approved(audit)
    return found.statement if found else ""


def not_silently_lower(audit: "Audit") -> str | None:
    """Guard: a concept below the recommended one has a reason, and somebody else has said yes."""
    least = recommended(audit)
    if audit.concept >= least or approved(audit):
        return None
    if audit.lower_concepts.filter(state=LowerState.ASKED).exists():
        return f"Koncept {audit.concept} er lavere end det anbefalede ({least}) og venter på lederen."
    return (
        f"Koncept {audit.concept} er lavere end det anbefalede ({least}). Begrund det, eller vælg et højere."
    )

"""When a report must be read by somebody else before it is sent, and why."""

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings
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

    The rules: a yellow or red conclusion, one milder than the findings say, a concept below the recommended
    one, and one in so many of the rest (dated configuration `audit.second_read_one_in`; see `draw`).
    """
    for system in audit.systems.select_related("assessment"):
        assessment = getattr(system, "assessment", None)
        if assessment is None:
            continue
        if assessment.level in (Level.YELLOW, Level.RED):
            return f"{system.name} har konklusionen {Level(assessment.level).label}."
        if assessment.level_reason and is_milder(system, assessment.level):
            return f"{system.name} er vurderet mildere, end forholdene siger."
        if assessment.recommended_concept and audit.concept < assessment.recommended_concept:
            return f"{system.name} føres der tilsyn med under det anbefalede koncept."
    return "Sagen er udtaget til stikprøve." if draw(audit)["drawn"] else ""


def draw(audit: "Audit") -> dict[str, int | bool]:
    """Return the lot of a case, as the log keeps it: its number, of how many one is read, and whether it is.

    The number follows from the case's id and the installation's secret: nobody can choose it or tell it
    beforehand, and asking again gives the same. Without a sample (0) nothing is drawn.
    """
    one_in = int(value_on("audit.second_read_one_in", timezone.localdate()))
    lot = hmac.new(settings.SECRET_KEY.encode(), b"second reader " + audit.id.bytes, hashlib.sha256).digest()
    number = int.from_bytes(lot[:8]) % one_in if one_in else 0
    return {"number": number, "one_in": one_in, "drawn": bool(one_in) and number == 0}


def is_milder(system: "AuditSystem", level: str) -> bool:
    """Return whether a conclusion is milder than the system's findings say."""
    worst = worst_kind(system)
    return worst is not None and bool(level) and Level(level).weight < worst.level.weight

"""What the report tells of earlier findings and of the hearing, as plain data for its template."""

from typing import Any

from audits.joint.models import Audit


def followed_up(audit: Audit) -> list[dict[str, Any]]:
    """Return what an earlier audit left to this one, and what became of it."""
    rows = audit.follow_ups.select_related("finding__audit", "finding__audit_system", "new_finding")
    found = []
    for row in rows:
        words = [f"{row.get_outcome_display().capitalize()}."]
        if row.new_finding:
            words.append(f"Se forhold {row.new_finding.number}.")
        found.append(
            {
                "sag": row.finding.audit.case_number,
                "nr": row.finding.number,
                "system": row.finding.audit_system.name,
                "overskrift": row.finding.title,
                "resultat": " ".join([*words, row.text]).strip(),
            }
        )
    return found

"""What is new since the last audit of a system: from the data of the report that was sent then."""

from dataclasses import dataclass

from audits.joint.models import Audit, AuditSystem, Finding
from audits.joint.states import REPORTED, SENT_OUT, SETTLED, FindingState, Level


@dataclass(frozen=True)
class Former:
    """A system in the last audit whose report was sent and stands."""

    system: AuditSystem
    level: str
    findings: list[Finding]


def since_last(audit: Audit) -> list[dict[str, str]]:
    """Return for each system what is new, in Danish: conclusion, concept, findings then and now.

    Empty for systems that no earlier audit covered; when all of them are, there is nothing to tell.
    """
    rows = [
        {"system": system.name, "tekst": text}
        for system in audit.systems.select_related("assessment")
        if (text := _told(audit, system))
    ]
    is_first = all(row["tekst"] == FIRST for row in rows)
    return [] if is_first else rows


FIRST = "Systemet er med i tilsynet for første gang."


def _told(audit: Audit, system: AuditSystem) -> str:
    former = _former(audit, system)
    if former is None:
        return FIRST
    sentences = [_level(system, former), _concept(audit, former), *_findings(system, former)]
    return " ".join(each for each in sentences if each)


def _former(audit: Audit, system: AuditSystem) -> Former | None:
    rows = AuditSystem.objects.select_related("audit", "assessment").filter(
        system_id=system.system_id, audit__state__in=SENT_OUT, audit__created_at__lt=audit.created_at
    )
    last = rows.exclude(audit=audit).order_by("-audit__created_at").first()
    if last is None:
        return None
    findings = Finding.objects.filter(audit_system=last, state__in=REPORTED).order_by("number")
    return Former(last, last.assessment.level, list(findings))


def _level(system: AuditSystem, former: Former) -> str:
    now = system.assessment.level
    if not now or not former.level:
        return ""
    if now == former.level:
        return f"Konklusionen er fortsat {Level(now).label}."
    return f"Konklusionen er {Level(now).label}; ved sidste tilsyn var den {Level(former.level).label}."


def _concept(audit: Audit, former: Former) -> str:
    before = former.system.audit.concept
    return "" if before == audit.concept else f"Tilsynskoncept {audit.concept}; sidst {before}."


def _findings(system: AuditSystem, former: Former) -> list[str]:
    new = system.findings.exclude(state=FindingState.DROPPED).count()
    closed = sum(each.state == FindingState.CLOSED for each in former.findings)
    left = sum(each.state == FindingState.NEXT_AUDIT for each in former.findings)
    still = sum(each.state not in SETTLED for each in former.findings)
    told = []
    if former.findings:
        told.append(f"Af {len(former.findings)} forhold fra sidste tilsyn er {closed} lukket.")
        if left:
            told.append(f"{left} følges op i dette tilsyn.")
        if still:
            told.append(f"{still} er stadig åbne.")
    told.append(f"Nye forhold: {new}." if new else "Ingen nye forhold.")
    return told

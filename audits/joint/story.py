"""The history of a supervision: the case and all that lies in it."""

from uuid import UUID

from audits.joint.models import Audit
from workflows.story import Story


def story_of(audit: Audit) -> Story:
    """Return what the history of the case is about, each part by the words that a sentence names it with."""
    subjects: dict[UUID, str] = {audit.id: ""}
    subjects |= {each.id: each.system.name for each in audit.systems.select_related("system")}
    subjects |= {each.id: f"«{each.title}»" for each in audit.evidence.all()}
    subjects |= {each.id: f"forhold {each.number} «{each.title}»" for each in audit.findings.all()}
    for related in (audit.hearings, audit.extensions, audit.objections, audit.lower_concepts):
        subjects |= dict.fromkeys(related.values_list("id", flat=True), "")
    if questionnaire := getattr(audit, "questionnaire", None):
        subjects[questionnaire.id] = ""
    title = f"Tilsyn med {audit.supplier.name}, {audit.case_number}"
    return Story(title, subjects, facts={"supplier": audit.supplier.name})

"""Last time's answers: which case they are taken from, and what they say about the systems of this one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from audits.joint.models import Answer, Audit, AuditSystem, Questionnaire
from audits.joint.questions.content import Deviation, Given
from audits.joint.states import AuditState

DOES_NOT_COUNT = (AuditState.CANCELLED, AuditState.WITHDRAWN)


def questionnaires_before(audits: Iterable[Audit]) -> dict[UUID, UUID]:
    """Return by case what the same party last handed in about any of its systems; none for a first time."""
    wanted = {each.pk: each for each in audits}
    own = _systems_by_audit(wanted)
    earlier = Questionnaire.objects.filter(
        supplier_id__in={each.supplier_id for each in wanted.values()}, submitted_at__isnull=False
    ).exclude(audit__state__in=DOES_NOT_COUNT)
    rows = list(earlier.order_by("-submitted_at").values_list("pk", "audit_id", "supplier_id"))
    theirs = _systems_by_audit(audit_id for _pk, audit_id, _supplier in rows)
    found = {}
    for pk, audit_id, supplier in reversed(rows):  # the latest comes last and stays
        for key, audit in wanted.items():
            if supplier == audit.supplier_id and audit_id != key and theirs[audit_id] & own[key]:
                found[key] = pk
    return found


def _systems_by_audit(audits: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for audit_id, system_id in AuditSystem.objects.filter(audit__in=list(audits)).values_list(
        "audit_id", "system_id"
    ):
        found[audit_id].add(system_id)
    return found


def answers_before(audits: Sequence[Audit]) -> dict[UUID, dict[UUID, Answer]]:
    """Return by case the answers given last time by the lineage of their questions; empty ones are none."""
    before = questionnaires_before(audits)
    by_questionnaire: dict[UUID, dict[UUID, Answer]] = defaultdict(dict)
    rows = Answer.objects.filter(questionnaire__in=set(before.values())).exclude(choice="")
    for each in rows.select_related("question"):
        by_questionnaire[each.questionnaire_id][each.question.lineage] = each
    return {each.pk: by_questionnaire[before[each.pk]] if each.pk in before else {} for each in audits}


def carried(answer: Answer, systems: list[AuditSystem]) -> Given:
    """Return last time's answer as it would stand now, with the exceptions for systems that are in both."""
    before = answer.previous
    if before is None:
        return Given()
    by_system = {each.system_id: each.pk for each in systems}
    deviations = {
        by_system[each.audit_system.system_id]: Deviation(each.choice, each.comment)
        for each in before.exceptions.select_related("audit_system")
        if each.audit_system.system_id in by_system
    }
    return Given(before.choice, before.comment, before.value, deviations, Answer.Change.UNCHANGED)

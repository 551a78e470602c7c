"""Every step × every role × every state: only the cells of these tables work."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.utils import timezone

from audits.joint.models import (
    Audit,
    AuditSystem,
    Evidence,
    ExtensionRequest,
    Finding,
    LowerConcept,
    Questionnaire,
    QuestionSet,
    Report,
    ReportObjection,
    ReportVersion,
)
from audits.joint.states import (
    AuditState,
    EvidenceState,
    ExtensionState,
    FindingState,
    LowerState,
    ObjectionState,
    QuestionnaireState,
)
from audits.municipal.models import FindingStand, ReceivedReport, ReceivedSystem
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.states import OwnState
from audits.municipal.states import DecisionState, StandState
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import MoveError, NotPermittedError, NotPossibleError, OutdatedError, move

ROLES = ("sara", "lise", "karl", "mette", "dorte", "bente", "ib", "leo")
OURS, READER, SUPPLIER, DECIDER = {"sara", "lise"}, {"lise"}, {"leo"}, {"mette"}

# step: (states it starts from, who may take it)
Table = dict[str, tuple[set[str], set[str]]]
AUDIT: Table = {
    "announce": ({"planned"}, OURS),
    "take_back": ({"announced"}, OURS),
    "begin": ({"announced"}, SUPPLIER),
    "submit": ({"awaiting", "awaiting_more"}, SUPPLIER),
    "ask_more": ({"review"}, OURS),
    "resume": ({"awaiting_more"}, OURS),
    "send_to_hearing": ({"review"}, OURS),
    "to_second_reader": ({"review", "hearing", "not_possible"}, OURS),
    "make_ready": ({"review", "hearing", "not_possible"}, OURS),
    "pass_reading": ({"second_reading"}, READER),
    "fail_reading": ({"second_reading"}, READER),
    "take_up_again": ({"ready"}, OURS),
    "publish": ({"ready"}, OURS),
    "follow_up": ({"published", "closed"}, OURS),
    "close": ({"published", "follow_up"}, OURS),
    "revise": ({"published", "follow_up", "closed"}, OURS),
    "withdraw": (
        {
            *("published", "follow_up", "closed"),
            *("review", "awaiting_more", "hearing", "second_reading", "ready", "not_possible"),
        },
        OURS,
    ),
    "cancel": ({"planned", "announced", "awaiting", "awaiting_more"}, OURS),
    "give_up": ({"announced", "awaiting", "awaiting_more"}, OURS),
}
QUESTIONNAIRE: Table = {
    "begin": ({"sent"}, SUPPLIER),
    "submit": ({"answering", "returned"}, SUPPLIER),
    "send_back": ({"sent", "answering", "submitted", "returned", "reviewed"}, OURS),
    "accept": ({"submitted", "returned"}, OURS),
}
EVIDENCE: Table = {
    "check_file": ({"received"}, SUPPLIER),
    "clear": ({"checking"}, SUPPLIER),
    "take_in": ({"received"}, OURS),
    "quarantine": ({"checking", "quarantined"}, SUPPLIER),
    "release": ({"quarantined"}, OURS),
    "suffice": ({"ready", "insufficient"}, OURS),
    "fall_short": ({"ready", "sufficient"}, OURS),
    "replace": ({"ready", "insufficient", "sufficient", "quarantined"}, SUPPLIER),
    "note_shown": ({"received"}, OURS),
}
EXTENSION: Table = {"grant": ({"requested"}, OURS), "refuse": ({"requested"}, OURS)}
LOWER: Table = {
    "approve": ({"asked"}, READER),
    "refuse": ({"asked"}, READER),
    "supersede": ({"asked", "approved", "refused"}, OURS),
}
FINDING: Table = {
    "send_to_hearing": ({"found"}, OURS),
    "uphold": ({"hearing"}, OURS),
    "drop": ({"found", "hearing"}, OURS),
    "ask_plan": ({"upheld", "reopened", "presented"}, OURS),
    "leave_to_next": ({"upheld", "awaiting_plan", "remedying", "presented"}, OURS),
    "settle": ({"next_audit"}, OURS),
    "hand_in_plan": ({"awaiting_plan"}, SUPPLIER),
    "accept_plan": ({"plan_received"}, OURS),
    "return_plan": ({"plan_received"}, OURS),
    "document": ({"remedying"}, SUPPLIER),
    "confirm": ({"documented"}, OURS),
    "return_documentation": ({"documented"}, OURS),
    "close": ({"confirmed"}, OURS),
    "reopen": ({"confirmed", "closed", "next_audit"}, OURS),
    "present": ({"awaiting_plan", "remedying", "reopened"}, OURS),
}
OBJECTION: Table = {
    "allow_objection": ({"received"}, READER),
    "dismiss_objection": ({"received"}, READER),
}
DECISION: Table = {
    "receive": ({""}, OURS),
    "receive_again": ({""}, OURS),
    "withdraw": (
        {"received", "considering", "approved", "approved_remarks", "not_approved", "reopened"},
        OURS,
    ),
    "consider": ({"received", "reopened"}, DECIDER),
    "approve": ({"received", "considering", "reopened"}, DECIDER),
    "approve_with_remarks": ({"received", "considering", "reopened"}, DECIDER),
    "reject": ({"received", "considering", "reopened"}, DECIDER),
    "reconsider": ({"approved", "approved_remarks", "not_approved"}, DECIDER),
}
DECIDING = {"approve", "approve_with_remarks", "reject", "allow_objection", "dismiss_objection"}
STAND: Table = {"supersede": ({"in_force"}, DECIDER), "end": ({"in_force"}, DECIDER)}
OWN: Table = {
    "start": ({"planned"}, DECIDER),
    "finish": ({"started"}, DECIDER),
    "call_off": ({"planned", "started"}, DECIDER),
}
GIVEN: dict[str, dict[str, Any]] = {
    "quarantine": {"reason_given": "Virus"},
    "fall_short": {"reason_given": "For gammel"},
    "replace": {"newer": None},
    "allow_objection": {"outcome": "new_version"},
    "dismiss_objection": {"outcome": "refused"},
    "start": {"started_on": timezone.localdate()},
    "call_off": {"because": "Ude af brug"},
}


def outcome(case: models.Model, step: str, by: Actor) -> str:
    """Try a step and say how it ended; a guard's no counts as let in by role and state."""
    decided = {"decided_at": timezone.now(), "decided_by_id": by.id, "decided_by_name": by.name}
    given = GIVEN.get(step, {})
    if step in DECIDING:
        given = given | decided
    try:
        move(case, step, by=by, **given)
    except OutdatedError:
        return "wrong state"
    except NotPermittedError:
        return "wrong role"
    except NotPossibleError:
        return "let in"
    return "let in"


def check(
    table: Table, states: list[str], prepare: Callable[[str], models.Model], actor: Callable[[str], Actor]
) -> None:
    """Walk every cell; what was not let in has left the row as it was."""
    wrong = []
    for state in states:
        for step, (sources, who) in table.items():
            for role in ROLES if state in sources else ("sara", "leo", "mette"):
                case = prepare(state)
                found = outcome(case, step, actor(role))
                expected = "let in" if state in sources and role in who else None
                stored = type(case)._default_manager.values_list("state", flat=True).get(pk=case.pk)
                if (found == "let in") != (expected == "let in") or (expected is None and stored != state):
                    wrong.append((state, step, role, found, stored))
    assert not wrong


def steps_of(model: type[models.Model]) -> set[str]:
    field: Any = model._meta.get_field("state")
    return {each.name for each in field.get_all_transitions(model)}


@pytest.mark.parametrize(
    ("model", "table", "states"),
    [
        (Audit, AUDIT, AuditState),
        (Questionnaire, QUESTIONNAIRE, QuestionnaireState),
        (Evidence, EVIDENCE, EvidenceState),
        (ExtensionRequest, EXTENSION, ExtensionState),
        (Finding, FINDING, FindingState),
        (LowerConcept, LOWER, LowerState),
        (ReportObjection, OBJECTION, ObjectionState),
        (ReceivedSystem, DECISION, DecisionState),
        (FindingStand, STAND, StandState),
        (OwnAudit, OWN, OwnState),
    ],
)
def test_the_tables_name_every_step_and_every_state_can_be_reached(
    model: type, table: Table, states: type
) -> None:
    assert steps_of(model) == set(table)
    field: Any = model._meta.get_field("state")  # type: ignore[attr-defined]
    reached = {each.target for each in field.get_all_transitions(model)} | {field.default}
    assert set(states.values) <= reached  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("model", "table", "states"),
    [
        (Audit, AUDIT, AuditState),
        (Questionnaire, QUESTIONNAIRE, QuestionnaireState),
        (Evidence, EVIDENCE, EvidenceState),
        (ExtensionRequest, EXTENSION, ExtensionState),
        (Finding, FINDING, FindingState),
        (LowerConcept, LOWER, LowerState),
        (ReportObjection, OBJECTION, ObjectionState),
    ],
)
def test_joint_steps(
    walk: Walk, actor: Callable[[str], Actor], model: type, table: Table, states: type
) -> None:
    audit = walk.planned()
    with acting_as(Caller.owner()):
        row = _row(model, audit)
        row.save(force_insert=True)
        if isinstance(row, Audit):
            in_force = QuestionSet.objects.get(in_force=True)
            Questionnaire.objects.create(audit=row, supplier_id=row.supplier_id, question_set=in_force)
            Report.objects.create(audit=row, supplier_id=row.supplier_id)
    with acting_as(SECRETARIAT):

        def prepare(state: str) -> models.Model:
            model.objects.filter(pk=row.pk).update(state=state)  # type: ignore[attr-defined]
            return model.objects.get(pk=row.pk)  # type: ignore[attr-defined]

        check(table, list(states.values), prepare, actor)  # type: ignore[attr-defined]


def _row(model: type, audit: Audit) -> models.Model:
    own: dict[str, Any] = {"audit": audit, "supplier_id": audit.supplier_id}
    if model is Audit:
        row = Audit.objects.get(pk=audit.pk)
        row.pk = None
        row.id, row.case_number = uuid4(), "T-2026-9999"
        row._state.adding = True
        return row
    if model is Questionnaire:
        return Questionnaire(**own, question_set=QuestionSet.objects.get(in_force=True))
    if model is Evidence:
        return Evidence(**own, title="Erklæring", shown_to="Sara", by_name="Leo")
    if model is ExtensionRequest:
        return ExtensionRequest(**own, wanted=timezone.localdate(), reason="Ferie", by_name="Leo")
    if model in (LowerConcept, ReportObjection):
        return _of_leader(model, audit, own)
    system = AuditSystem.objects.filter(audit=audit).first()
    return Finding(**own, audit_system=system, number=1, objective="B", kind="minor", title="A", text="B")


def _of_leader(model: type, audit: Audit, own: dict[str, Any]) -> models.Model:
    if model is LowerConcept:
        return LowerConcept(audit=audit, concept=2, recommended=5, reason="Lille", asked_by_id=uuid4())
    report = Report.objects.get(audit=audit)
    version = ReportVersion.objects.create(report=report, number=1, **own)
    return ReportObjection(**own, version=version, from_name="Nordlys", text="Forkert", by_name="Leo")


def test_municipal_steps(walk: Walk, actor: Callable[[str], Actor]) -> None:
    walk.published()
    with acting_as(Caller.owner("m_aalborg")):
        row = ReceivedSystem.objects.all()[0]
        decided = {"decided_at": timezone.now(), "decided_by_id": row.id, "decided_by_name": "Mette"}
        undecided = {"decided_at": None, "decided_by_id": None, "decided_by_name": ""}

        def prepare(state: str) -> models.Model:
            facts = decided if state in ("approved", "approved_remarks", "not_approved") else undecided
            ReceivedSystem.objects.filter(pk=row.pk).update(state=state, **facts)
            return ReceivedSystem.objects.get(pk=row.pk)

        check(DECISION, ["", *DecisionState.values], prepare, actor)


def test_steps_of_a_municipalitys_stand(walk: Walk, actor: Callable[[str], Actor]) -> None:
    with acting_as(Caller.owner("m_aalborg")):
        facts = {"finding_id": uuid4(), "report_id": uuid4(), "system_id": uuid4(), "decided_by_id": uuid4()}
        row = FindingStand(**facts, title="A", response="noted", decided_at=timezone.now())
        row.save(force_insert=True)

        def prepare(state: str) -> models.Model:
            FindingStand.objects.filter(pk=row.pk).update(state=state)
            return FindingStand.objects.get(pk=row.pk)

        check(STAND, list(StandState.values), prepare, actor)


def test_steps_of_an_own_supervision(walk: Walk, actor: Callable[[str], Actor]) -> None:
    with acting_as(Caller.owner("m_aalborg")):
        row = OwnAudit.objects.create(
            system_id=uuid4(), system_name="A", concept=3, planned_on=timezone.localdate()
        )
        done = {"decided_at": timezone.now(), "decided_by_id": uuid4(), "decided_by_name": "Mette"}
        said = {"result": "approved", "rating": "green"}
        not_yet = {"decided_at": None, "decided_by_id": None, "decided_by_name": "", "result": ""}

        def prepare(state: str) -> models.Model:
            facts = {**done, **said} if state == "finished" else not_yet
            OwnAudit.objects.filter(pk=row.pk).update(state=state, **facts)
            return OwnAudit.objects.get(pk=row.pk)

        check(OWN, list(OwnState.values), prepare, actor)


def test_a_step_leaves_exactly_one_log_row_and_a_refused_one_none(walk: Walk) -> None:
    from workflows.log import history

    audit = walk.planned()
    with acting_as(SECRETARIAT):
        before = history(audit).count()
        with pytest.raises(MoveError):
            move(audit, "cancel", by=walk.actor("karl"), reason="Nej")
        assert history(audit).count() == before
        move(audit, "cancel", by=walk.actor("sara"), reason="Systemet er udfaset")
        last = history(audit).first()
        assert history(audit).count() == before + 1
        assert last is not None
        assert (last.before, last.after, last.reason) == ("planned", "cancelled", "Systemet er udfaset")


def test_a_decision_always_says_who_and_when(walk: Walk) -> None:
    from django.db import transaction
    from django.db.utils import IntegrityError

    walk.published()
    with acting_as(walk.municipality("aalborg")):
        for wrong in ({"state": "approved"}, {"decided_by_name": "Mette"}, {"decided_at": timezone.now()}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ReceivedSystem.objects.update(**wrong)
        assert ReceivedReport.objects.exists()

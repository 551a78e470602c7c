"""Who sees what of a supervision, as the database itself enforces it."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from audits.joint.models import (
    Answer,
    AnswerException,
    AnswerReview,
    Audit,
    AuditNote,
    AuditSystem,
    Evidence,
    ExtensionRequest,
    Finding,
    FindingStep,
    Hearing,
    HearingComment,
    MunicipalDuty,
    PartAssignment,
    Report,
    ReportObjection,
    ReportVersion,
    RivalAnswer,
    SystemAssessment,
)
from audits.municipal.models import ReceivedReport, ReceivedSystem
from documents.models import StoredFile
from tenants.models import Letter, Standing
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.log import history

OTHER_SUPPLIER = Caller.supplier(SUPPLIER_Y)
SEEN_BY_SUPPLIER = (Audit, AuditSystem, Answer, Evidence, Finding, Hearing, ReportVersion)
INTERNAL = (AuditNote, SystemAssessment, AnswerReview, MunicipalDuty, Report)
JOINT = (*SEEN_BY_SUPPLIER, *INTERNAL)


def refused(act: Callable[[], object]) -> bool:
    """Return whether PostgreSQL refuses the statement; any other fault is raised."""
    try:
        with transaction.atomic():
            act()
    except ProgrammingError as error:
        if "permission denied" in str(error) or "row-level security" in str(error):
            return True
        raise
    return False


def test_a_supplier_sees_its_own_case_once_it_is_announced(walk: Walk) -> None:
    audit = walk.planned()
    with acting_as(SUPPLIER):
        assert not Audit.objects.exists()
        assert not AuditSystem.objects.exists(), "nor what a planned case is about"
    walk.announced(audit)
    with acting_as(SUPPLIER):
        assert Audit.objects.count() == 1
        assert AuditSystem.objects.count() == 2


def test_a_case_called_off_before_it_was_announced_was_never_told(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    from audits.joint.actions.planning import cancel
    from audits.joint.members import members_of

    leo, sara = client_of("leo"), walk.actor("sara")
    untold, told = walk.planned([walk.systems[0]]), walk.announced(walk.planned([walk.systems[1]]))
    for audit in (untold, told):
        with acting_as(SECRETARIAT):
            cancel(by=sara, audit=walk.again(audit), reason="Systemet er udfaset")
    with acting_as(SUPPLIER):
        assert list(Audit.objects.values_list("pk", flat=True)) == [told.pk]
        assert [each.audit_id for each in AuditSystem.objects.all()] == [told.pk]
        assert members_of(untold) == []
        assert members_of(told) == ["Aalborg Kommune"]
    assert leo.get(f"/tilsyn/{untold.id}/").status_code == 404
    assert leo.get(f"/tilsyn/{told.id}/").status_code == 200


@pytest.mark.parametrize("model", SEEN_BY_SUPPLIER)
def test_another_supplier_sees_nothing(walk: Walk, model: type) -> None:
    walk.with_finding_sent()
    with acting_as(SUPPLIER):
        assert model.objects.exists()  # type: ignore[attr-defined]
    with acting_as(OTHER_SUPPLIER):
        assert not model.objects.exists()  # type: ignore[attr-defined]
        assert not StoredFile.objects.exists()


@pytest.mark.parametrize("model", INTERNAL)
def test_the_secretariats_own_thoughts_are_closed_to_the_supplier(walk: Walk, model: type) -> None:
    walk.announced()
    with acting_as(SECRETARIAT):
        assert not refused(model.objects.exists)  # type: ignore[attr-defined]
    with acting_as(SUPPLIER):
        assert refused(model.objects.exists)  # type: ignore[attr-defined]


def test_a_finding_is_seen_from_the_hearing_on_and_a_version_once_it_is_sent(walk: Walk) -> None:
    audit = walk.reviewed()
    walk.found(audit)
    with acting_as(SUPPLIER):
        assert not Finding.objects.exists()
    hearing = walk.in_hearing(walk.concluded(audit, "yellow"))
    with acting_as(SUPPLIER):
        assert Finding.objects.count() == 1
    audit = walk.ready(walk.heard(hearing))
    with acting_as(SECRETARIAT):
        written = audit.report_versions.get().file_id
    with acting_as(SUPPLIER):
        assert not ReportVersion.objects.exists()
        assert not StoredFile.objects.filter(pk=written).exists()
    walk.published(audit)
    with acting_as(SUPPLIER):
        assert ReportVersion.objects.count() == 1
        assert StoredFile.objects.filter(pk=written).exists()


@pytest.mark.parametrize("model", JOINT)
def test_a_municipality_has_no_right_to_the_joint_tables(walk: Walk, model: type) -> None:
    walk.published()
    with acting_as(walk.municipality("aalborg")):
        assert refused(model.objects.exists)  # type: ignore[attr-defined]
        assert ReceivedReport.objects.exists(), "it has what was delivered into its own schema"


def test_a_municipality_that_uses_none_of_the_systems_gets_nothing(walk: Walk) -> None:
    walk.published()
    with acting_as(walk.municipality("koebenhavn")):
        assert not ReceivedReport.objects.exists()
        assert not Standing.objects.exists()


def test_a_municipality_sees_its_own_systems_only(walk: Walk) -> None:
    walk.published()
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedSystem.objects.count() == 2
    with acting_as(walk.municipality("viborg")):
        assert [each.name for each in ReceivedSystem.objects.all()] == ["Nordlys Omsorg"]


def test_a_municipality_cannot_write_a_report_or_read_anothers_schema(walk: Walk) -> None:
    walk.published()
    with acting_as(walk.municipality("viborg")):
        assert refused(lambda: ReceivedReport.objects.update(summary="Rettet"))
        for schema in ("m_aalborg", "m_koebenhavn"):
            assert refused(
                lambda schema=schema: run(f"SELECT * FROM {schema}.audits_municipal_receivedreport")
            )  # type: ignore[misc]
        run("SELECT * FROM m_viborg.audits_municipal_receivedreport")


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_doors_open_to_those_they_are_for(walk: Walk) -> None:
    walk.published()
    with acting_as(SECRETARIAT):
        version, finding = ReportVersion.objects.get().id, walk.systems[0].id
        run("SELECT * FROM audits_joint_deliver_report_v1(%s)", version)
    for caller in (walk.municipality("aalborg"), SUPPLIER, Caller.door(), Caller.jobs()):
        with acting_as(caller):
            assert refused(lambda: run("SELECT * FROM audits_joint_deliver_report_v1(%s)", version))
            assert refused(lambda: run("SELECT * FROM audits_joint_tell_finding_v1(%s)", finding))
    with acting_as(SUPPLIER):
        assert refused(lambda: run("SELECT audits_municipal_report_up_v1(%s)", version))


def test_nobody_tells_upwards_of_anothers_record(walk: Walk) -> None:
    walk.published()
    with acting_as(walk.municipality("aalborg")):
        aalborgs = ReceivedSystem.objects.all()[0].id
    with acting_as(walk.municipality("viborg")):
        own = ReceivedSystem.objects.get().id
        with pytest.raises(Exception, match="no such record"), transaction.atomic():
            run("SELECT audits_municipal_report_up_v1(%s)", aalborgs)
        run("SELECT audits_municipal_report_up_v1(%s)", own)
        assert refused(lambda: Standing.objects.update(state="approved"))
        assert refused(
            lambda: Letter.objects.create(
                kind="audit_question",
                municipality_id=walk.members["viborg"].id,
                subject_id=own,
                written_by_id=own,
                written_by_name="Bo",
                written_at="2026-01-01T00:00Z",
            )
        )


def test_a_supplier_cannot_bring_its_case_further_than_to_the_review(walk: Walk) -> None:
    audit = walk.answered()
    with acting_as(SUPPLIER):
        assert refused(lambda: Audit.objects.filter(pk=audit.pk).update(state="ready"))
        assert refused(lambda: Audit.objects.filter(pk=audit.pk).update(deadline="2030-01-01"))
        assert refused(lambda: Evidence.objects.update(state="sufficient"))
        assert refused(lambda: Evidence.objects.update(level="download"))
        assert refused(lambda: Answer.objects.update(asked=""))
        assert Audit.objects.filter(pk=audit.pk).update(state="review") == 1


def test_a_supplier_sees_for_whom_it_is_supervised_in_its_own_cases_only(walk: Walk) -> None:
    from audits.joint.members import members_of

    audit = walk.announced()
    with acting_as(SUPPLIER):
        assert members_of(audit) == ["Viborg Kommune", "Aalborg Kommune"]
    with acting_as(OTHER_SUPPLIER):
        assert members_of(audit) == []


def test_before_sign_in_an_invitation_tells_what_it_is_about_and_nothing_else_does(walk: Walk) -> None:
    from accounts.landing import summary_for

    audit = walk.announced()
    other = walk.planned([walk.other_suppliers_system])
    with acting_as(Caller.door()):
        told = summary_for(audit.id)
        assert told is not None
        assert told["on_behalf_of"] == ["Viborg Kommune", "Aalborg Kommune"]
        assert told["deadline"] == audit.deadline
        assert told["contact_phone"] == "70 10 10 01"
        assert "Nordlys Omsorg, Nordlys Vagtplan" in told["about"]
        assert summary_for(other.id) is None
        assert refused(Audit.objects.exists)


def test_history_of_a_case_is_the_secretariats(walk: Walk) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        assert [each.action for each in history(audit)] == ["submit", "begin", "announce", "plan"]
    with acting_as(SUPPLIER):
        assert refused(history(audit).exists)


def test_what_goes_with_an_answer_hangs_on_ones_own_and_nobody_else_sees_it(walk: Walk) -> None:
    audit, other = walk.announced(), walk.announced(walk.planned([walk.other_suppliers_system]))
    with acting_as(SECRETARIAT):
        own, theirs = audit.questionnaire, other.questionnaire
        mine, foreign = own.answers.first(), theirs.answers.first()
        system, their_system = audit.systems.first(), other.systems.first()
    assert mine
    assert foreign
    writer = {"by_id": walk.actor("leo").id, "by_name": "Leo"}
    part = {"part": "ai", "person_id": walk.actor("leo").id, "name": "Leo", "email": "leo@nordlys.example"}
    said = {"supplier_id": audit.supplier_id, "comment": "Ellers."}
    with acting_as(SUPPLIER):
        AnswerException.objects.create(**said, answer=mine, audit_system=system)
        RivalAnswer.objects.create(supplier_id=audit.supplier_id, answer=mine, content={}, **writer)
        PartAssignment.objects.create(supplier_id=audit.supplier_id, questionnaire=own, by_name="Leo", **part)
        hung = {"supplier_id": audit.supplier_id, "questionnaire": theirs, "by_name": "Leo"}
        assert refused(lambda: AnswerException.objects.create(**said, answer=foreign, audit_system=system))
        assert refused(lambda: AnswerException.objects.create(**said, answer=mine, audit_system=their_system))
        assert refused(lambda: PartAssignment.objects.create(**hung, **part))
        taken = {**said, "supplier_id": other.supplier_id}
        assert refused(lambda: AnswerException.objects.create(**taken, answer=mine, audit_system=system))
    for model in (AnswerException, RivalAnswer, PartAssignment):
        with acting_as(OTHER_SUPPLIER):
            assert not model.objects.exists()  # type: ignore[attr-defined]
        with acting_as(walk.municipality("aalborg")):
            assert refused(model.objects.exists)  # type: ignore[attr-defined]


def test_a_supplier_hangs_nothing_on_anothers_case(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    day = timezone.localdate()
    with acting_as(SECRETARIAT):
        hearing, version = Hearing.objects.get(), ReportVersion.objects.get()
        file = Evidence.objects.filter(audit=finding.audit_id).values_list("file_id", flat=True)[0]
    case = finding.audit_id
    given = {
        ExtensionRequest: {"audit_id": case, "wanted": day, "reason": "Ferie"},
        FindingStep: {"finding_id": finding.id, "text": "Udbedret."},
        HearingComment: {"hearing_id": hearing.id, "text": "Uenig."},
        ReportObjection: {"audit_id": case, "version_id": version.id, "from_name": "Y", "text": "Forkert"},
        Evidence: {"audit_id": case, "title": "Erklæring", "file_id": file},
    }
    for model, facts in given.items():
        for caller, supplier, expected in (
            (OTHER_SUPPLIER, SUPPLIER_Y, True),
            (SUPPLIER, finding.supplier_id, False),
        ):
            with acting_as(caller):
                row = model(supplier_id=supplier, by_name="Nogen", **facts)
                assert refused(lambda row=row: row.save(force_insert=True)) is expected, model
    mine = walk.announced(walk.planned([walk.other_suppliers_system]))
    with acting_as(OTHER_SUPPLIER):
        row = Evidence(supplier_id=SUPPLIER_Y, audit=mine, title="Erklæring", by_name="Y", file_id=file)
        assert refused(lambda: row.save(force_insert=True)), "nor does it show anybody else's file"

"""The rules of the report: conclusion by findings, hearing, second reader, deadlines by kind."""

from datetime import date
from uuid import uuid4

import pytest

from audits.joint import guards, second_reading
from audits.joint.actions import findings, hearings, publishing, reporting
from audits.joint.actions.announcing import default_deadline
from audits.joint.deadlines import deadline_for, supplier_deadline
from audits.joint.models import Audit, Hearing, ReportVersion, SystemAssessment
from audits.municipal.states import FindingKind, Level
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import history
from workflows.models import LegalValue


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("recommendation", Level.GREEN),
        ("minor", Level.YELLOW),
        ("undocumented", Level.YELLOW),
        ("major", Level.RED),
        ("critical", Level.RED),
    ],
)
def test_the_conclusion_follows_from_the_worst_finding(walk: Walk, kind: str, level: Level) -> None:
    audit = walk.reviewed()
    walk.found(audit, kind)
    walk.found(audit, "recommendation")
    walk.heard(walk.in_hearing(walk.concluded(audit, "red")))
    with acting_as(SECRETARIAT):
        system = audit.systems.order_by("name")[0]
        system.assessment.level = ""
        system.assessment.save()
        reporting.finish(by=walk.actor("sara"), audit=walk.again(audit))
        system.assessment.refresh_from_db()
        assert system.assessment.level == level


def test_a_milder_conclusion_than_the_findings_allow_is_refused(walk: Walk) -> None:
    audit = walk.reviewed()
    walk.found(audit, "major")
    walk.concluded(audit, "yellow")
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="kan ikke være gul"):
        hearings.send_to_hearing(by=walk.actor("sara"), audit=walk.again(audit))
    walk.concluded(audit, "red")
    with acting_as(SECRETARIAT):
        assert hearings.send_to_hearing(by=walk.actor("sara"), audit=walk.again(audit))


def test_order_of_the_kinds() -> None:
    order = sorted(FindingKind, key=lambda kind: kind.weight)
    assert [kind.label for kind in order] == [
        "anbefaling",
        "mindre afvigelse",
        "ikke dokumenteret",
        "væsentlig afvigelse",
        "kritisk afvigelse",
    ]


def test_findings_need_a_hearing_and_comments_an_answer(walk: Walk) -> None:
    audit = walk.reviewed()
    walk.found(audit)
    walk.concluded(audit, "yellow")
    sara, leo = walk.actor("sara"), walk.actor("leo")
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="ikke har været i høring"):
        reporting.finish(by=sara, audit=walk.again(audit))
    hearing = walk.in_hearing(audit)
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="har ikke svaret"):
        reporting.finish(by=sara, audit=walk.again(audit))
    with acting_as(SUPPLIER):
        mine = Hearing.objects.get(pk=hearing.pk)
        with pytest.raises(NotPossibleError, match="Skriv en bemærkning"):
            hearings.finish_hearing(by=leo, hearing=mine)
        hearings.comment(by=leo, hearing=mine, text="Vi er uenige.")
        with pytest.raises(NotPossibleError, match="I har skrevet"):
            hearings.finish_hearing(by=leo, hearing=mine, no_comments=True)
        hearings.finish_hearing(by=leo, hearing=mine)
        with pytest.raises(OutdatedError):
            hearings.comment(by=leo, hearing=mine, text="Og mere.")
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="Ikke alle"):
            reporting.finish(by=sara, audit=walk.again(audit))
        words = {"outcome": "not", "answer": "Forholdet står ved magt."}
        hearings.answer_comment(by=sara, comment=hearing.comments.get(), **words)
        with pytest.raises(NotPossibleError, match="fastholdes eller frafaldes"):
            reporting.finish(by=sara, audit=walk.again(audit))
        with pytest.raises(NotPossibleError, match="hvorfor forholdet frafaldes"):
            findings.settle_after_hearing(by=sara, finding=audit.findings.get(), uphold=False)
        findings.settle_after_hearing(by=sara, finding=audit.findings.get(), uphold=True)
        assert reporting.finish(by=sara, audit=walk.again(audit)).state == "second_reading"


def test_without_findings_a_hearing_is_held_only_when_asked_for(walk: Walk) -> None:
    audit = walk.concluded(walk.reviewed())
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="ingen nye forhold"):
            hearings.send_to_hearing(by=walk.actor("sara"), audit=audit)
        reporting.want_hearing(by=walk.actor("sara"), audit=audit, wanted=True)
        assert hearings.send_to_hearing(by=walk.actor("sara"), audit=audit)


def one_in(number: int) -> None:
    with acting_as(SECRETARIAT):
        LegalValue.objects.filter(key="audit.second_read_one_in").update(value=number)


def test_green_at_the_recommended_concept_needs_no_second_reader(walk: Walk) -> None:
    one_in(0)
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        assert reporting.finish(by=walk.actor("sara"), audit=audit).state == "ready"


def test_below_the_recommended_concept_somebody_reads(walk: Walk) -> None:
    one_in(0)
    audit = walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned(concept=2)))))
    with acting_as(SECRETARIAT):
        assert "under det anbefalede koncept" in second_reading.why(walk.concluded(audit))
        assert reporting.finish(by=walk.actor("sara"), audit=audit).state == "second_reading"


def test_of_the_rest_one_in_so_many_is_drawn_and_always_the_same(walk: Walk) -> None:
    one_in(1)
    audit = walk.concluded(walk.reviewed())
    with acting_as(SECRETARIAT):
        assert second_reading.why(audit) == second_reading.why(audit) == "Sagen er udtaget til stikprøve."
        done = reporting.finish(by=walk.actor("sara"), audit=audit)
        lot = {"number": 0, "one_in": 1, "drawn": True}
        assert [row.data["lot"] for row in history(done).filter(action="to_second_reader")] == [lot]
    one_in(10)
    with acting_as(SECRETARIAT):
        others = [second_reading.draw(Audit(id=uuid4()))["drawn"] for _ in range(200)]
    assert 2 <= sum(others) <= 50, "about one in ten, whoever asks"


def test_a_conclusion_milder_than_the_findings_needs_a_reason_and_a_reader(walk: Walk) -> None:
    one_in(0)
    audit = walk.reviewed()
    walk.found(audit, "minor")
    sara = walk.actor("sara")
    with acting_as(SECRETARIAT):
        omsorg, vagtplan = audit.systems.order_by("name")
        assert "aftalt opfølgning" in reporting.conclude(by=sara, system=omsorg, level="yellow").text
        reporting.conclude(by=sara, system=vagtplan, level="green", reason="Uden betydning")
        reporting.conclude(by=sara, system=omsorg, level="green")
        assert "uden en begrundelse" in str(guards.concluded(walk.again(audit)))
        reporting.conclude(by=sara, system=omsorg, level="green", reason="Rettet samme dag")
        assert guards.concluded(walk.again(audit)) is None
        assert "vurderet mildere" in second_reading.why(walk.again(audit))
        assert SystemAssessment.objects.get(audit_system=vagtplan).level_reason == "", "no finding, no reason"
    audit = walk.ready(walk.heard(walk.in_hearing(audit)))
    with acting_as(SECRETARIAT):
        assert "umiddelbart siger: Rettet samme dag" in words_of(ReportVersion.objects.get().file)


def test_nobody_passes_her_own_case(walk: Walk) -> None:
    audit = walk.heard()
    with acting_as(SECRETARIAT):
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        with pytest.raises(NotPermittedError):
            reporting.pass_reading(by=walk.actor("sara"), audit=audit)
        Audit.objects.filter(pk=audit.pk).update(case_worker_id=walk.actor("lise").id)
        with pytest.raises(NotPossibleError, match="selv sagsbehandler"):
            reporting.pass_reading(by=walk.actor("lise"), audit=walk.again(audit))
        Audit.objects.filter(pk=audit.pk).update(case_worker_id=walk.actor("sara").id)
        assert reporting.pass_reading(by=walk.actor("lise"), audit=walk.again(audit)).state == "ready"


def test_a_report_sent_back_by_the_second_reader_is_written_anew(walk: Walk) -> None:
    audit = walk.heard()
    with acting_as(SECRETARIAT):
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        first = audit.report_versions.get().file_id
        with pytest.raises(NotPossibleError, match="hvad der skal ændres"):
            reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="")
        audit = reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="Skriv det kortere.")
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary="Kort.")
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        assert audit.report_versions.get().file_id != first


def test_a_report_that_is_not_ready_cannot_be_sent(walk: Walk) -> None:
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        with pytest.raises(OutdatedError):
            publishing.publish(by=walk.actor("sara"), audits=[audit])
        with pytest.raises(NotPossibleError, match="mindst én"):
            publishing.publish(by=walk.actor("sara"), audits=[])


def test_a_case_with_open_findings_cannot_be_closed(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="1 forhold er ikke lukket"):
        move(walk.again(finding.audit), "close", by=walk.actor("sara"))


def test_deadlines_by_kind_come_from_dated_configuration(walk: Walk) -> None:
    friday = date(2026, 3, 6)
    with acting_as(SECRETARIAT):
        assert deadline_for("recommendation", friday) is None
        assert deadline_for("minor", friday) == date(2026, 6, 4)
        assert deadline_for("major", friday) == date(2026, 4, 7), (
            "5 April is Easter Sunday, 6 April Easter Monday"
        )
        assert deadline_for("critical", friday) == date(2026, 3, 13)
        LegalValue(
            key="audit.finding_days",
            value={"minor": {"days": 10}},
            valid_from=date(2026, 3, 1),
            source="Prøve",
        ).save()
        assert deadline_for("minor", friday) == date(2026, 3, 16)
        assert deadline_for("minor", date(2026, 2, 27)) == date(2026, 5, 28)


def test_no_deadline_of_a_supplier_falls_in_the_quiet_weeks(walk: Walk) -> None:
    after_the_holidays = date(2026, 7, 27)
    with acting_as(SECRETARIAT):
        assert default_deadline(date(2026, 3, 2)) == date(2026, 4, 9)
        assert default_deadline(date(2026, 6, 10)) == after_the_holidays, "15 July lies in week 29"
        assert supplier_deadline("audit.hearing_working_days", date(2026, 7, 3)) == after_the_holidays
        assert deadline_for("minor", date(2026, 4, 15)) == after_the_holidays
        assert deadline_for("critical", date(2026, 7, 10)) == after_the_holidays, "urgent or not"


def test_the_municipalities_are_told_of_a_finding_only_when_it_is_overdue(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="ikke udløbet"):
            findings.take_step(by=walk.actor("sara"), finding=finding, name="present", reason="Intet svar")
        type(finding).objects.filter(pk=finding.pk).update(deadline=date(2026, 1, 5))
        finding = findings.take_step(
            by=walk.actor("sara"), finding=finding, name="present", reason="Intet svar"
        )
        assert finding.state == "presented"

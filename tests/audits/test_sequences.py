"""What holds after unusual sequences of steps: versions, withdrawals, schemas that had to wait."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from audits.joint.actions import (
    announcing,
    findings,
    hearings,
    objecting,
    planning,
    publishing,
    reporting,
    reviewing,
)
from audits.joint.desk import late_elsewhere
from audits.joint.desk import waiting as secretariat_waiting
from audits.joint.models import (
    AuditRound,
    Finding,
    Hearing,
    HearingComment,
    ReportObjection,
    StatementVersion,
    SystemAssessment,
)
from audits.joint.reminding_findings import hearings as hearings_to_remind
from audits.joint.rounds import actions as rounds
from audits.joint.story import story_of
from audits.joint.supplier_desk import waiting as supplier_waiting
from audits.joint.tasks import deliver_waiting
from audits.municipal import stand_actions, tasks
from audits.municipal.models import FollowUpTask, ReceivedFinding, ReceivedReport
from tests.audits.test_delivery import again, caught_up, lagging
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from tests.personae import PERSONAE
from walls.callers import acting_as
from workflows.calendar import deadline_after
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import history
from workflows.models import OutboxMail
from workflows.story import entries, rows_of


def overdue() -> None:
    """Let the time for every finding have passed. Act as the secretariat."""
    Finding.objects.update(deadline=timezone.localdate() - timedelta(days=1))


def test_who_had_to_wait_for_a_report_sees_findings_as_they_stand_now(walk: Walk) -> None:
    steps = lagging("m_viborg")
    finding = walk.with_finding_sent()
    with acting_as(SUPPLIER):
        findings.hand_in_plan(
            by=walk.actor("leo"),
            finding=Finding.objects.get(),
            plan="Vi gennemgår alle adgange.",
            done_by=timezone.localdate(),
        )
    with acting_as(SECRETARIAT):
        findings.take_step(by=walk.actor("sara"), finding=Finding.objects.get(), name="accept_plan")
    caught_up("m_viborg", steps)
    deliver_waiting()
    for host in ("aalborg", "viborg"):
        with acting_as(walk.municipality(host)):
            assert ReceivedFinding.objects.get(finding_id=finding.id).state == "remedying"


def test_why_a_finding_was_put_to_the_municipalities_outlives_a_correction_and_a_new_version(
    walk: Walk,
) -> None:
    walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        overdue()
        presented = findings.take_step(
            by=walk.actor("sara"), finding=Finding.objects.get(), name="present", reason="De svarer ikke."
        )
    for kind in ("correction", "new"):
        again(walk, presented.audit, kind)
        with acting_as(walk.municipality("aalborg")):
            shown = ReceivedFinding.objects.get(system__report__is_current=True)
            assert (shown.state, shown.note) == ("presented", "De svarer ikke.")


def test_a_supervision_whose_report_is_sent_is_withdrawn_and_never_cancelled(walk: Walk) -> None:
    audit, sara = walk.ready(), walk.actor("sara")
    walk.published(audit)
    with acting_as(SECRETARIAT):
        opened = reporting.revise(by=sara, audit=walk.again(audit), kind="new", reason="Ny viden")
        first = opened.questionnaire.answers.first()
        reviewing.review_answer(by=sara, answer=first, verdict="returned", question="Hvornår?")
        returned = reviewing.send_back(by=sara, audit=opened)
        with pytest.raises(NotPossibleError, match="har fået en rapport"):
            planning.cancel(by=sara, audit=returned, reason="Vi opgiver")
        assert walk.again(audit).state == "awaiting_more"
        unsent = walk.planned([walk.other_suppliers_system], concept=6)
        assert planning.cancel(by=sara, audit=unsent, reason="Vi opgiver").state == "cancelled"


def test_what_was_being_revised_is_not_sent_after_a_withdrawal(walk: Walk) -> None:
    audit, sara = walk.ready(), walk.actor("sara")
    walk.published(audit)
    with acting_as(SECRETARIAT):
        reporting.revise(by=sara, audit=walk.again(audit), kind="new", reason="Ny viden")
        reporting.finish(by=sara, audit=walk.again(audit))
        publishing.withdraw(by=sara, audit=walk.again(audit), reason="Forkert system")
        versions = audit.report.versions.filter(number__gt=1)
        assert list(versions.values_list("number", "kind", "file")) == [(2, "withdrawal", None)]
        assert not versions.filter(sent_at=None).exists()


def test_nobody_waits_for_anything_about_the_findings_of_a_withdrawn_report(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    finding, sara, leo = walk.with_finding_sent(), walk.actor("sara"), walk.actor("leo")
    with acting_as(SECRETARIAT):
        overdue()
        assert "Forhold 1" in next(each.detail for each in late_elsewhere(sara))
        publishing.withdraw(by=sara, audit=walk.again(finding.audit), reason="Forkert erklæring")
        assert late_elsewhere(sara) == []
        told = OutboxMail.objects.get(kind="audits/report_withdrawn")
        assert "Forkert erklæring" in told.body
        assert told.to[0] == finding.audit.contact_email
    with acting_as(SUPPLIER):
        assert supplier_waiting(leo) == []
        facts = {"finding": Finding.objects.get(), "plan": "Ret", "done_by": timezone.localdate()}
        with pytest.raises(OutdatedError, match="trukket tilbage"):
            findings.hand_in_plan(by=leo, **facts)
    shown = unescape(
        client_of("leo").get(f"/tilsyn/{finding.audit_id}/forhold/{finding.id}/").content.decode()
    )
    assert "Send en handlingsplan" not in shown
    with acting_as(walk.municipality("aalborg")), pytest.raises(OutdatedError, match="gælder ikke længere"):
        stand_actions.take_stand(
            by=walk.actor("mette"), finding=ReceivedFinding.objects.get(), response="noted", reason="Set."
        )


def test_an_objection_promises_no_new_version_of_a_withdrawn_report(walk: Walk) -> None:
    audit, lise = walk.ready(), walk.actor("lise")
    walk.published(audit)
    with acting_as(SUPPLIER):
        objecting.raise_objection(by=walk.actor("leo"), audit=walk.again(audit), text="Forkert dato")
    with acting_as(SECRETARIAT):
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl")
        facts = {"audit": walk.again(audit), "objection": ReportObjection.objects.get(), "reason": "Fordi"}
        with pytest.raises(NotPossibleError, match="trukket tilbage"):
            objecting.decide_objection(by=lise, outcome="new_version", **facts)
        facts["objection"] = ReportObjection.objects.get()
        assert objecting.decide_objection(by=lise, outcome="refused", **facts).state == "refused"


def test_a_comment_is_answered_once_it_is_sent_and_then_stands(walk: Walk) -> None:
    hearing, sara, leo = walk.in_hearing(), walk.actor("sara"), walk.actor("leo")
    with acting_as(SUPPLIER):
        mine = Hearing.objects.get()
        hearings.comment(by=leo, hearing=mine, text="Vi er uenige.")
    answer = {"outcome": "not", "answer": "Det står fast."}
    with acting_as(SECRETARIAT):
        with pytest.raises(OutdatedError, match="ikke sendt"):
            hearings.answer_comment(by=sara, comment=HearingComment.objects.get(), **answer)
        Hearing.objects.update(deadline=timezone.localdate() - timedelta(days=1))
        hearings.answer_comment(by=sara, comment=HearingComment.objects.get(), **answer)
    with acting_as(SUPPLIER):
        with pytest.raises(OutdatedError, match="besvaret"):
            hearings.take_back(by=leo, comment=HearingComment.objects.get())
        assert not HearingComment.objects.get(hearing=hearing).dropped


def test_the_suppliers_mail_counts_the_findings_that_stand_in_the_report(walk: Walk) -> None:
    audit = walk.reviewed()
    dropped = walk.found(audit)
    walk.found(audit)
    with acting_as(SECRETARIAT):
        findings.settle_after_hearing(by=walk.actor("sara"), finding=dropped, uphold=False, reason="En fejl")
    walk.published(walk.ready(walk.heard(walk.in_hearing(walk.concluded(audit, "yellow")))))
    with acting_as(SECRETARIAT):
        assert (
            "Rapporten indeholder 1 forhold" in OutboxMail.objects.get(kind="audits/report_to_supplier").body
        )


def test_a_lower_concept_is_told_only_where_it_still_is_lower(walk: Walk) -> None:
    audit = walk.planned(concept=2)
    with acting_as(SECRETARIAT):
        SystemAssessment.objects.filter(audit_system__audit=audit).update(recommended_concept=2)
    walk.published(walk.ready(walk.reviewed(walk.submitted(walk.answered(walk.announced(audit))))))
    with acting_as(walk.municipality("aalborg")):
        assert "lavere end det anbefalede" not in ReceivedReport.objects.get().summary


def test_what_a_municipality_does_itself_goes_on_when_a_new_version_comes(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, mette = walk.ready(), walk.actor("mette")
    walk.published(audit)
    with acting_as(walk.municipality("aalborg")):
        tasks.add_task(by=mette, report=ReceivedReport.objects.get(), text="Ring til systemejeren")
    again(walk, audit, "new")
    with acting_as(walk.municipality("aalborg")):
        current = ReceivedReport.objects.get(is_current=True)
    assert "Ring til systemejeren" in client_of("mette").get(f"/tilsyn/{current.id}/").content.decode()


def test_a_duty_that_is_done_is_done_in_the_next_version_too(walk: Walk) -> None:
    audit, mette = walk.reviewed(), walk.actor("mette")
    with acting_as(SECRETARIAT):
        reviewing.set_duties(by=walk.actor("sara"), audit=audit, lines=["Ryd op i adgange", "Øv beredskabet"])
    walk.published(walk.ready(audit))
    with acting_as(walk.municipality("aalborg")):
        tasks.finish_task(by=mette, task=FollowUpTask.objects.get(text="Ryd op i adgange"))
    again(walk, audit, "new")
    with acting_as(walk.municipality("aalborg")):
        stands = FollowUpTask.objects.filter(report__is_current=True).order_by("text")
        assert [(each.text, each.done_by_name) for each in stands] == [
            ("Ryd op i adgange", mette.signature),
            ("Øv beredskabet", ""),
        ]


def test_calling_a_round_back_stands_in_its_log(walk: Walk) -> None:
    audit, sara = walk.planned(), walk.actor("sara")
    with acting_as(SECRETARIAT):
        day = deadline_after(timezone.localdate(), 30)
        found = rounds.begin(by=sara, name="Efterår", audits=[audit], deadline=day)
        assert rounds.take_back_all(by=sara, found=found) == (1, [])
        newest = history(AuditRound.objects.get()).first()
        assert (newest.action, newest.data["audits"], newest.by_name) == ("take_back", 1, sara.signature)


def test_acts_ask_for_their_permission_themselves(walk: Walk) -> None:
    audit, sara, leo = walk.announced(), walk.actor("sara"), walk.actor("leo")
    worker = planning.Worker(PERSONAE["sara"].id, "Sara Sagsbehandler")
    day = deadline_after(timezone.localdate(), 40)
    with acting_as(SECRETARIAT):
        acts = (
            lambda by: planning.add_note(by=by, audit=audit, text="Ring"),
            lambda by: planning.move_in_plan(by=by, audit=audit, year=2027, quarter=1, worker=worker),
            lambda by: announcing.set_deadline(by=by, audit=audit, deadline=day, reason="Ferie"),
            lambda by: planning.plan(
                by=by, systems=[walk.other_suppliers_system], year=2027, quarter=1, worker=worker
            ),
        )
        for act in acts:
            with pytest.raises(NotPermittedError):
                act(leo)
            assert act(sara)


def test_writing_the_summary_stands_in_the_log(walk: Walk) -> None:
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary="Kort.")
        assert history(audit).first().action == "set_summary"


def test_a_hearing_that_another_has_followed_asks_nobody_for_anything(walk: Walk) -> None:
    hearing, sara, leo = walk.in_hearing(), walk.actor("sara"), walk.actor("leo")
    with acting_as(SECRETARIAT):
        Hearing.objects.update(deadline=timezone.localdate() - timedelta(days=1))
        assert [each.action for each in secretariat_waiting(sara)] == ["Se høringssvar"]
        findings.settle_after_hearing(by=sara, finding=Finding.objects.get(), uphold=True)
        read = reporting.finish(by=sara, audit=hearing.audit)
        walked = reporting.fail_reading(by=walk.actor("lise"), audit=read, remark="Der mangler et forhold")
    walk.found(walked)
    second = walk.in_hearing(walked)
    with acting_as(SECRETARIAT):
        assert [each.subject for each in hearings_to_remind()] == [second]
        assert secretariat_waiting(sara) == [], "the supplier has the draft"
    with acting_as(SUPPLIER):
        [only] = supplier_waiting(leo)
        assert only.due == second.deadline


def test_a_document_is_kept_and_used_or_neither(walk: Walk, client_of: Callable[[str], Client]) -> None:
    first, second = walk.systems
    open_case, leo = walk.announced(walk.planned([first])), client_of("leo")
    handed_in = walk.submitted(walk.answered(walk.announced(walk.planned([second]))))
    for audit, expected in ((handed_in, 0), (open_case, 1)):
        with acting_as(SUPPLIER):
            covers = [str(each.id) for each in audit.systems.all()]
        facts = {"kind": "policy", "title": "Politik", "covers": covers, "wish": "download", "keep": "on"}
        file = SimpleUploadedFile("politik.pdf", PDF, "application/pdf")
        leo.post(f"/tilsyn/{audit.id}/dokumentation/", {**facts, "file": file})
        with acting_as(SUPPLIER):
            assert StatementVersion.objects.count() == expected, audit.state


def test_the_history_of_a_case_tells_of_comments_objections_and_a_lower_concept(walk: Walk) -> None:
    audit, leo = walk.planned(concept=2), walk.actor("leo")
    reviewed = walk.reviewed(walk.submitted(walk.answered(walk.announced(audit))))
    walk.found(reviewed)
    walk.in_hearing(walk.concluded(reviewed, "yellow"))
    with acting_as(SUPPLIER):
        said = hearings.comment(by=leo, hearing=Hearing.objects.get(), text="Vi er uenige.")
        hearings.take_back(by=leo, comment=said)
    walk.published(walk.ready(walk.heard(Hearing(pk=said.hearing_id, audit=audit))))
    with acting_as(SUPPLIER):
        objecting.raise_objection(by=leo, audit=walk.again(audit), text="Forkert dato")
    with acting_as(SECRETARIAT):
        story = story_of(walk.again(audit))
        told = {each.row.action for each in entries(story, rows_of(story))}
    assert {"approve", "comment", "take_back_comment", "raise"} <= told


def test_a_report_that_is_ready_is_put_right_before_anybody_has_it(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, sara = walk.ready(), client_of("sara")
    path = f"/tilsyn/{audit.id}/skridt/take_up_again/"
    assert "Tag rapporten op igen" in sara.get(f"/tilsyn/{audit.id}/").content.decode()
    assert sara.post(path, {"reason": "Forkert navn i sammenfatningen"}).status_code == 302
    with acting_as(SECRETARIAT):
        with pytest.raises(OutdatedError):
            publishing.publish(by=walk.actor("sara"), audits=[walk.again(audit)])
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary="Det rigtige navn.")
    walk.published(walk.ready(audit))
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedReport.objects.get().summary == "Det rigtige navn."


def test_who_finishes_a_report_is_not_its_second_reader(walk: Walk) -> None:
    audit, lise = walk.concluded(walk.reviewed(), "yellow"), walk.actor("lise")
    with acting_as(SECRETARIAT):
        own = reporting.finish(by=lise, audit=audit)
        with pytest.raises(NotPossibleError, match="selv gjort rapporten færdig"):
            reporting.pass_reading(by=lise, audit=own)
        returned = reporting.fail_reading(by=lise, audit=own, remark="Sara skriver den færdig")
        theirs = reporting.finish(by=walk.actor("sara"), audit=returned)
        assert reporting.pass_reading(by=lise, audit=theirs).state == "ready"

"""The way of a supervision, from the plan to what the municipalities decided and the findings closed."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from django.utils import timezone

from audits.joint.actions import answering, findings, planning, reporting, reviewing
from audits.joint.models import Answer, Audit, Evidence, Finding
from audits.municipal import actions as municipal
from audits.municipal.models import ReceivedFinding, ReceivedReport, ReceivedSystem
from documents.checks.refusal import RefusedFileError
from tenants.models import Letter, Standing
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk, received
from walls.callers import acting_as
from workflows.calendar import add_working_days, deadline_after
from workflows.engine import NotPossibleError, OutdatedError
from workflows.models import OutboxMail


def test_the_whole_way_without_findings(walk: Walk) -> None:
    sent = walk.published()
    assert {walk.members[host].id for host in ("aalborg", "viborg")} == set(sent.delivered)
    with acting_as(SECRETARIAT):
        assert walk.again(walk.audits[0]).state == "published"
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        assert [(each.name, each.level, each.state) for each in report.systems.all()] == [
            ("Nordlys Omsorg", "green", "received"),
            ("Nordlys Vagtplan", "green", "received"),
        ]
        decision = municipal.Decision("approved")
        municipal.decide(by=walk.actor("mette"), systems=report.systems.all(), decision=decision)
        decided = ReceivedSystem.objects.first()
        assert decided is not None
        assert decided.conclusion == decided.text, (
            "the conclusion is that of the report unless another is written"
        )
        assert decided.decided_by_name == "Mette Aalborg, Aalborg Kommune"
    with acting_as(SECRETARIAT):
        stands = Standing.objects.filter(joint_id=walk.audits[0].report.id)
        assert sorted((each.municipality.schema_name, each.state) for each in stands) == [
            ("m_aalborg", "approved"),
            ("m_aalborg", "approved"),
            ("m_viborg", "received"),
        ]


def test_the_whole_way_with_a_finding_until_it_is_closed(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    assert finding.state == "awaiting_plan"
    sara, leo = walk.actor("sara"), walk.actor("leo")
    with acting_as(SUPPLIER):
        mine = Finding.objects.get()
        findings.hand_in_plan(by=leo, finding=mine, plan="Vi gennemgår adgange.", done_by=date(2027, 1, 4))
    with acting_as(SECRETARIAT):
        findings.take_step(by=sara, finding=finding, name="accept_plan")
    with acting_as(SUPPLIER), closing(received()) as file:
        findings.hand_in_documentation(
            by=leo, finding=Finding.objects.get(), text="Gennemgået.", received=file
        )
    with acting_as(SECRETARIAT):
        for step in ("confirm", "close"):
            finding = findings.take_step(by=sara, finding=finding, name=step)
        audit = walk.again(walk.audits[0])
        assert audit.state == "follow_up"
        from workflows.engine import move

        assert move(audit, "close", by=sara).state == "closed"
    with acting_as(walk.municipality("viborg")):
        assert ReceivedFinding.objects.get().state == "closed", "a member's copy follows the follow-up"


def test_one_audit_per_supplier_over_several_systems(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        made = planning.plan(
            by=walk.actor("sara"),
            systems=[*walk.systems, walk.other_suppliers_system],
            year=2026,
            quarter=3,
            worker=planning.Worker(walk.actor("sara").id, "Sara"),
        )
        assert sorted((each.supplier.name, each.systems.count()) for each in made) == [
            ("Kystsoft ApS", 1),
            ("Nordlys Data A/S", 2),
        ]
        assert len({each.case_number for each in made}) == 2
        with pytest.raises(NotPossibleError, match="allerede med"):
            walk.planned()


def test_an_audit_of_nothing_cannot_be_planned(walk: Walk) -> None:
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="mindst ét"):
        planning.plan(
            by=walk.actor("sara"),
            systems=[],
            year=2026,
            quarter=1,
            worker=planning.Worker(walk.actor("sara").id, "S"),
        )


def test_the_letter_invites_the_contact_and_asks_the_questions_in_force(walk: Walk) -> None:
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        mail = OutboxMail.objects.get(kind="audits/notice")
        assert mail.to == ["leo@nordlys.example"]
        assert "/konto/invitation/" in mail.body
        copy = OutboxMail.objects.get(to__contains=["post@nordlys.example"])
        assert f"/tilsyn/{audit.id}/" in copy.body
        assert "/konto/invitation/" not in copy.body, "who reads the shared mailbox signs in"
        assert copy.attachments == mail.attachments
        assert mail.attachments == [[audit.notice.name, audit.notice.sha256]]
        asked = audit.questionnaire.question_set.questions.filter(concepts__contains=[audit.concept])
        assert audit.questionnaire.answers.count() == asked.count() > 10


def test_without_a_contact_no_letter_leaves(walk: Walk) -> None:
    audit = walk.planned()
    with acting_as(SECRETARIAT):
        walk.supplier.contacts.all().delete()
        with pytest.raises(NotPossibleError, match="ingen kontaktperson"):
            walk.announced(audit)
        assert walk.again(audit).state == "planned"
        assert not OutboxMail.objects.exists()


def test_the_supplier_cannot_hand_in_before_every_question_is_answered(walk: Walk) -> None:
    audit = walk.answered()
    with acting_as(SUPPLIER):
        answer = Answer.objects.get(questionnaire__audit=audit, number=3)
        answering.save_answer(by=walk.actor("leo"), answer=answer, choice="", comment="")
        with pytest.raises(NotPossibleError, match="1 spørgsmål mangler svar"):
            answering.submit(by=walk.actor("leo"), audit=walk.again(audit))
        answering.save_answer(by=walk.actor("leo"), answer=answer, choice="no", comment="")
        with pytest.raises(NotPossibleError, match="spørgsmål 3"):
            answering.submit(by=walk.actor("leo"), audit=walk.again(audit))
        answering.save_answer(by=walk.actor("leo"), answer=answer, choice="no", comment="Det er aldrig sket.")
        assert answering.submit(by=walk.actor("leo"), audit=walk.again(audit)).state == "review"


def test_after_handing_in_nothing_can_be_changed(walk: Walk) -> None:
    audit = walk.submitted()
    with acting_as(SUPPLIER):
        answer = Answer.objects.filter(questionnaire__audit=audit).first()
        assert answer is not None
        with pytest.raises(OutdatedError):
            answering.save_answer(by=walk.actor("leo"), answer=answer, choice="no", comment="Nej")
        with pytest.raises(OutdatedError):
            walk.upload(audit)
        with pytest.raises(OutdatedError):
            answering.submit(by=walk.actor("leo"), audit=walk.again(audit))


def test_only_what_was_sent_back_can_be_changed_then(walk: Walk) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        first, second = Answer.objects.filter(questionnaire__audit=audit)[:2]
        with pytest.raises(NotPossibleError, match="Skriv, hvad"):
            reviewing.review_answer(by=walk.actor("sara"), answer=first, verdict="returned")
        reviewing.review_answer(by=walk.actor("sara"), answer=first, verdict="returned", question="Hvornår?")
        reviewing.send_back(by=walk.actor("sara"), audit=walk.again(audit))
    with acting_as(SUPPLIER):
        mine = Answer.objects.get(pk=first.pk)
        assert mine.asked == "Hvornår?"
        answering.save_answer(by=walk.actor("leo"), answer=mine, choice="yes", comment="Den 1. maj.")
        with pytest.raises(OutdatedError, match="Kun de svar"):
            answering.save_answer(
                by=walk.actor("leo"), answer=Answer.objects.get(pk=second.pk), choice="no", comment=""
            )
        assert answering.submit(by=walk.actor("leo"), audit=walk.again(audit)).state == "review"


def test_an_extension_given_moves_the_deadline_and_a_refusal_does_not(walk: Walk) -> None:
    audit = walk.announced()
    assert audit.deadline is not None

    wanted = deadline_after(audit.deadline, 10)
    with acting_as(SUPPLIER):
        wish = answering.ask_extension(by=walk.actor("leo"), audit=audit, wanted=wanted, reason="Ferie")
        with pytest.raises(NotPossibleError, match="allerede bedt"):
            answering.ask_extension(by=walk.actor("leo"), audit=audit, wanted=wanted, reason="Igen")
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="afslås"):
            reviewing.decide_extension(by=walk.actor("sara"), request=wish, grant=False)
        assert walk.again(audit).deadline == audit.deadline
        reviewing.decide_extension(by=walk.actor("sara"), request=wish, grant=True)
        assert walk.again(audit).deadline == wanted


def test_a_refused_file_says_what_is_wrong_and_leaves_nothing(walk: Walk) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        with pytest.raises(RefusedFileError) as refused:
            walk.upload(audit, content=b"<html><script>alert(1)</script></html>")
        assert refused.value.problem
        assert refused.value.advice
        assert not Evidence.objects.exists()
        assert walk.upload(audit).state == "ready"


def test_a_newer_file_takes_the_place_of_the_former(walk: Walk) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        former = walk.upload(audit)
        covers = [each.id for each in audit.systems.all()]
        with closing(received()) as file:
            newer = answering.add_evidence(
                by=walk.actor("leo"),
                audit=walk.again(audit),
                received=file,
                described=answering.Described("isae3000", "Ny", covers),
                replaces=former,
            )
        former = Evidence.objects.get(pk=former.pk)
        assert (former.state, former.replaced_by_id) == ("replaced", newer.id)


def test_a_supplier_that_gives_nothing_still_leads_to_a_report(walk: Walk) -> None:
    audit = walk.announced()
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="Fristen er ikke udløbet"):
        reporting.give_up(by=walk.actor("sara"), audit=audit, reason="Tre rykkere")
    audit = walk.make_late(audit)
    with acting_as(SECRETARIAT):
        audit = reporting.give_up(by=walk.actor("sara"), audit=audit, reason="Tre rykkere")
    walk.published(walk.ready(audit))
    with acting_as(SECRETARIAT):
        written = audit.report_versions.get().file
        assert written
        assert "har ikke svaret inden fristen" in words_of(written)
        assert "gennemført skriftligt" not in words_of(written)
    with acting_as(walk.municipality("viborg")):
        system = ReceivedSystem.objects.get()
        assert system.level == "red"
        assert "kunne ikke gennemføres" in system.text


def test_a_question_and_its_answer_pass_the_wall(walk: Walk) -> None:
    walk.published()
    from audits.joint.actions.letters import answer_letter

    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        municipal.ask(by=walk.actor("mette"), report=report, text="Hvornår er næste tilsyn?")
    with acting_as(SECRETARIAT):
        letter = Letter.objects.get(kind="audit_question")
        assert letter.municipality.schema_name == "m_aalborg"
        answer_letter(
            by=walk.actor("sara"), audit=walk.again(walk.audits[0]), letter_id=letter.id, text="Til foråret."
        )
        with pytest.raises(OutdatedError):
            answer_letter(
                by=walk.actor("sara"), audit=walk.again(walk.audits[0]), letter_id=letter.id, text="Igen"
            )
    with acting_as(walk.municipality("aalborg")):
        assert Letter.objects.get().answer == "Til foråret."
    with acting_as(walk.municipality("viborg")):
        assert not Letter.objects.exists()


def test_a_remark_is_no_question_to_answer(walk: Walk) -> None:
    from audits.joint.actions.letters import answer_letter

    walk.published()
    audit = walk.audits[0]
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        municipal.remark(by=walk.actor("dorte"), report=report, text="Se bilag C.", goes_up=True)
        municipal.ask(by=walk.actor("mette"), report=report, text="Hvornår er næste tilsyn?")
    with acting_as(SECRETARIAT):
        sara, audit = walk.actor("sara"), walk.again(audit)
        remark = Letter.objects.get(kind="audit_dpo")
        with pytest.raises(OutdatedError):
            answer_letter(by=sara, audit=audit, letter_id=remark.id, text="Tak.")
        assert Letter.objects.get(pk=remark.id).answered_at is None
        question = Letter.objects.get(kind="audit_question")
        assert answer_letter(by=sara, audit=audit, letter_id=question.id, text="Til foråret.").answered_at


def test_a_deadline_needs_a_reason_and_a_working_day(walk: Walk) -> None:
    from audits.joint.actions import announcing

    audit = walk.announced()
    saturday = timezone.localdate() + timedelta(days=(5 - timezone.localdate().weekday()) % 7 + 7)
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="arbejdsdag"):
            announcing.set_deadline(by=walk.actor("sara"), audit=audit, deadline=saturday, reason="Ferie")
        monday = add_working_days(saturday, 0)
        with pytest.raises(NotPossibleError, match="hvorfor"):
            announcing.set_deadline(by=walk.actor("sara"), audit=audit, deadline=monday, reason=" ")
        assert (
            announcing.set_deadline(
                by=walk.actor("sara"), audit=audit, deadline=monday, reason="Ferie"
            ).deadline
            == monday
        )
        assert Audit.objects.get(pk=audit.pk).deadline == monday

"""A notice of a new sub-processor on its way: forwarded, counted, answered, settled."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from docx import Document

from agreements.joint.models import (
    NoticeAdvice,
    NoticedAgreement,
    NoticeReceipt,
    SubProcessorNotice,
)
from agreements.joint.notices import actions as joint
from agreements.joint.notices import sweeping
from agreements.municipal.models import Agreement, AgreementNotice, AppendixB, Notice
from agreements.municipal.notices import actions as own
from documents.storage import read_bytes
from tenants.models import Recipient, Standing
from tests.agreements.conftest import World
from tests.agreements.noticing import (
    SYSTEM,
    agreed_with,
    enter,
    facts,
    forward,
    in_force,
    mandate,
    sent,
    set_days,
    work,
)
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.models import Job, OutboxMail
from workflows.municipal.models import MunicipalLogEntry

TODAY = timezone.localdate


def line() -> AgreementNotice:
    """The one line of the municipality that is acting."""
    return AgreementNotice.objects.select_related("notice", "agreement").get()


def test_each_municipality_gets_the_notice_with_its_own_clock(world: World) -> None:
    notice = sent(world, "aalborg", "viborg")
    assert (notice.state, notice.number[:3]) == ("sent", "UV-")
    for key in ("mette", "bo"):
        with acting_as(world.caller_of(key)):
            mine = line()
            assert (mine.state, mine.received_on) == ("running", TODAY())
            assert mine.notice.name == "Fjordhost ApS"
            assert mine.notice.country_name == "Danmark"
            assert mine.due is not None
            assert mine.due >= TODAY() + timedelta(days=28)
    with acting_as(Caller.secretariat()):
        assert NoticedAgreement.objects.count() == 2
        assert set(Standing.objects.filter(kind="subprocessor_notice").values_list("state", flat=True)) == {
            "running"
        }
        assert OutboxMail.objects.filter(kind="agreements/notice_delivered").count() == 2


def test_only_agreements_with_the_supplier_that_are_signed_are_touched(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    in_force(world, text, "aalborg")
    forward(world, enter(world))
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.count() == 1
    with acting_as(world.caller_of("bo")):
        assert not Notice.objects.exists()
    with acting_as(Caller.secretariat()):
        assert Recipient.objects.get(kind="subprocessor_notice", state="dropped").reason


def test_a_notice_that_touches_nobody_is_not_forwarded(world: World) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.register_systemuse")
    notice = enter(world)
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="Ingen kommune"):
        joint.forward(notice=notice, by=world.actor("sara"))


def test_delivering_twice_changes_nothing(world: World) -> None:
    notice = sent(world, "aalborg")
    with acting_as(Caller.secretariat()):
        for table in ("NoticedAgreement", "NoticeReceipt"):
            assert {"NoticedAgreement": NoticedAgreement, "NoticeReceipt": NoticeReceipt}[
                table
            ].objects.count() == 1
        Recipient.objects.filter(delivery_id=notice.id)
        from agreements.joint.notices.jobs import deliver_notice
        from workflows.jobs import RunningJob

        again = RunningJob(Job.objects.get(kind="agreements.deliver_notice"))
        assert deliver_notice(again) == {"delivered": 0, "waiting": 0}
        assert NoticedAgreement.objects.count() == 1


def test_the_secretariat_s_receipt_counts_only_under_a_mandate_to_receive(world: World) -> None:
    """Registered from a letter of ten days ago: the clock of the one who gave the mandate runs from then."""
    agreed_with(world, "aalborg", "viborg")
    mandate(world, "viborg", "receive_notices")
    ago = TODAY() - timedelta(days=10)
    with acting_as(Caller.secretariat()):
        notice = joint.enter(
            supplier=world.supplier,
            facts=facts(),
            texts=[],
            source=SubProcessorNotice.Source.SECRETARIAT,
            received_on=ago,
            by=world.actor("sara"),
        )
    forward(world, notice)
    with acting_as(world.caller_of("mette")):
        assert (line().received_on, line().received_through) == (TODAY(), "own")
        own_due = line().due
    with acting_as(world.caller_of("bo")):
        assert (line().received_on, line().received_through) == (ago, "mandate")
        bo_due = line().due
    assert own_due is not None
    assert bo_due is not None
    assert bo_due < own_due


def test_a_mandate_that_had_not_begun_does_not_count(world: World) -> None:
    agreed_with(world, "viborg")
    mandate(world, "viborg", "receive_notices", since=5)
    with acting_as(Caller.secretariat()):
        notice = joint.enter(
            supplier=world.supplier,
            facts=facts(),
            texts=[],
            source=SubProcessorNotice.Source.SECRETARIAT,
            received_on=TODAY() - timedelta(days=10),
            by=world.actor("sara"),
        )
    forward(world, notice)
    with acting_as(world.caller_of("bo")):
        assert line().received_on == TODAY()


def test_an_objection_reaches_the_supplier_as_a_receipt(world: World) -> None:
    sent(world, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        own.object_to(line=line(), reason="Serverne står i et delt rum.", by=world.actor("mette"))
    with acting_as(world.caller_of("bo")):
        own.let_pass(line=line(), by=world.actor("bo"))
    with acting_as(Caller.secretariat()):
        work("agreements.notice_answered")
        work("agreements.notice_answered")
    with acting_as(world.caller_of("leo")):
        receipts = {
            (each.line.municipality_name, each.kind): each.text
            for each in NoticeReceipt.objects.select_related("line")
        }
    assert receipts[("Aalborg Kommune", "objection")] == "Serverne står i et delt rum."
    assert ("Viborg Kommune", "no_objection") in receipts
    assert len(receipts) == 4


def test_the_supplier_is_mailed_its_receipts_once_and_together(world: World) -> None:
    sent(world, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        assert sweeping.mail_receipts() == 1
        assert sweeping.mail_receipts() == 0
        mail = OutboxMail.objects.get(kind="agreements/notice_receipts")
        assert mail.to == ["leo@nordlys.example"]
        assert "Aalborg Kommune" in mail.body
        assert "Viborg Kommune" in mail.body


def test_only_who_decides_may_answer(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        for key in ("dorte", "ib", "bente"):
            with pytest.raises(NotPermittedError):
                own.let_pass(line=line(), by=world.actor(key))
        own.let_pass(line=line(), by=world.actor("mette"))
        assert (line().state, line().answered) == ("no_objection", "person")


def test_the_mind_may_be_changed_while_there_is_time_and_not_after(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        own.let_pass(line=line(), by=world.actor("mette"))
        own.object_to(line=line(), reason="Vi så det for sent.", by=world.actor("mette"))
        own.let_pass(line=line(), by=world.actor("mette"))
        assert line().objection_reason == ""
    set_days(world, "aalborg", due=TODAY() - timedelta(days=1))
    with acting_as(world.caller_of("mette")), pytest.raises(NotPossibleError, match="udløb den"):
        own.object_to(line=line(), reason="Alligevel ikke.", by=world.actor("mette"))


def test_the_last_day_counts(world: World) -> None:
    sent(world, "aalborg")
    set_days(world, "aalborg", due=TODAY())
    with acting_as(Caller.secretariat()):
        assert sweeping.settle_due(by=SYSTEM) == []
    with acting_as(world.caller_of("mette")):
        own.object_to(line=line(), reason="I dag er ikke for sent.", by=world.actor("mette"))
        assert line().state == "objection"


def test_silence_is_no_objection_however_late_the_run_is_and_only_once(world: World) -> None:
    """The worker was away for three days: it catches up once, and the answer is of the last day."""
    sent(world, "aalborg", "viborg")
    over = TODAY() - timedelta(days=3)
    set_days(world, "aalborg", due=over)
    with acting_as(Caller.secretariat()):
        assert sweeping.settle_due(by=SYSTEM) == [world.members["aalborg"].id]
        assert sweeping.settle_due(by=SYSTEM) == []  # the job is on its way
        work("agreements.settle_notices")
        assert sweeping.settle_due(by=SYSTEM) == []
    with acting_as(world.caller_of("mette")):
        assert (line().state, line().answered, line().answered_on) == ("no_objection", "silence", over)
        assert MunicipalLogEntry.objects.filter(action="pass_by_silence").count() == 1
    with acting_as(world.caller_of("bo")):
        assert line().state == "running"


def specific(world: World, name: str) -> None:
    """Let a member's line be of an agreement that wants each sub-processor approved."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        schema = world.members[name].schema_name
        cursor.execute(f"UPDATE {schema}.agreements_municipal_agreementnotice SET authorisation = 'specifik'")
        cursor.execute(
            "UPDATE public.agreements_joint_noticedagreement SET authorisation = 'specifik'"
            " WHERE municipality_id = %s",
            [world.members[name].id],
        )


def test_under_specific_authorisation_silence_is_no_consent(world: World) -> None:
    sent(world, "aalborg")
    specific(world, "aalborg")
    set_days(world, "aalborg", due=TODAY() - timedelta(days=40))
    with acting_as(Caller.secretariat()):
        assert sweeping.settle_due(by=SYSTEM) == []
    with acting_as(world.caller_of("mette")):
        assert own.settle(by=SYSTEM) == 0
        assert (line().state, line().label) == ("running", "afventer kommunens godkendelse")
        own.let_pass(line=line(), by=world.actor("mette"))
        assert line().label == "godkendt"


def test_appendix_b_gets_a_dated_version_and_the_signed_one_stays_readable(world: World) -> None:
    sent(world, "aalborg")
    begins = TODAY() - timedelta(days=2)
    with acting_as(world.caller_of("mette")):
        signed = list(Agreement.objects.get().subprocessors)
        own.let_pass(line=line(), by=world.actor("mette"))
    set_days(world, "aalborg", due=TODAY() + timedelta(days=30), used_from=begins)
    with acting_as(Caller.secretariat()):
        sweeping.settle_due(by=SYSTEM)
        work("agreements.settle_notices")
    with acting_as(world.caller_of("mette")):
        assert line().state == "in_effect"
        second, first = AppendixB.objects.all()
        assert (first.number, first.subprocessors, first.file) == (1, signed, None)
        assert (second.number, second.valid_from) == (2, TODAY())
        assert second.subprocessors[-1]["name"] == "Fjordhost ApS"
        assert Agreement.objects.get().subprocessors == second.subprocessors
        assert Agreement.objects.get().state == "in_force"  # not signed again
        assert second.file is not None
        words = "\n".join(
            cell.text
            for table in Document(io.BytesIO(read_bytes(second.file.sha256))).tables
            for row in table.rows
            for cell in row.cells
        )
        assert "Fjordhost ApS" in words
        assert "Aalborg Kommune" in words
        assert own.settle(by=SYSTEM) == 0  # once


def test_silence_never_takes_effect_before_the_notice_is_over(world: World) -> None:
    sent(world, "aalborg")
    set_days(world, "aalborg", due=TODAY() - timedelta(days=1), used_from=TODAY() - timedelta(days=30))
    with acting_as(world.caller_of("mette")):
        own.settle(by=SYSTEM)
        assert line().effective_on == TODAY()
        assert AppendixB.objects.get(number=2).valid_from == TODAY()


def test_no_version_before_the_day_it_is_used_from(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        own.let_pass(line=line(), by=world.actor("mette"))
        assert own.settle(by=SYSTEM) == 0
        assert not AppendixB.objects.exists()
    with acting_as(Caller.secretariat()):
        assert sweeping.settle_due(by=SYSTEM) == []


def test_advice_is_no_answer(world: World) -> None:
    notice = sent(world, "aalborg")
    with acting_as(Caller.secretariat()):
        joint.assess(notice=notice, verdict="object", text="Uklar kæde.", by=world.actor("sara"))
        work("agreements.deliver_advice")
        assert SubProcessorNotice.objects.get().state == "assessed"
        assert NoticeAdvice.objects.count() == 1
    with acting_as(world.caller_of("mette")):
        assert (line().notice.advice, line().notice.advice_text) == ("object", "Uklar kæde.")
        assert (line().state, line().answered) == ("running", "")


def test_the_secretariat_answers_only_under_a_mandate(world: World) -> None:
    sent(world, "aalborg", "viborg")
    mandate(world, "viborg", "answer_notices")
    by = world.actor("sara")
    with acting_as(Caller.secretariat()):
        lines = {each.municipality_name: each for each in NoticedAgreement.objects.all()}
        with pytest.raises(NotPossibleError, match="ikke fuldmagt"):
            joint.answer_for(line=lines["Aalborg Kommune"], objects=False, reason="", by=by)
        joint.answer_for(line=lines["Viborg Kommune"], objects=False, reason="", by=by)
        with pytest.raises(NotPossibleError, match="svaret i mellemtiden"):
            joint.answer_for(line=lines["Viborg Kommune"], objects=True, reason="Nej", by=by)
        assert NoticeReceipt.objects.get(kind="no_objection").under_mandate
    with acting_as(world.caller_of("mette")):
        assert line().state == "running"
    with acting_as(world.caller_of("bo")):
        assert (line().state, line().answered) == ("no_objection", "mandate")
        assert line().mandate_id is not None
        own.object_to(line=line(), reason="Vi er uenige.", by=world.actor("bo"))  # it is theirs to change
        assert line().mandate_id is None


@pytest.mark.parametrize("covers", ["sign", "receive_notices"])
def test_a_mandate_for_something_else_does_not_count(world: World, covers: str) -> None:
    sent(world, "aalborg")
    mandate(world, "aalborg", covers)
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="ikke fuldmagt"):
        joint.answer_for(
            line=NoticedAgreement.objects.get(), objects=False, reason="", by=world.actor("sara")
        )


def test_withdrawing_takes_every_open_line_and_those_still_waiting(world: World) -> None:
    notice = sent(world, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        own.object_to(line=line(), reason="Nej.", by=world.actor("mette"))
    with acting_as(world.caller_of("leo")):
        mine = SubProcessorNotice.objects.get(pk=notice.pk)
        joint.withdraw(notice=mine, reason="Vi finder en anden.", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        sweeping.take_back(by=SYSTEM)
        sweeping.take_back(by=SYSTEM)
        assert Job.objects.filter(kind="agreements.withdraw_notice").count() == 1
        work("agreements.withdraw_notice")
        assert SubProcessorNotice.objects.get().state == "withdrawn"
    for key in ("mette", "bo"):
        with acting_as(world.caller_of(key)):
            assert line().state == "withdrawn"
            assert line().notice.withdrawn_reason == "Vi finder en anden."
            with pytest.raises(OutdatedError):
                own.let_pass(line=line(), by=world.actor(key))


def test_the_supplier_answers_an_objection(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("leo")):
        theirs = NoticedAgreement.objects.get()
        with pytest.raises(NotPossibleError):
            joint.not_used(line=theirs, note="Ikke for jer.", by=world.actor("leo"))
    with acting_as(world.caller_of("mette")):
        own.object_to(line=line(), reason="Nej.", by=world.actor("mette"))
    with acting_as(world.caller_of("leo")):
        joint.not_used(line=theirs, note="Ikke for jer.", by=world.actor("leo"))
    with acting_as(world.caller_of("mette")):
        assert (line().state, line().outcome_note) == ("not_used", "Ikke for jer.")


def test_an_objection_may_end_in_termination(world: World) -> None:
    sent(world, "aalborg")
    by = world.actor("mette")
    with acting_as(world.caller_of("mette")):
        with pytest.raises(OutdatedError):
            own.note_outcome(line=line(), step="note_terminated", note="Opsagt.", by=by)
        own.object_to(line=line(), reason="Nej.", by=by)
        own.note_outcome(line=line(), step="note_terminated", note="Opsagt til den 1. maj.", by=by)
        assert line().state == "terminated"


def test_a_notice_is_closed_when_nobody_is_left(world: World) -> None:
    notice = sent(world, "aalborg")
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="1 svar mangler"):
        joint.close(notice=notice, by=world.actor("sara"))
    with acting_as(world.caller_of("mette")):
        own.let_pass(line=line(), by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        joint.close(notice=notice, by=world.actor("sara"))
        assert SubProcessorNotice.objects.get().state == "closed"


def test_a_municipality_registers_what_came_by_mail_and_the_others_get_it_too(world: World) -> None:
    agreed_with(world, "aalborg", "viborg")
    ago = TODAY() - timedelta(days=6)
    with acting_as(world.caller_of("mette")):
        own.register(
            facts=facts(), agreements=list(Agreement.objects.all()), received_on=ago, by=world.actor("mette")
        )
        assert (line().state, line().received_on) == ("running", ago)
    with acting_as(Caller.secretariat()):
        work("agreements.notice_registered")
        work("agreements.notice_registered")
        notice = SubProcessorNotice.objects.get()
        assert (notice.source, notice.state, notice.received_on) == ("municipality", "received", ago)
        assert NoticedAgreement.objects.get().municipality_name == "Aalborg Kommune"
    with acting_as(world.caller_of("leo")):
        assert not SubProcessorNotice.objects.exists()  # not before it is forwarded
    forward(world, notice)
    with acting_as(world.caller_of("mette")):
        assert (line().received_on, line().notice.number) == (ago, notice.number)
        own.let_pass(line=line(), by=world.actor("mette"))
    with acting_as(world.caller_of("bo")):
        assert line().received_on == TODAY()
        tellers = MunicipalLogEntry.objects.filter(subject_id=line().id).values_list("by_name", flat=True)
        assert list(tellers) == ["Sekretariatet"]  # not who had it first
    with acting_as(world.caller_of("leo")):
        assert NoticedAgreement.objects.count() == 2


def test_what_nobody_forwards_goes_by_itself_the_same_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed_with(world, "aalborg")
    notice = enter(world)
    with acting_as(Caller.secretariat()):
        monkeypatch.setattr(sweeping, "LAST_HOUR", 24)
        sweeping.forward_late(by=SYSTEM)
        assert SubProcessorNotice.objects.get().state == "received"
        monkeypatch.setattr(sweeping, "LAST_HOUR", 0)
        sweeping.forward_late(by=SYSTEM)
        assert SubProcessorNotice.objects.get(pk=notice.pk).state == "sent"


def test_many_answers_in_one_act_and_one_refusal_stops_no_other(world: World) -> None:
    agreed_with(world, "aalborg")
    forward(world, enter(world))
    forward(world, enter(world, name="Skyhavn Ltd", registration_number="IE 3456789A", country="IE"))
    with acting_as(world.caller_of("mette")):
        lines = list(AgreementNotice.objects.select_related("notice", "agreement"))
        own.let_pass(line=lines[0], by=world.actor("mette"))
        outcome = own.answer_many(lines=lines, objects=False, reason="", by=world.actor("mette"))
    assert (outcome.done, len(outcome.refused)) == (1, 1)


def test_the_supplier_s_words_come_out_as_typed(world: World) -> None:
    """Hostile values: markup, template fields and Danish letters stay text, in the record and in Word."""
    nasty = "{{ 7*7 }} <w:p>&amp; ' ; DROP TABLE x; -- æøå {% if %}"
    sent(world, "aalborg", name=nasty, purpose=nasty, registration_number="10150817")
    set_days(world, "aalborg", due=TODAY() - timedelta(days=1), used_from=TODAY() - timedelta(days=1))
    with acting_as(world.caller_of("mette")):
        own.settle(by=SYSTEM)
        assert line().notice.name == nasty
        made = AppendixB.objects.get(number=2)
        assert made.file is not None
        cells = [
            cell.text
            for table in Document(io.BytesIO(read_bytes(made.file.sha256))).tables
            for row in table.rows
            for cell in row.cells
        ]
        assert any(nasty in text for text in cells)

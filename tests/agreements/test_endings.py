"""Notice, expiry, proof of deletion: each step with its refusal, and the calendar that catches up once."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from agreements.joint.endings import actions as ends
from agreements.joint.endings.dates import enqueue_dates
from agreements.joint.endings.reading import endings, followed
from agreements.joint.models import IssuedAgreement, SupplierAct
from agreements.joint.tasks import follow_dates
from agreements.municipal import actions as own
from agreements.municipal import ending_actions as ending
from agreements.municipal.following import pass_dates
from agreements.municipal.letters import Notice
from agreements.municipal.models import Agreement
from agreements.municipal.months import months_after, months_before
from agreements.municipal.states import Party
from documents.uploadhandlers import ReceivedFile
from secretariat.pagekit.tags.words import da_date
from tenants.models import Standing
from tests.agreements.conftest import VOUCHED, World
from tests.agreements.test_pages import page
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import past_quiet
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job, OutboxMail
from workflows.municipal.models import MunicipalLogEntry

TODAY = timezone.localdate


def in_force(
    world: World, upload: Callable[..., ReceivedFile], *, until: date | None = None, months: int | None = 3
) -> Agreement:
    """Aalborg's agreement with Nordlys, signed by both and in force."""
    text = world.released()
    world.send(text, "aalborg", "viborg")
    return bring_into_force(world, upload, until=until, months=months)


def bring_into_force(
    world: World,
    upload: Callable[..., ReceivedFile],
    *,
    until: date | None = None,
    months: int | None = 3,
    version: int = 1,
) -> Agreement:
    """Sign the version of Aalborg's agreement by both, and note that it applies."""
    mette, signer = world.actor("mette"), world.actor("bente")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get(version=version)
        signatory = own.Signatory("Bente Aalborg", "bente@aalborg.example")
        own.want(agreement=agreement, signatory=signatory, url="", by=mette)
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=TODAY(),
            signed_by="Bente",
            approval=VOUCHED,
            by=signer,
        )
    with acting_as(world.caller_of("leo")):
        from agreements.joint import actions as joint

        issued = IssuedAgreement.objects.get(pk=agreement.pk)
        joint.sign(
            agreement=issued,
            received=upload(),
            signed_on=TODAY(),
            signed_by="Leo",
            approval=VOUCHED,
            by=world.actor("leo"),
        )
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get(version=version)
        own.take_effect(
            agreement=agreement,
            in_force_from=TODAY(),
            valid_until=until,
            notice_by=None,
            journal_number="",
            notice_months=months,
            by=mette,
        )
    return agreement


def give_notice(world: World, ends_on: date, *, agreed: bool = False, by: str = "mette") -> Agreement:
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        notice = Notice(TODAY(), ends_on, "Systemet er udfaset.", agreed)
        return ending.give_notice(
            agreement=agreement,
            notice=notice,
            party=Party.MUNICIPALITY,
            received=None,
            by=world.actor(by),
        )


def run_jobs() -> None:
    """Do what the worker does with every job that is due."""
    for _ in range(3):
        with acting_as(Caller.owner()):
            due = list(Job.objects.filter(state="queued", created_at__lte=timezone.now()))
        for each in due:
            run(each.id)


def mails(template: str) -> int:
    with acting_as(Caller.owner()):
        return OutboxMail.objects.filter(kind=template).count()


def standing() -> Standing:
    with acting_as(Caller.secretariat()):
        return Standing.objects.get(kind="agreement", municipality__kommunekode="0851")


def end_now(world: World) -> None:
    """Let the end have come five days ago, and the calendar pass."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE m_aalborg.agreements_municipal_agreement SET ends_on = current_date - 5")
        Standing.objects.filter(state="under_notice").update(due=TODAY() - timedelta(days=5))
    follow_dates()
    run_jobs()


def test_months_end_on_the_last_day_where_the_day_is_missing() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 15), 3) == date(2027, 2, 15)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)


def test_the_last_day_of_notice_follows_from_end_and_period(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    until = TODAY() + timedelta(days=365)
    agreement = in_force(world, upload, until=until, months=3)
    assert agreement.notice_by == months_before(until, 3)
    assert standing().notice_by == agreement.notice_by


def test_notice_before_the_period_has_run_is_refused_unless_both_agree(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    with pytest.raises(NotPossibleError, match="opsigelsesvarsel"):
        give_notice(world, TODAY() + timedelta(days=10))
    give_notice(world, TODAY() + timedelta(days=10), agreed=True)
    assert standing().state == "under_notice"
    assert standing().due == TODAY() + timedelta(days=10)


def test_notice_is_given_by_who_decides_and_the_supplier_is_told(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    day = months_after(TODAY(), 3)
    with pytest.raises(NotPermittedError):
        give_notice(world, day, by="bente")
    give_notice(world, day)
    run_jobs()
    assert mails("agreements/notice_given") == 1
    with acting_as(world.caller_of("leo")):
        [mine] = [each for each in endings() if each.state == "under_notice"]
        assert (mine.due, mine.word) == (day, "Systemet er udfaset.")
    with acting_as(world.caller_of("lis")):
        assert endings() == []


def test_a_notice_can_be_taken_back_while_the_agreement_applies(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        ending.take_back_notice(agreement=agreement, reason="Vi fortsætter.", by=world.actor("mette"))
        assert (agreement.state, agreement.ends_on, agreement.notice_party) == ("in_force", None, "")
    assert standing().state == "in_force"


def test_a_supplier_gives_notice_after_the_period_and_not_before(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    with acting_as(world.caller_of("leo")):
        issued = IssuedAgreement.objects.get(municipality_name="Aalborg Kommune")
        early = TODAY() + timedelta(days=5)
        with pytest.raises(OutdatedError):
            ends.act(
                agreement=issued, kind="notice", on=early, text="x", received=None, by=world.actor("leo")
            )
        day = months_after(TODAY(), 3)
        sent = ends.act(
            agreement=issued,
            kind="notice",
            on=day,
            text="Vi lukker.",
            received=upload(),
            by=world.actor("leo"),
        )
        sent.refresh_from_db()
        assert sent.delivered_at
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.state, agreement.notice_party, agreement.ends_on) == (
            "under_notice",
            "supplier",
            day,
        )
        assert agreement.notice_file is not None
    with acting_as(world.caller_of("bo")):
        assert Agreement.objects.get().state == "for_decision"
    run_jobs()
    assert mails("agreements/supplier_notice") == 1


def test_a_supplier_cannot_end_what_a_municipality_is_still_considering(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    with acting_as(world.caller_of("leo")):
        issued = IssuedAgreement.objects.get(municipality_name="Viborg Kommune")
        with pytest.raises(OutdatedError):
            ends.act(
                agreement=issued,
                kind="notice",
                on=months_after(TODAY(), 6),
                text="x",
                received=None,
                by=world.actor("leo"),
            )


def test_the_calendar_catches_up_after_three_days_and_does_so_once(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    end_now(world)
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert agreement.state == "awaiting_deletion"
        assert agreement.deletion_due is not None
        assert agreement.deletion_due >= TODAY() + timedelta(days=7)
    assert (standing().state, standing().due) == ("awaiting_deletion", agreement.deletion_due)
    follow_dates()
    run_jobs()
    assert mails("agreements/deletion_asked") == 1
    with acting_as(world.caller_of("mette")):
        assert MunicipalLogEntry.objects.filter(action="end").count() == 1


def test_what_does_not_end_yet_is_left_alone(world: World, upload: Callable[..., ReceivedFile]) -> None:
    in_force(world, upload, until=TODAY())
    follow_dates()
    run_jobs()
    assert standing().state == "in_force"


def test_each_municipality_is_looked_after_once_a_day_and_where_a_day_has_passed(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload, until=TODAY())
    with acting_as(Caller.secretariat()):
        assert len(enqueue_dates(today=TODAY(), by=Actor.system())) == 3
        assert enqueue_dates(today=TODAY(), by=Actor.system()) == []
    run_jobs()
    with acting_as(Caller.secretariat()):
        assert enqueue_dates(today=TODAY(), by=Actor.system()) == []
    with acting_as(Caller.owner()):
        Standing.objects.filter(state="in_force").update(valid_until=TODAY() - timedelta(days=3))
    with acting_as(Caller.secretariat()):
        assert len(enqueue_dates(today=TODAY(), by=Actor.system())) == 1


def test_an_agreement_expires_and_is_prolonged_or_brought_to_deletion(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload, until=TODAY() + timedelta(days=1))
    with acting_as(world.caller_of("mette")):
        passed = pass_dates(today=TODAY() + timedelta(days=4), by=Actor.system())
        assert passed == {"ended": 0, "expired": 1}
        agreement = Agreement.objects.get()
        assert (agreement.state, agreement.ends_on) == ("expired", TODAY() + timedelta(days=1))
        until = TODAY() + timedelta(days=400)
        by = world.actor("mette")
        ending.prolong(agreement=agreement, valid_until=until, reason="Ny aftale om driften", by=by)
        assert (agreement.state, agreement.notice_by) == ("in_force", months_before(until, 3))
        pass_dates(today=until + timedelta(days=1), by=Actor.system())
        ending.demand_deletion(agreement=Agreement.objects.get(), reason="Systemet er lukket.", by=by)
        assert Agreement.objects.get().state == "awaiting_deletion"
    run_jobs()
    assert mails("agreements/expired") == 2
    assert mails("agreements/deletion_asked") == 1


def test_an_agreement_that_cannot_be_taken_does_not_keep_the_others_waiting(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload, until=TODAY() + timedelta(days=1))
    with acting_as(world.caller_of("mette")):
        stuck = Agreement.objects.get()
        other = Agreement.objects.get()
        other.pk, other.common_text_id, other.number = uuid4(), None, "EGEN-1"
        other.save(force_insert=True)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        schema = world.members["aalborg"].schema_name
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            f'ALTER TABLE "{schema}".agreements_municipal_agreement'
            f" ADD CONSTRAINT stuck CHECK (id <> '{stuck.pk}' OR state <> 'expired')"
        )
    with acting_as(world.caller_of("mette")):
        with pytest.raises(IntegrityError):
            pass_dates(today=TODAY() + timedelta(days=4), by=Actor.system())
        assert [Agreement.objects.get(pk=each.pk).state for each in (stuck, other)] == ["in_force", "expired"]


def prove(world: World, received: ReceivedFile | None = None, kind: str = "slet") -> SupplierAct:
    with acting_as(world.caller_of("leo")):
        issued = IssuedAgreement.objects.get(municipality_name="Aalborg Kommune")
        return ends.act(
            agreement=issued,
            kind=kind,
            on=TODAY(),
            text="Alt er slettet, også sikkerhedskopier.",
            received=received,
            by=world.actor("leo"),
        )


def test_proof_is_sent_back_with_a_reason_until_it_is_accepted(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    end_now(world)
    mette = world.actor("mette")
    with acting_as(world.caller_of("mette")), pytest.raises(NotPossibleError, match="ingen dokumentation"):
        ending.accept_evidence(agreement=Agreement.objects.get(), kept_by_law="", by=mette)
    prove(world, upload())
    with acting_as(world.caller_of("mette")):
        due = past_quiet(TODAY() + timedelta(days=20))
        ending.return_evidence(
            agreement=Agreement.objects.get(), reason="Sikkerhedskopier mangler.", due=due, by=mette
        )
        assert Agreement.objects.get().deletion_due == due
        with pytest.raises(NotPossibleError):
            ending.accept_evidence(agreement=Agreement.objects.get(), kept_by_law="", by=mette)
    prove(world, kind="returner")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        kept = "Arkivloven: afleveret til stadsarkivet."
        ending.accept_evidence(agreement=agreement, kept_by_law=kept, by=mette)
        assert [each.outcome for each in agreement.evidence.all()] == ["sent_back", "accepted"]
        assert agreement.kept_by_law == kept
    assert standing().state == "deletion_proven"
    run_jobs()
    assert mails("agreements/evidence_sent_back") == mails("agreements/evidence_accepted") == 1
    assert mails("agreements/evidence_received") == 2


def test_a_supplier_is_reminded_of_proof_once_in_a_while_and_not_while_proof_waits(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    end_now(world)
    late = TODAY() + timedelta(days=60)
    with acting_as(Caller.secretariat()):
        assert ends.remind_of_deletion(today=TODAY(), by=Actor.system()) == 0
        assert ends.remind_of_deletion(today=late, by=Actor.system()) == 1
        assert ends.remind_of_deletion(today=late, by=Actor.system()) == 0
        [row] = followed()
        assert (row.reminders, row.holder) == (1, "Nordlys Data A/S")
    prove(world)
    with acting_as(Caller.secretariat()):
        [row] = followed("awaiting_deletion")
        assert (row.proof_waits, row.holder) == (True, "Aalborg Kommune")
        assert followed("expired") == []


def test_another_supplier_proves_nothing_and_reads_nothing(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    agreement = in_force(world, upload)
    with acting_as(world.caller_of("lis")):
        assert not IssuedAgreement.objects.filter(pk=agreement.pk).exists()
        with pytest.raises(ObjectDoesNotExist):
            IssuedAgreement.objects.get(pk=agreement.pk)
    path = f"/aftaler/gaeldende/{agreement.pk}/"
    assert client_of("lis").get(path).status_code == 404
    page = client_of("leo").get(path)
    assert page.status_code == 200
    assert "Opsig aftalen" in page.content.decode()


def test_the_pages_of_notice_and_proof_take_what_is_typed(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    agreement = in_force(world, upload)
    mette = client_of("mette")
    path = f"/aftaler/{agreement.pk}/trin/give_notice/"
    day = months_after(TODAY(), 3)
    data = {
        "given_on": TODAY().strftime("%d.%m.%Y"),
        "ends_on": day.strftime("%d.%m.%Y"),
        "reason": "<b>Æ & {{ ø }}</b>",
    }
    assert mette.get(path).status_code == 200
    assert mette.post(path, {**data, "reason": ""}).status_code == 200
    assert standing().state == "in_force"
    assert mette.post(path, data).status_code == 302
    page = mette.get(f"/aftaler/{agreement.pk}/").content.decode()
    assert "&lt;b&gt;Æ &amp; {{ ø }}&lt;/b&gt;" in page
    assert "opsagt" in page
    end_now(world)
    leo = client_of("leo")
    proof = {"kind": "slet", "on": TODAY().strftime("%d.%m.%Y"), "text": "Slettet."}
    assert leo.post(f"/aftaler/gaeldende/{agreement.pk}/", proof).status_code == 302
    assert "Slettet." in mette.get(f"/aftaler/{agreement.pk}/").content.decode()
    desk = client_of("sara").get("/aftaler/ophoer/").content.decode()
    assert agreement.number in desk
    assert client_of("bo").get(path).status_code == 404


def test_a_suppliers_notice_that_waits_over_midnight_counts_from_the_day_it_was_given(
    world: World, upload: Callable[..., ReceivedFile]
) -> None:
    """The municipality's archive lags behind; the supplier was in time, and stays so."""
    in_force(world, upload)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tenants_schemastep (app, name, sql) VALUES ('agreements_municipal', '9999_new', '')"
        )
    yesterday = TODAY() - timedelta(days=1)
    with acting_as(world.caller_of("leo")):
        act = ends.act(
            agreement=IssuedAgreement.objects.get(municipality=world.members["aalborg"]),
            kind="notice",
            on=months_after(yesterday, 3),
            text="Produktet udgår.",
            received=None,
            by=world.actor("leo"),
        )
        assert SupplierAct.objects.get().waits_because
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tenants_schemastep WHERE name = '9999_new'")
        cursor.execute("UPDATE agreements_joint_supplieract SET added_at = added_at - interval '1 day'")
    with acting_as(Caller.secretariat()):
        assert ends.deliver_act(act.id, attempt=1)
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.state, agreement.notice_given_on) == ("under_notice", yesterday)


def test_the_secretariat_reads_the_story_of_an_agreement_through_to_its_end(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    in_force(world, upload, until=TODAY() + timedelta(days=1))
    with acting_as(world.caller_of("mette")):
        path = f"/aftaler/overblik/{Agreement.objects.get().id}/"
        pass_dates(today=TODAY() + timedelta(days=4), by=Actor.system())
        by = world.actor("mette")
        ending.demand_deletion(agreement=Agreement.objects.get(), reason="Systemet er lukket.", by=by)
    told = page(client_of("sara"), path)
    assert "Aftalen er udløbet" in told
    assert "Leverandøren er bedt om at dokumentere sletning" in told
    assert "<strong>skannet kopi</strong>, Bente Aalborg, direktør, står inde for den" in told
    assert f"{da_date(TODAY())})" in told

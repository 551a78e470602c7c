"""What the database itself refuses about notices, each with what it allows beside it."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from agreements.joint.models import (
    KnownProcessor,
    NoticeAdvice,
    NoticedAgreement,
    NoticeReceipt,
    SubProcessorNotice,
)
from agreements.joint.notices import actions as joint
from agreements.joint.notices import sweeping
from agreements.municipal.models import Agreement, AgreementNotice, AppendixB
from agreements.municipal.notices import actions as own
from tenants.actions import onboard
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality, Recipient, Standing
from tests.agreements.conftest import World
from tests.agreements.noticing import (
    SYSTEM,
    agreed_with,
    enter,
    facts,
    forward,
    mandate,
    put_in_force,
    sent,
    work,
)
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.models import Job


def refused(statement: str, *given: object) -> bool:
    """Return whether PostgreSQL refuses the statement; the transaction goes on."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, list(given))
    except DatabaseError:
        return True
    return False


def test_a_municipality_reads_nothing_joint_and_reports_only_its_own(world: World) -> None:
    sent(world, "aalborg", "viborg")
    with acting_as(world.caller_of("bo")):
        others = AgreementNotice.objects.get().id
    with acting_as(world.caller_of("mette")):
        for model in (SubProcessorNotice, NoticedAgreement, NoticeReceipt, NoticeAdvice, KnownProcessor):
            assert refused(f'SELECT * FROM "{model._meta.db_table}"')
        assert refused("SELECT agreements_municipal_notice_up_v1(%s)", others)
        assert refused("DELETE FROM agreements_municipal_agreementnotice")
        own.let_pass(line=AgreementNotice.objects.get(), by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        assert refused("SELECT agreements_municipal_notice_up_v1(%s)", others)
        states = Standing.objects.filter(kind="subprocessor_notice")
        assert set(states.values_list("municipality__short_name", "state")) == {
            ("Aalborg", "no_objection"),
            ("Viborg", "running"),
        }


def test_a_leap_is_not_believed(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        line = AgreementNotice.objects.get()

        def leap() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE agreements_municipal_agreementnotice"
                    " SET state = 'not_used', objection_reason = 'x'"
                )
                cursor.execute("SELECT agreements_municipal_notice_up_v1(%s)", [line.id])

        with pytest.raises(DatabaseError, match="cannot go from running to not_used"):
            leap()


def test_a_version_of_appendix_b_cannot_be_changed_nor_removed(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        made = AppendixB(agreement=Agreement.objects.get(), number=1, subprocessors=[])
        made.save(force_insert=True)
        assert refused("UPDATE agreements_municipal_appendixb SET subprocessors = '[]'")
        assert refused("DELETE FROM agreements_municipal_appendixb")


def test_a_supplier_reaches_its_own_and_changes_only_what_withdrawing_changes(world: World) -> None:
    notice = sent(world, "aalborg")
    line = "SELECT agreements_joint_not_used_v1(%s, 'x', %s, 'x')"
    with acting_as(Caller.secretariat()):
        line_id = NoticedAgreement.objects.get().id
    with acting_as(world.caller_of("lis")):
        for model in (SubProcessorNotice, NoticedAgreement, NoticeReceipt):
            assert not model._default_manager.exists()
        assert refused("SELECT * FROM agreements_joint_noticeadvice")
        assert refused(line, line_id, notice.id)
        with pytest.raises(DatabaseError), transaction.atomic():
            joint.enter(
                supplier=world.supplier,
                facts=facts(),
                texts=[],
                source=SubProcessorNotice.Source.SUPPLIER,
                received_on=timezone.localdate(),
                by=world.actor("lis"),
            )
    with acting_as(world.caller_of("leo")):
        assert SubProcessorNotice.objects.exists()
        assert refused("UPDATE agreements_joint_subprocessornotice SET received_on = current_date - 30")
        assert refused("UPDATE agreements_joint_subprocessornotice SET state = 'closed'")
        assert refused("DELETE FROM agreements_joint_noticereceipt")
        assert refused(
            "SELECT agreements_joint_answer_for_v1(%s, false, '', %s, '', current_date)", line_id, line_id
        )
        joint.withdraw(notice=SubProcessorNotice.objects.get(), reason="Udgår", by=world.actor("leo"))


def test_a_mandate_of_another_municipality_does_not_count(world: World) -> None:
    sent(world, "aalborg", "viborg")
    mandate(world, "aalborg", "answer_notices")
    with acting_as(Caller.secretariat()):
        by = world.actor("sara")
        lines = {each.municipality_name: each for each in NoticedAgreement.objects.all()}
        with pytest.raises(NotPossibleError):
            joint.answer_for(line=lines["Viborg Kommune"], objects=False, reason="", by=by)
        joint.answer_for(line=lines["Aalborg Kommune"], objects=False, reason="", by=by)


def test_a_locked_schema_waits_by_name_and_its_clock_starts_when_it_gets_the_notice(
    committed: None, request: Any
) -> None:
    world: World = request.getfixturevalue("committed_world")
    agreed_with(world, "aalborg", "viborg")
    notice = enter(world)
    locked, release = threading.Event(), threading.Event()

    def hold() -> None:
        with acting_as(Caller.owner()), transaction.atomic(), connection.cursor() as cursor:
            schema = world.members["aalborg"].schema_name
            cursor.execute(f"LOCK TABLE {schema}.agreements_municipal_agreement IN ACCESS EXCLUSIVE MODE")
            locked.set()
            release.wait(timeout=60)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(timeout=20)
    forward(world, notice)
    with acting_as(Caller.secretariat()):
        recipients = Recipient.objects.filter(kind="subprocessor_notice")
        assert dict(recipients.values_list("municipality__short_name", "state")) == {
            "Aalborg": "waiting",
            "Viborg": "delivered",
        }
        assert "optaget" in recipients.get(state="waiting").reason
        assert NoticedAgreement.objects.get().municipality_name == "Viborg Kommune"
    release.set()
    holder.join(timeout=20)
    with acting_as(Caller.secretariat()):
        assert Job.objects.filter(kind="agreements.deliver_notice", state="queued").count() == 1
        work("agreements.deliver_notice")
        assert NoticedAgreement.objects.count() == 2
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().received_on == timezone.localdate()


def test_a_notice_to_25_with_one_objection_and_one_mandate(world: World) -> None:
    """One objects, one is answered for under mandate, one answers itself, 22 are silent to the end."""
    members = _members(25)
    world.members.update(members)
    text = world.released()
    world.send(text, *members)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for each in members.values():
            put_in_force(each, text, cursor)
    notice = forward(world, enter(world))
    mandate(world, "viborg", "answer_notices")
    with acting_as(world.caller_of("mette")):
        own.object_to(line=AgreementNotice.objects.get(), reason="Delte servere.", by=world.actor("mette"))
    copenhagen = members["koebenhavn"]
    with acting_as(Caller.municipality(copenhagen)):
        own.let_pass(line=AgreementNotice.objects.get(), by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        assert NoticedAgreement.objects.count() == 25
        line = NoticedAgreement.objects.get(municipality=members["viborg"])
        joint.answer_for(line=line, objects=False, reason="", by=world.actor("sara"))
        with pytest.raises(NotPossibleError, match="22 svar mangler, 1 indsigelser"):
            joint.close(notice=notice, by=world.actor("sara"))
    over = timezone.localdate() - timedelta(days=1)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for each in members.values():
            table = f"{each.schema_name}.agreements_municipal_agreementnotice"
            cursor.execute(f"UPDATE {table} SET due = %s, notice_ends = %s", [over, over])
        cursor.execute(
            "UPDATE public.tenants_standing SET due = %s WHERE kind = 'subprocessor_notice'", [over]
        )

    with acting_as(Caller.secretariat()):
        assert len(sweeping.settle_due(by=SYSTEM)) == 22
        work("agreements.settle_notices")
        work("agreements.notice_answered")
        counts = Standing.objects.filter(kind="subprocessor_notice").values_list("state", flat=True)
        assert sorted(counts) == ["no_objection"] * 24 + ["objection"]
        answers = NoticeReceipt.objects.exclude(kind="received")
        assert answers.count() == 25
        assert answers.filter(under_mandate=True).count() == 1
        assert NoticeReceipt.objects.filter(kind="received").count() == 25


def _members(count: int) -> dict[str, Municipality]:
    """Onboard municipalities until there are so many; by short name, the three of the tests by host."""
    with acting_as(Caller.owner()):
        there = set(Municipality.objects.values_list("kommunekode", flat=True))
        for each in [one for one in KOMMUNER if one.kommunekode not in there][: count - len(there)]:
            onboard(kommunekode=each.kommunekode, by=SYSTEM, since=timezone.localdate())
        hosts = {"0851": "aalborg", "0791": "viborg", "0101": "koebenhavn"}
        return {hosts.get(each.kommunekode, each.short_name): each for each in Municipality.objects.all()}

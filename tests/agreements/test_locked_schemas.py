"""What cannot reach a municipality now waits by name and is brought later; what no longer fits is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.joint.endings import actions as ends
from agreements.joint.endings.reading import endings
from agreements.joint.models import IssuedAgreement, SupplierAct
from agreements.municipal import ending_actions as ending
from agreements.municipal.letters import Notice
from agreements.municipal.models import Agreement
from agreements.municipal.months import months_after
from agreements.municipal.states import Party
from documents.uploadhandlers import ReceivedFile
from register.changing import actions as changing
from register.models import Supplier
from tenants.models import Recipient
from tests.agreements.conftest import World
from tests.agreements.locking import locked
from tests.agreements.test_endings import TODAY, in_force, mails, run_jobs
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.jobs import run
from workflows.models import Job

Upload = Callable[..., ReceivedFile]


@pytest.fixture
def bound(committed_world: World, upload: Upload) -> World:
    """Aalborg's agreement applies with three months' notice, and transactions really commit."""
    in_force(committed_world, upload)
    run_jobs()
    return committed_world


def run_later(kind: str) -> None:
    """Do what the worker does when the time of the next attempt has come."""
    with acting_as(Caller.secretariat()):
        due = list(Job.objects.filter(kind=kind, state="queued"))
    assert due
    for each in due:
        run(each.id)


def send(world: World, kind: str, upload: Upload | None = None) -> SupplierAct:
    on = months_after(TODAY(), 3) if kind == "notice" else TODAY()
    with acting_as(world.caller_of("leo")):
        issued = IssuedAgreement.objects.get(municipality_name="Aalborg Kommune")
        received = upload() if upload else None
        by = world.actor("leo")
        return ends.act(agreement=issued, kind=kind, on=on, text="Vi lukker.", received=received, by=by)


def states(world: World) -> tuple[str, int]:
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        return agreement.state, agreement.evidence.count()


def test_a_notice_waits_for_a_locked_schema_and_is_brought_once(bound: World, upload: Upload) -> None:
    with locked(bound, "aalborg"):
        act = send(bound, "notice", upload)
        with acting_as(bound.caller_of("leo")):
            stored = SupplierAct.objects.get(pk=act.pk)
            assert stored.delivered_at is None
            assert "optaget" in stored.waits_because
            [mine] = [each for each in endings() if each.issued.municipality_name == "Aalborg Kommune"]
            assert mine.waiting
            assert not mine.may_give_notice
        with pytest.raises(NotPossibleError, match="på vej"):
            send(bound, "notice")
    assert states(bound) == ("in_force", 0)
    run_later("agreements.deliver_act")
    run_jobs()
    with acting_as(bound.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.state, agreement.ends_on) == ("under_notice", months_after(TODAY(), 3))
        assert agreement.notice_file is not None
    with acting_as(Caller.secretariat()):
        assert SupplierAct.objects.get().waits_because == ""
        assert not Job.objects.filter(kind="agreements.deliver_act", state="queued").exists()
    assert mails("agreements/supplier_notice") == 1


def test_a_notice_that_waited_over_night_counts_from_the_day_it_was_given(bound: World) -> None:
    with locked(bound, "aalborg"):
        act = send(bound, "notice")
    yesterday = timezone.now() - timedelta(days=1)
    on = months_after(timezone.localdate(yesterday), 3)
    with acting_as(Caller.owner()):
        SupplierAct.objects.filter(pk=act.pk).update(added_at=yesterday, on=on)
    run_later("agreements.deliver_act")
    with acting_as(bound.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.state, agreement.ends_on) == ("under_notice", on)
        assert agreement.notice_given_on == timezone.localdate(yesterday)


def test_a_notice_that_no_longer_fits_is_told_and_tried_no_more(bound: World) -> None:
    with locked(bound, "aalborg"):
        act = send(bound, "notice")
    with acting_as(bound.caller_of("mette")):
        ending.give_notice(
            agreement=Agreement.objects.get(),
            notice=Notice(TODAY(), months_after(TODAY(), 4), "Udfaset.", False),
            party=Party.MUNICIPALITY,
            received=None,
            by=bound.actor("mette"),
        )
    run_later("agreements.deliver_act")
    run_jobs()
    with acting_as(Caller.secretariat()):
        assert "opsagt" in SupplierAct.objects.get(pk=act.pk).refused_because
        assert not Job.objects.filter(kind="agreements.deliver_act", state="queued").exists()
    with acting_as(bound.caller_of("mette")):
        assert Agreement.objects.get().notice_party == "municipality"
    with acting_as(bound.caller_of("leo")):
        [mine] = [each for each in endings() if each.issued.municipality_name == "Aalborg Kommune"]
        assert not mine.waiting
    assert mails("agreements/act_not_delivered") == 2
    assert mails("agreements/supplier_notice") == 0


def test_a_proof_waits_for_a_locked_schema_and_is_brought(bound: World, upload: Upload) -> None:
    send(bound, "notice")
    with acting_as(Caller.owner()):
        from django.db import connection

        with connection.cursor() as cursor:
            schema = bound.members["aalborg"].schema_name
            cursor.execute(
                f"UPDATE {schema}.agreements_municipal_agreement "
                "SET state = 'awaiting_deletion', deletion_due = %s",
                [TODAY()],
            )
    with locked(bound, "aalborg"):
        send(bound, "slet", upload)
    assert states(bound) == ("awaiting_deletion", 0)
    run_later("agreements.deliver_act")
    assert states(bound) == ("awaiting_deletion", 1)
    run_jobs()
    assert mails("agreements/evidence_received") == 1


def confirmed(world: World, kind: str, supplier: object = SUPPLIER_X, **given: object) -> None:
    with acting_as(Caller.secretariat()):
        facts = {"effective_on": timezone.localdate(), "reason": "CVR-registret", **given}
        change = changing.propose(
            kind=kind,
            supplier=Supplier.objects.get(pk=supplier),
            by=world.actor("sara"),
            **facts,  # type: ignore[arg-type]
        )
        changing.confirm(change=change, by=world.actor("sara"))


def test_the_new_name_waits_for_a_locked_schema_and_the_others_have_it(bound: World) -> None:
    with locked(bound, "aalborg"):
        confirmed(bound, "name", new_name="Polar Data A/S")
        run_jobs()
        with acting_as(Caller.secretariat()):
            told = Recipient.objects.filter(kind="supplier_name")
            assert dict(told.values_list("municipality__short_name", "state")) == {
                "Aalborg": "waiting",
                "Viborg": "delivered",
            }
            assert "optaget" in told.get(state="waiting").reason
        with acting_as(bound.caller_of("bo")):
            assert Agreement.objects.get().supplier_now == "Polar Data A/S"
    with acting_as(bound.caller_of("mette")):
        assert Agreement.objects.get().supplier_now == ""
    run_later("agreements.supplier_now")
    with acting_as(bound.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.supplier_name, agreement.supplier_now) == ("Nordlys Data A/S", "Polar Data A/S")
    with acting_as(Caller.secretariat()):
        assert not Recipient.objects.filter(kind="supplier_name", state="waiting").exists()
        assert not Job.objects.filter(kind="agreements.supplier_now", state="queued").exists()


def test_a_name_after_a_merger_reaches_what_was_signed_before_it(world: World, upload: Upload) -> None:
    """Agreements keep the supplier they were made with; the name it has by now follows all the same."""
    in_force(world, upload)
    with acting_as(Caller.secretariat()):
        other = Supplier.objects.get(pk=SUPPLIER_Y)
    confirmed(world, "merger", other=other)
    run_jobs()
    confirmed(world, "name", SUPPLIER_Y, new_name="Kystpolar A/S")
    run_jobs()
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.supplier_name, agreement.supplier_now) == ("Nordlys Data A/S", "Kystpolar A/S")

"""Who uses a system that has been sold is told, and its agreement about it is marked."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from agreements.municipal.models import Agreement
from documents.uploadhandlers import ReceivedFile
from register.changing import actions as changing
from register.models import Supplier, SystemUse
from tenants.models import Recipient
from tests.agreements.conftest import World
from tests.agreements.locking import locked
from tests.agreements.test_endings import in_force, mails, run_jobs
from tests.agreements.test_locked_schemas import run_later
from tests.agreements.test_pages import page
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

Upload = Callable[..., ReceivedFile]
MARK = "Systemet har fået en ny leverandør"


def sell(world: World, system: int = 0) -> None:
    with acting_as(Caller.secretariat()):
        change = changing.propose(
            kind="sale",
            supplier=Supplier.objects.get(pk=SUPPLIER_X),
            other=Supplier.objects.get(pk=SUPPLIER_Y),
            system=world.systems[system],
            effective_on=timezone.localdate(),
            reason="Solgt",
            by=world.actor("sara"),
        )
        changing.confirm(change=change, by=world.actor("sara"))


def test_who_is_bound_is_told_with_its_agreement_and_sees_the_mark(
    world: World, upload: Upload, client_of: Callable[[str], Client]
) -> None:
    agreement = in_force(world, upload)
    with acting_as(Caller.owner()):
        SystemUse.objects.filter(municipality=world.members["viborg"]).update(is_active=False)
    mette = client_of("mette")
    assert MARK not in page(mette, f"/aftaler/{agreement.id}/")
    sell(world)
    run_jobs()
    run_jobs()
    shown = page(mette, f"/aftaler/{agreement.id}/")
    assert MARK in shown
    assert "Nordlys Journal leveres fra den" in shown
    assert "noterede, at Nordlys Journal er solgt til Kystsoft ApS" in shown
    with acting_as(Caller.owner()):
        mail = OutboxMail.objects.get(
            kind="agreements/system_sold", to__contains=["databeskyttelse@aalborg.example"]
        )
        assert agreement.number in mail.body
        assert f"/aftaler/{agreement.id}/" in mail.body
    with acting_as(world.caller_of("bo")):
        theirs = Agreement.objects.get()
    assert MARK not in page(client_of("bo"), f"/aftaler/{theirs.id}/"), "nothing binds Viborg yet"


def test_who_does_not_use_the_system_is_not_told(world: World) -> None:
    sell(world, 1)
    run_jobs()
    with acting_as(Caller.secretariat()):
        told = Recipient.objects.filter(kind="system_sold")
        assert [each.municipality.short_name for each in told.select_related("municipality")] == ["Aalborg"]
    assert mails("agreements/system_sold") == 1


def test_a_locked_schema_is_marked_later_and_mailed_once(committed_world: World, upload: Upload) -> None:
    world = committed_world
    in_force(world, upload)
    run_jobs()
    with locked(world, "aalborg"):
        sell(world)
        run_jobs()
        with acting_as(Caller.secretariat()):
            waits = Recipient.objects.get(kind="system_sold", state="waiting")
            assert "optaget" in waits.reason
        before = mails("agreements/system_sold")
    run_later("agreements.system_sold")
    assert mails("agreements/system_sold") == before + 1
    with acting_as(Caller.secretariat()):
        assert not Recipient.objects.filter(kind="system_sold", state="waiting").exists()

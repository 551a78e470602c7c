"""A supplier's new name, merger, sale of a system and group: proposed, looked at, carried out on its day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.joint.models import (
    CommonText,
    IssuedAgreement,
    NoticedAgreement,
    Round,
    SubProcessorNotice,
)
from agreements.joint.notices import actions as notices
from agreements.joint.suppliers import sold_systems
from agreements.municipal.models import Agreement, AgreementNotice
from agreements.municipal.notices import actions as own_notices
from audits.joint.models import Audit
from documents.models import StoredFile
from register.changing import actions
from register.changing.reading import affected_by, changes_of, group_facts
from register.models import Supplier, SupplierChange, SupplierContact, System
from register.tasks import carry_out_changes
from tests.agreements.conftest import World, arrange, files_apart, upload, without_libreoffice  # noqa: F401
from tests.agreements.noticing import sent, work
from tests.agreements.test_endings import run_jobs
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import history

WHY = "CVR-registret"


@pytest.fixture
def world(
    members: dict,  # type: ignore[type-arg]
    caller_of: Callable[[str], Caller],
    actor: Callable,  # type: ignore[type-arg]
    store: object,
) -> World:
    """Supplier X with two systems that members use, and supplier Y with none."""
    return arrange(members, caller_of, actor)


def propose(world: World, kind: str, **given: object) -> SupplierChange:
    with acting_as(Caller.secretariat()):
        given = {"effective_on": timezone.localdate(), "reason": WHY, **given}
        supplier = Supplier.objects.get(pk=SUPPLIER_X)
        return actions.propose(kind=kind, supplier=supplier, by=world.actor("sara"), **given)  # type: ignore[arg-type]


def confirm(world: World, change: SupplierChange) -> SupplierChange:
    with acting_as(Caller.secretariat()):
        return actions.confirm(change=change, by=world.actor("sara"))


def other() -> Supplier:
    with acting_as(Caller.secretariat()):
        return Supplier.objects.get(pk=SUPPLIER_Y)


def test_a_new_name_stands_in_what_comes_and_the_old_in_what_was_made(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg")
    change = propose(world, "name", new_name="Polar Data A/S")
    with acting_as(Caller.secretariat()):
        assert Supplier.objects.get(pk=SUPPLIER_X).name == "Nordlys Data A/S"
        assert any("gamle" in said for said in affected_by(change))
    confirm(world, change)
    run_jobs()
    with acting_as(Caller.secretariat()):
        assert Supplier.objects.get(pk=SUPPLIER_X).name == "Polar Data A/S"
        assert CommonText.objects.get().supplier_name_then == "Nordlys Data A/S"
        assert [str(each) for each in changes_of(world.supplier)] == [
            "Nordlys Data A/S skifter navn til Polar Data A/S"
        ]
        assert {"propose_change", "confirm_change", "carry_out_change"} <= set(
            history(world.supplier).values_list("action", flat=True)
        )
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.supplier_name, agreement.supplier_now) == ("Nordlys Data A/S", "Polar Data A/S")
    with acting_as(world.caller_of("bo")):
        assert not Agreement.objects.exists()


def test_a_change_waits_for_its_day_and_is_carried_out_once(world: World) -> None:
    day = timezone.localdate() + timedelta(days=3)
    change = confirm(world, propose(world, "name", new_name="Polar Data A/S", effective_on=day))
    carry_out_changes()
    with acting_as(Caller.secretariat()):
        assert Supplier.objects.get(pk=SUPPLIER_X).name == "Nordlys Data A/S"
        assert actions.carry_out_due(today=day + timedelta(days=3), by=world.actor("sara")) == 1
        assert Supplier.objects.get(pk=SUPPLIER_X).name == "Polar Data A/S"
        assert actions.carry_out_due(today=day + timedelta(days=3), by=world.actor("sara")) == 0
        with pytest.raises(OutdatedError):
            actions.drop(change=change, reason="x", by=world.actor("sara"))


def test_a_change_that_is_given_up_is_not_carried_out(world: World) -> None:
    change = propose(world, "name", new_name="Polar Data A/S")
    with acting_as(Caller.secretariat()):
        actions.drop(change=change, reason="Det var en anden.", by=world.actor("sara"))
    with pytest.raises(OutdatedError):
        confirm(world, change)


def test_a_merger_takes_along_what_is_open_and_leaves_what_is_ended(world: World) -> None:
    sent = world.released()
    world.send(sent, "aalborg")
    ended = world.to_supplier(world.begin("Afbrudt"))
    from agreements.joint import actions as joint

    with acting_as(Caller.secretariat()):
        joint.break_off(text=CommonText.objects.get(pk=ended.pk), advice="x", by=world.actor("lise"))
    with acting_as(world.caller_of("lis")):
        assert not CommonText.objects.exists()
    change = propose(world, "merger", other=other())
    with acting_as(Caller.secretariat()):
        said = " ".join(affected_by(change))
        assert sent.number in said
        assert ended.number not in said
    with acting_as(world.caller_of("lis")):
        assert not CommonText.objects.exists()
    confirm(world, change)
    run_jobs()
    with acting_as(Caller.secretariat()):
        gone = Supplier.objects.get(pk=SUPPLIER_X)
        assert gone.merged_into_id == SUPPLIER_Y
        assert set(System.objects.values_list("supplier_id", flat=True)) == {SUPPLIER_Y}
        assert set(SupplierContact.objects.values_list("supplier_id", flat=True)) == {SUPPLIER_Y}
        with pytest.raises(NotPossibleError, match="gået op"):
            propose(world, "name", new_name="Igen")
    with acting_as(world.caller_of("lis")):
        assert list(CommonText.objects.values_list("pk", flat=True)) == [sent.pk]
        assert Round.objects.get().document.pk
        issued = IssuedAgreement.objects.get()
        assert StoredFile.objects.filter(pk=issued.word_id).exists()
    with acting_as(world.caller_of("leo")):
        assert list(CommonText.objects.values_list("pk", flat=True)) == [ended.pk]
        assert not IssuedAgreement.objects.exists()
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert (agreement.supplier_name, agreement.supplier_now) == ("Nordlys Data A/S", "Kystsoft ApS")
        assert agreement.supplier_id == SUPPLIER_X


def test_nothing_new_is_begun_with_a_supplier_that_has_merged(world: World) -> None:
    confirm(world, propose(world, "merger", other=other()))
    with acting_as(Caller.secretariat()):
        world.supplier = Supplier.objects.get(pk=SUPPLIER_X)
        world.systems = []
    with pytest.raises(NotPossibleError, match="gået op"):
        world.begin()
    with acting_as(Caller.secretariat()):
        assert not Audit.objects.exists()


def test_a_sold_system_flags_the_texts_that_need_a_supplement(world: World) -> None:
    text = world.released()
    change = propose(world, "sale", other=other(), system=world.systems[0])
    with acting_as(Caller.secretariat()):
        assert sold_systems(CommonText.objects.get(pk=text.pk)) == []
        assert any("tillæg" in said for said in affected_by(change))
        with pytest.raises(NotPossibleError, match="system"):
            actions.propose(
                kind="sale",
                supplier=Supplier.objects.get(pk=SUPPLIER_Y),
                other=world.supplier,
                system=world.systems[0],
                effective_on=timezone.localdate(),
                reason=WHY,
                by=world.actor("sara"),
            )
    confirm(world, change)
    with acting_as(Caller.secretariat()):
        [sold] = sold_systems(CommonText.objects.get(pk=text.pk))
        assert sold.system_name == "Nordlys Journal"
        assert System.objects.get(pk=world.systems[0].pk).supplier_id == SUPPLIER_Y
        assert System.objects.get(pk=world.systems[1].pk).supplier_id == SUPPLIER_X


def test_a_group_has_one_parent_and_is_contacted_once_a_year(world: World) -> None:
    confirm(world, propose(world, "group", other=other()))
    with acting_as(Caller.secretariat()):
        child, parent = Supplier.objects.get(pk=SUPPLIER_X), Supplier.objects.get(pk=SUPPLIER_Y)
        facts = group_facts(child)
        assert [each.pk for each in facts["companies"]] == [SUPPLIER_Y, SUPPLIER_X]
        assert facts["due"]
        actions.note_group_contact(parent=parent, by=world.actor("sara"))
        assert not group_facts(Supplier.objects.get(pk=SUPPLIER_X))["due"]
        with pytest.raises(NotPossibleError, match="moderselskab"):
            actions.propose(
                kind="group",
                supplier=parent,
                other=child,
                effective_on=timezone.localdate(),
                reason=WHY,
                by=world.actor("sara"),
            )


def test_the_pages_propose_preview_and_confirm(world: World, client_of: Callable[[str], Client]) -> None:
    def at(name: str, *args: object) -> str:
        return reverse(f"register:{name}", urlconf="secretariat.urls_secretariat", args=args)

    sara = client_of("sara")
    assert "Notér en ændring" in sara.get(at("supplier", SUPPLIER_X)).content.decode()
    path = at("change_propose", SUPPLIER_X, "name")
    for kind in ("name", "merger", "sale", "group"):
        assert sara.get(at("change_propose", SUPPLIER_X, kind)).status_code == 200
    assert sara.get(at("change_propose", SUPPLIER_X, "andet")).status_code == 404
    assert sara.post(path, {"new_name": ""}).status_code == 200
    today = timezone.localdate().strftime("%d.%m.%Y")
    data = {"new_name": "<b>Æ & {{ ø }}</b>", "effective_on": today, "reason": WHY}
    assert sara.post(path, data).status_code == 302
    with acting_as(Caller.secretariat()):
        change = SupplierChange.objects.get()
    page = sara.get(at("change", change.pk)).content.decode()
    assert "&lt;b&gt;Æ &amp; {{ ø }}&lt;/b&gt;" in page
    assert "Bekræft ændringen" in page
    assert sara.post(at("change_confirm", change.pk)).status_code == 302
    sara.post(at("change_confirm", change.pk))
    page = sara.get(at("supplier", SUPPLIER_X)).content.decode()
    assert "Navne og ejere" in page
    assert client_of("karl").get(at("change", change.pk)).status_code == 403


def test_an_open_notice_goes_along_in_a_merger_and_its_objection_can_be_answered(world: World) -> None:
    sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        line = AgreementNotice.objects.get()
        own_notices.object_to(line=line, reason="Ikke i tredjeland.", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        work("agreements.notice_answered")
    with acting_as(world.caller_of("lis")):
        assert not SubProcessorNotice.objects.exists()
    confirm(world, propose(world, "merger", other=other()))
    with acting_as(world.caller_of("leo")):
        assert not SubProcessorNotice.objects.exists()
    with acting_as(world.caller_of("lis")):
        taken = NoticedAgreement.objects.select_related("notice").get()
        assert taken.receipts.filter(kind="objection").exists()
        notices.not_used(line=taken, note="Den bruges ikke for jer.", by=world.actor("lis"))
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().state == "not_used"

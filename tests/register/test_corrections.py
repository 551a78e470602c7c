"""A supplier corrects the list of its systems: proposals, decided by the secretariat, never silent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from register.models import Supplier, SupplierChange, System, SystemCorrection, SystemUse, UseQuestion
from tenants.models import Municipality
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import MoveError, move
from workflows.models import LogEntry

ClientOf = Callable[[str], Client]
State = SystemCorrection.State


@pytest.fixture
def systems(members: dict[str, Municipality]) -> dict[str, System]:
    """Leo's company delivers Omsorg, used by Aalborg, and Vagtplan; Lis' company Skole, used by Viborg."""
    with acting_as(Caller.secretariat()):
        nordlys = Supplier.objects.create(id=SUPPLIER_X, name="Nordlys Data A/S")
        kystsoft = Supplier.objects.create(id=SUPPLIER_Y, name="Kystsoft ApS")
        names = (("Omsorg", nordlys), ("Vagtplan", nordlys), ("Skole", kystsoft))
        found = {name: System.objects.create(name=name, supplier=supplier) for name, supplier in names}
    with acting_as(Caller.owner()):
        SystemUse.objects.create(municipality=members["aalborg"], system=found["Omsorg"])
        SystemUse.objects.create(municipality=members["viborg"], system=found["Skole"])
    return found


def send(client: Client, system: System, **facts: str) -> Any:
    today = timezone.localdate().isoformat()
    return client.post(f"/systemer/{system.pk}/ret/", {"effective_on": today, **facts}, follow=True)


def stored(**facts: Any) -> SystemCorrection:
    with acting_as(Caller.secretariat()):
        return SystemCorrection.objects.select_related("system", "supplier").get(**facts)


def test_a_supplier_sees_and_corrects_its_own_systems_only(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    leo, lis = client_of("leo"), client_of("lis")
    page = leo.get("/systemer/").content.decode()
    assert "Omsorg" in page
    assert "Skole" not in page
    assert "Aalborg" not in page, "who uses it is not told"
    assert send(lis, systems["Omsorg"], kind="discontinued").status_code == 404
    assert "Skriv, hvilket selskab" in send(leo, systems["Omsorg"], kind="sold").content.decode()
    assert send(leo, systems["Omsorg"], kind="<script>").status_code == 200
    answer = send(leo, systems["Omsorg"], kind="sold", other_name="Kyst <b>soft</b>", kommunekode="0851")
    assert "Sekretariatet ser på det" in answer.content.decode()
    assert "Kyst <b>" not in answer.content.decode()
    assert "allerede meldt" in send(leo, systems["Omsorg"], kind="sold", other_name="X").content.decode()
    row = stored()
    assert (row.state, row.kommunekode) == ("proposed", ""), "what the kind does not ask for is forgotten"
    with acting_as(Caller.secretariat()):
        assert System.objects.get(name="Omsorg").supplier_id == SUPPLIER_X, "nothing changes by itself"
    assert "Omsorg" not in lis.get("/systemer/").content.decode()


def test_a_sale_becomes_a_change_that_is_confirmed_as_all_are(
    systems: dict[str, System], client_of: ClientOf
) -> None:
    sara = client_of("sara")
    send(client_of("leo"), systems["Omsorg"], kind="sold", other_name="Kystsoft ApS")
    assert "1 rettelse fra leverandører" in sara.get("/").content.decode()
    where = f"/register/rettelser/{stored().pk}/"
    assert client_of("karl").post(where, {"take": "1"}).status_code == 403
    assert "Vælg det selskab" in sara.post(where, {"take": "1"}, follow=True).content.decode()
    taken = sara.post(where, {"take": "1", "other": str(SUPPLIER_Y), "answer": "Tak"}, follow=True)
    assert "Ændringen er foreslået" in taken.content.decode()
    with acting_as(Caller.secretariat()):
        change = SupplierChange.objects.get()
        assert (change.kind, change.state, change.other_id) == ("sale", "proposed", SUPPLIER_Y)
        assert System.objects.get(name="Omsorg").supplier_id == SUPPLIER_X
    sara.post(f"/register/aendringer/{change.pk}/bekraeft/")
    with acting_as(Caller.secretariat()):
        assert System.objects.get(name="Omsorg").supplier_id == SUPPLIER_Y
    assert "Taget til følge. Tak" in client_of("leo").get("/systemer/").content.decode()


def test_a_discontinued_system_stays_on_the_lists_and_is_marked(
    systems: dict[str, System], client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    leo, sara = client_of("leo"), client_of("sara")
    for name in ("Omsorg", "Vagtplan"):
        send(leo, systems[name], kind="discontinued")
    with acting_as(Caller.secretariat()):
        ids = {each.system.name: each.pk for each in SystemCorrection.objects.select_related("system")}
    refused = sara.post(f"/register/rettelser/{ids['Vagtplan']}/", {"decline": "1"}, follow=True)
    assert "Skriv, hvorfor" in refused.content.decode()
    sara.post(f"/register/rettelser/{ids['Vagtplan']}/", {"decline": "1", "answer": "Det sælges stadig"})
    sara.post(f"/register/rettelser/{ids['Omsorg']}/", {"take": "1"})
    own = client_of("mette").get("/systemer/bekraeft/").content.decode()
    assert "Udgået, siger leverandøren" in own
    with acting_as(Caller.secretariat()):
        assert SystemUse.objects.get(municipality=members["aalborg"]).is_active
        assert System.objects.get(name="Vagtplan").discontinued_on is None
        assert LogEntry.objects.filter(action="discontinue").count() == 1
    assert "Det sælges stadig" in leo.get("/systemer/").content.decode()


def test_what_is_said_of_a_municipality_looks_the_same_whether_it_is_true(
    systems: dict[str, System], client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    leo, sara, mette = client_of("leo"), client_of("sara"), client_of("mette")
    told = {}
    for kommunekode in ("0851", "0791"):  # Aalborg uses it, Viborg does not
        send(leo, systems["Omsorg"], kind="left", kommunekode=kommunekode)
        row = stored(kommunekode=kommunekode)
        page = sara.get(f"/register/rettelser/{row.pk}/").content.decode()
        assert ("Spørg kommunen" in page) == (kommunekode == "0851")
        sara.post(f"/register/rettelser/{row.pk}/", {"take": "1", "answer": "De bruger det"})
        after = stored(pk=row.pk)
        told[kommunekode] = (after.state, after.answer)
    assert told["0851"] == told["0791"] == ("noted", "")
    with acting_as(Caller.secretariat()):
        question = UseQuestion.objects.get()
    assert "Bruger I stadig Omsorg?" in mette.get("/").content.decode()
    assert "Bruger I stadig" not in client_of("bo").get("/").content.decode()
    where = f"/systemer/spoergsmaal/{question.pk}/"
    assert client_of("bo").post(where, {"answer": "stopped"}).status_code == 404
    assert client_of("ib").post(where, {"answer": "stopped"}).status_code == 403
    assert "Vælg et svar" in mette.post(where, {"answer": "måske"}, follow=True).content.decode()
    assert mette.post(where, {"answer": "stopped"}).status_code == 302
    assert "allerede besvaret" in mette.post(where, {"answer": "used"}, follow=True).content.decode()
    with acting_as(Caller.secretariat()):
        assert not SystemUse.objects.get(municipality=members["aalborg"]).is_active


def test_the_walls_hold_corrections_and_questions_apart(
    systems: dict[str, System], caller_of: Callable[[str], Caller], client_of: ClientOf
) -> None:
    send(client_of("leo"), systems["Omsorg"], kind="left", kommunekode="0851")
    row = stored()
    with acting_as(caller_of("lis")):
        assert not SystemCorrection.objects.exists()
        row.pk = row.id = systems["Skole"].pk
        row._state.adding = True
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)  # another's name
        row.supplier_id = SUPPLIER_Y
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)  # its own name on another's system
        row.system_id = systems["Skole"].pk
        row.save(force_insert=True)
    with acting_as(caller_of("leo")):
        with pytest.raises(DatabaseError), transaction.atomic():
            SystemCorrection.objects.update(answer="Ja")
        with pytest.raises(DatabaseError), transaction.atomic():
            UseQuestion.objects.exists()
    with acting_as(caller_of("mette")), pytest.raises(DatabaseError), transaction.atomic():
        SystemCorrection.objects.exists()


def test_only_who_keeps_the_register_takes_a_step_and_only_once(
    systems: dict[str, System], client_of: ClientOf, actor: Callable[[str], Actor]
) -> None:
    send(client_of("leo"), systems["Omsorg"], kind="discontinued")
    given: dict[str, dict[str, str]] = {"take": {}, "decline": {"answer": "Nej"}, "note": {}}
    with acting_as(Caller.owner()):
        for state in State.values:
            for step, facts in given.items():
                for role in ("sara", "lise", "karl", "mette", "leo"):
                    SystemCorrection.objects.update(state=state)
                    row = SystemCorrection.objects.get()
                    possible = state == State.PROPOSED and role in ("sara", "lise")
                    if possible:
                        move(row, step, by=actor(role), **facts)
                    else:
                        with pytest.raises(MoveError):
                            move(row, step, by=actor(role), **facts)

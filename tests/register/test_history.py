"""What was done with a system and a supplier stands on a page of its own, and an authority can have it."""

import io
import json
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.test import Client

from register.models import Supplier, System, SystemUse
from tenants.models import Municipality
from tests.register.test_pages import ClientOf, first
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.log import history, record

REASON = "Kører i kommunens eget hus"


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.fixture
def assessed(client_of: ClientOf, register: None) -> System:
    """VejPilot, assessed by Sara."""
    system: System = first(System, name="VejPilot")
    facts = {"screening": "own_operation", "screening_reason": REASON}
    assert client_of("sara").post(f"/register/systemer/{system.pk}/vurder/", facts).status_code == 302
    return system


def test_a_system_s_history_tells_what_was_done_by_whom_and_why(
    client_of: ClientOf, assessed: System
) -> None:
    page = words_of(client_of("sara"), f"/register/systemer/{assessed.pk}/historik/")
    assert "Sara Sagsbehandler vurderede systemet" in page
    assert REASON in page
    other = first(System, name="PlanHub")
    assert REASON not in words_of(client_of("sara"), f"/register/systemer/{other.pk}/historik/")


def test_a_system_s_history_holds_the_members_uses_by_name(
    client_of: ClientOf, assessed: System, actor: Callable[[str], Actor], members: dict[str, Municipality]
) -> None:
    with acting_as(Caller.secretariat()):
        use = SystemUse.objects.get(system=assessed, municipality=members["aalborg"])
        record(use, "ask_use", by=actor("sara"))
    page = words_of(client_of("sara"), f"/register/systemer/{assessed.pk}/historik/")
    assert "2 hændelser" in page
    assert "spurgte, om systemet hos Aalborg Kommune stadig bruges" in page


def test_a_supplier_s_history_holds_its_contacts_and_its_systems(
    client_of: ClientOf, assessed: System
) -> None:
    sara, supplier = client_of("sara"), first(Supplier)
    facts = {"name": "Nina Holm", "email": "nina@pilekerne.example", "role": "contact", "language": "da"}
    assert sara.post(f"/register/leverandoerer/{supplier.pk}/ny-kontakt/", facts).status_code == 302
    page = words_of(sara, f"/register/leverandoerer/{supplier.pk}/historik/")
    assert "tilføjede kontaktpersonen Nina Holm" in page
    assert "vurderede systemet VejPilot" in page


@pytest.mark.parametrize(("model", "folder"), [(System, "systemer"), (Supplier, "leverandoerer")])
def test_an_authority_can_have_the_history_with_its_hashes_and_the_taking_is_logged(
    client_of: ClientOf, assessed: System, model: Any, folder: str
) -> None:
    sara = client_of("sara")
    one = assessed if model is System else first(Supplier)
    address = f"/register/{folder}/{one.pk}/historik/"
    told = json.loads(sara.get(f"{address}json/").content)
    assert REASON in [entry["reason"] for entry in told["entries"]]
    sheet = openpyxl.load_workbook(io.BytesIO(sara.get(f"{address}excel/").content))["Historik"]
    assert REASON in [cell.value for row in sheet.iter_rows() for cell in row]
    with acting_as(Caller.secretariat()):
        taken = [row.data["name"].rsplit(".", 1)[1] for row in history(one).filter(action="read")]
    assert taken == ["xlsx", "json"]
    assert sara.get(f"{address}pdf/").status_code == 404

"""The list of agreements that end: a cut, its workbook, and reminding many after a look at whom."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from agreements.joint.endings.choice import Cut
from agreements.joint.endings.reminding import remind_many, reminders
from agreements.municipal.months import months_after
from documents.uploadhandlers import ReceivedFile
from tenants.models import Standing
from tests.agreements.conftest import World
from tests.agreements.test_endings import TODAY, end_now, give_notice, in_force, mails, prove
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError

Upload = Callable[..., ReceivedFile]
PATH = "/aftaler/ophoer/"


@pytest.fixture
def ended(world: World, upload: Upload) -> str:
    """Aalborg's agreement has ended, and the supplier owes proof; returns the agreement's id."""
    agreement = in_force(world, upload)
    give_notice(world, months_after(TODAY(), 3))
    end_now(world)
    return str(agreement.pk)


def states(state: str) -> None:
    with acting_as(Caller.owner()):
        Standing.objects.filter(state="awaiting_deletion").update(state=state, valid_until=TODAY())


def test_the_cut_narrows_by_words_and_lateness_and_excel_has_the_same(
    world: World, ended: str, client_of: Callable[[str], Client]
) -> None:
    with acting_as(Caller.secretariat()):
        assert len(Cut.of({"q": "NORDLYS aalborg"}).rows()) == 1
        assert Cut.of({"q": "kystsoft"}).rows() == []
        assert Cut.of({"sen": "1"}).rows() == []
        assert len(Cut.of({"status": "'; --"}).rows()) == 1
    sara = client_of("sara")
    assert "Hent som Excel" in sara.get(PATH, {"q": "aalborg"}).content.decode()
    sheet = load_workbook(BytesIO(sara.get(PATH, {"q": "aalborg", "form": "excel"}).content)).active
    assert sheet is not None
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["Aalborg Kommune"]
    empty = load_workbook(BytesIO(sara.get(PATH, {"q": "kystsoft", "form": "excel"}).content)).active
    assert empty is not None
    assert empty.max_row == 1


def test_a_look_comes_before_the_mails_and_only_who_owes_something_is_written_to(
    world: World, ended: str, client_of: Callable[[str], Client]
) -> None:
    sara, karl = client_of("sara"), client_of("karl")
    look = sara.post(f"{PATH}ryk/", {"row": [ended, "x"]}).content.decode()
    assert "leo@nordlys.example" in look
    assert mails("agreements/deletion_reminder") == 0
    assert karl.post(f"{PATH}ryk/", {"row": [ended], "send": "1"}).status_code == 403
    assert sara.post(f"{PATH}ryk/", {"row": [ended], "send": "1"}).status_code == 302
    assert mails("agreements/deletion_reminder") == 1
    again = sara.post(f"{PATH}ryk/", {"row": [ended]}).content.decode()
    assert "allerede rykket i dag" in again
    assert sara.post(f"{PATH}ryk/", {"row": []}).status_code == 302
    with acting_as(Caller.secretariat()):
        [row] = Cut.of({}).rows()
        assert row.reminders == 1


def test_nobody_is_reminded_of_proof_that_has_come(world: World, ended: str) -> None:
    prove(world)
    with acting_as(Caller.secretariat()):
        [row] = Cut.of({}).rows()
        [each] = reminders([row.issued.id])
        assert "modtaget" in each.stop
        with pytest.raises(NotPossibleError):
            remind_many(ids=[row.issued.id], by=world.actor("sara"))


def test_of_an_expired_agreement_the_municipality_is_reminded(world: World, ended: str) -> None:
    states("expired")
    before = mails("agreements/expired")
    with acting_as(Caller.secretariat()):
        [row] = Cut.of({"status": "expired"}).rows()
        [sent] = remind_many(ids=[row.issued.id], by=world.actor("sara"))
        assert sent.to == "Aalborg Kommune"
    assert mails("agreements/expired") == before + 1

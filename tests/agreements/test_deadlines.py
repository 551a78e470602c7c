"""No deadline about an agreement falls on a closed day or in a quiet week, whoever sets it and however."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.actions.outside import add_outside
from agreements.joint.models import CommonText
from agreements.joint.reminding import _usual_end, supplier_reads
from agreements.municipal.following import deletion_due
from register.confirming import KEY, round_on
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.calendar import past_quiet, why_quiet
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.models import LegalValue, OutboxMail
from workflows.reminding import letters

Clients = Callable[[str], Client]

AN_EASTER_MONDAY, A_SATURDAY, IN_WEEK_29 = date(2099, 4, 13), date(2099, 4, 18), date(2099, 7, 15)
CLOSED = {AN_EASTER_MONDAY: "2. påskedag", A_SATURDAY: "lørdag", IN_WEEK_29: "uge 29"}
OPEN = date(2099, 4, 14)
YESTERYEAR = date(2026, 4, 14)


def test_the_actions_themselves_refuse_such_a_day(world: World) -> None:
    text, sara = world.begin(), world.actor("sara")
    with acting_as(Caller.secretariat()):
        for day, why in CLOSED.items():
            with pytest.raises(NotPossibleError, match=why):
                joint.send_to_supplier(text=text, message="", due=day, by=sara)
        with pytest.raises(NotPossibleError, match="efter i dag"):
            joint.send_to_supplier(text=text, message="", due=YESTERYEAR, by=sara)
        assert joint.send_to_supplier(text=text, message="", due=OPEN, by=sara).due == OPEN


def test_members_and_bodies_outside_are_given_no_such_day_either(world: World) -> None:
    text, sara, chosen = world.released(), world.actor("sara"), [world.members["aalborg"].id]
    body = {"name": "Forsyningen A/S", "cvr": "12345678", "mailbox": "post@forsyning.example"}
    with acting_as(Caller.secretariat()):
        for day, why in CLOSED.items():
            with pytest.raises(NotPossibleError, match=why):
                joint.send_to_members(text=text, municipality_ids=chosen, answer_by=day, by=sara)
            with pytest.raises(NotPossibleError, match=why):
                add_outside(text=text, **body, answer_by=day, by=sara)
        sent = joint.send_to_members(text=text, municipality_ids=chosen, answer_by=OPEN, by=sara)
        assert sent.answer_by == OPEN


def test_days_that_are_worked_out_are_moved_past_such_days(db: None) -> None:
    with acting_as(Caller.secretariat()):
        LegalValue(
            key=KEY,
            value={"opens": [[7, 1]], "working_days": 10},
            valid_from=date(2026, 6, 1),
            source="Prøve",
        ).save()
        opened = round_on(date(2026, 7, 2))
        assert opened
        assert opened.due == date(2026, 7, 27), "10 working days later lie in the quiet weeks"
        for month in range(1, 13):
            for day in (deletion_due(date(2026, month, 3)), _usual_end(date(2026, month, 3))):
                assert why_quiet(day) == ""
        check_deadline(OPEN)


def test_the_reminders_of_a_text_rest_while_they_are_stopped(world: World, client_of: Clients) -> None:
    text = world.released()
    world.send(text, "aalborg")
    negotiated = world.to_supplier(world.begin())
    sara, page = client_of("sara"), f"/aftaler/{negotiated.id}/"
    late = past_quiet(timezone.localdate() + timedelta(days=400))

    def reminded() -> set[object]:
        with acting_as(Caller.secretariat()):
            return {matter.case_id for letter in letters(late) for matter in letter.matters}

    assert reminded() >= {text.id, negotiated.id}
    stop = f"{page}paamindelser/stop/"
    assert "error-summary" in sara.post(stop, {"reason": " "}).content.decode()
    sara.post(stop, {"reason": "Leverandøren holder ferielukket."})
    assert "ingen påmindelser i sagen" in (shown := sara.get(page).content.decode())
    assert "Leverandøren holder ferielukket." in shown
    assert negotiated.id not in reminded()
    sara.post(f"/aftaler/{text.id}/paamindelser/stop/", {"reason": "Ny version på vej."})
    assert text.id not in reminded(), "the municipalities are not reminded of its agreements either"
    sara.post(f"{page}paamindelser/igen/")
    assert negotiated.id in reminded()
    assert "Lad påmindelserne gå igen" not in sara.get(page).content.decode()
    assert client_of("leo").post(stop, {"reason": "x"}).status_code == 404


def test_the_supplier_is_given_another_date_and_told_why(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    sara, page = client_of("sara"), f"/aftaler/{text.id}/frist/"
    for given in ({"due": "14.4.2099", "reason": " "}, {"due": "15.7.2099", "reason": "Ferie"}):
        assert "error-summary" in sara.post(page, given).content.decode()
    assert sara.post(page, {"due": "14.4.2099", "reason": "I har ferielukket."}).status_code == 302
    shown = sara.get(f"/aftaler/{text.id}/").content.decode()
    assert "14. april 2099" in shown
    with acting_as(Caller.secretariat()):
        mail = OutboxMail.objects.get(kind="agreements/new_due")
        assert "frist til 14. april 2099" in mail.body
        assert "I har ferielukket." in mail.body
        [waits] = [each for each in supplier_reads() if each.id == text.id]
        assert waits.due == OPEN, "reminders count from it"
        with pytest.raises(NotPermittedError):
            joint.set_due(text=text, due=OPEN, reason="x", by=world.actor("karl"))
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()), pytest.raises(OutdatedError, match="ikke hos leverandøren"):
        joint.set_due(text=text, due=OPEN, reason="x", by=world.actor("sara"))

"""Who comes after a negotiation was broken off gets its advice, once: by itself or after a click."""

from collections.abc import Callable

import pytest
from django.test import Client

from agreements.joint import actions as joint
from agreements.joint import desk, late
from agreements.joint.late_advice import unadvised
from agreements.joint.models import Advice, CommonText
from agreements.joint.tasks import look_for_late
from register.models import SystemUse
from tenants.models import Municipality
from tests.agreements.conftest import World
from tests.agreements.test_late_joiners import begins_to_use, by_itself
from tests.agreements.test_pages import page, send
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.models import LogEntry, OutboxMail

WORDS = "Indgå jeres egen aftale, og fasthold 24 timer."
PATH = "/aftaler/udsendelser/"


@pytest.fixture
def broken(world: World) -> CommonText:
    """A negotiation that ended without agreement while two members used the systems."""
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        joint.break_off(text=text, advice=WORDS, by=world.actor("lise"))
        Municipality.objects.filter(kommunekode="0101").update(shared_mailbox="post@kk.example")
    return text


def advised(world: World) -> list[str]:
    with acting_as(Caller.secretariat()):
        return sorted(Advice.objects.values_list("municipality__kommunekode", flat=True))


def test_who_begins_to_use_the_system_later_gets_the_same_advice_by_itself(
    world: World, broken: CommonText
) -> None:
    by_itself(world)
    look_for_late()
    assert advised(world) == ["0791", "0851"]
    begins_to_use(world, "koebenhavn")
    for _ in range(2):
        look_for_late()
    assert advised(world) == ["0101", "0791", "0851"]
    with acting_as(Caller.municipality(world.members["koebenhavn"])):
        assert [each.text for each in Advice.objects.all()] == [WORDS]
    with acting_as(Caller.secretariat()):
        [mail] = OutboxMail.objects.filter(to=["post@kk.example"])
        assert WORDS in mail.body
        assert LogEntry.objects.filter(subject_id=broken.id, action="advise_late").count() == 1


def test_after_a_click_the_advice_waits_on_the_list(
    world: World, broken: CommonText, client_of: Callable[[str], Client]
) -> None:
    by_itself(world, late.AFTER_CLICK)
    begins_to_use(world, "koebenhavn")
    look_for_late()
    assert advised(world) == ["0791", "0851"]
    sara = client_of("sara")
    with acting_as(Caller.secretariat()):
        assert any("mangler rådet" in each.title for each in desk.waiting(world.actor("sara")))
    assert "Københavns Kommune" in page(sara, PATH)
    send(sara, f"{PATH}raad/", {"text": str(broken.id)})
    assert advised(world) == ["0101", "0791", "0851"]
    assert "Københavns Kommune" not in page(sara, PATH)
    with acting_as(Caller.secretariat()), pytest.raises(NotPossibleError, match="manglede"):
        joint.advise_after_click(text_ids=[broken.id], by=world.actor("sara"))


def test_a_text_that_came_into_use_since_has_taken_its_place(world: World, broken: CommonText) -> None:
    begins_to_use(world, "koebenhavn")
    with acting_as(Caller.secretariat()):
        assert [each.text.id for each in unadvised()] == [broken.id]
    world.send(world.released(), "aalborg")
    with acting_as(Caller.secretariat()):
        assert unadvised() == []


def test_who_has_left_or_uses_it_no_more_gets_none(world: World, broken: CommonText) -> None:
    begins_to_use(world, "koebenhavn")
    with acting_as(Caller.secretariat()):
        SystemUse.objects.filter(municipality=world.members["koebenhavn"]).update(is_active=False)
        assert unadvised() == []
        SystemUse.objects.filter(municipality=world.members["koebenhavn"]).update(is_active=True)
        assert unadvised() != []
        Municipality.objects.filter(kommunekode="0101").update(state=Municipality.State.LEFT)
        assert unadvised() == []

"""What waits for each person on the front pages, with the next action."""

from datetime import timedelta

from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.arrivals import came_in
from agreements.joint.desk import late_elsewhere
from agreements.joint.desk import waiting as at_secretariat
from agreements.joint.models import CommonText, Round
from agreements.joint.supplier_desk import waiting as at_supplier
from agreements.municipal import actions as own
from agreements.municipal.desk import waiting as at_municipality
from agreements.municipal.models import Agreement
from tests.agreements.conftest import World
from tests.agreements.test_way import BENTE
from walls.callers import Caller, acting_as


def test_a_draft_waits_for_the_case_worker_and_an_agreed_text_for_the_leader(world: World) -> None:
    world.begin()
    with acting_as(Caller.secretariat()):
        assert [row.action for row in at_secretariat(world.actor("sara"))] == ["Skriv teksten"]
        assert at_secretariat(world.actor("karl")) == []
    world.agreed()
    with acting_as(Caller.secretariat()):
        assert "Frigiv teksten" not in [row.action for row in at_secretariat(world.actor("sara"))]
        assert "Frigiv teksten" in [row.action for row in at_secretariat(world.actor("lise"))]


def test_a_text_waits_for_its_supplier_until_it_is_sent_back(world: World) -> None:
    world.to_supplier(world.begin())
    with acting_as(world.caller_of("leo")):
        assert [row.action for row in at_supplier(world.actor("leo"))] == ["Læs teksten"]
        joint.accept(text=CommonText.objects.get(), note="", by=world.actor("leo"))
        assert at_supplier(world.actor("leo")) == []
    with acting_as(world.caller_of("lis")):
        assert at_supplier(world.actor("lis")) == []


def test_an_agreement_waits_for_whoever_can_bring_it_on(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        assert [row.action for row in at_municipality(world.actor("mette"))] == ["Tag stilling"]
        assert at_municipality(world.actor("bente")) == []
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))
        assert at_municipality(world.actor("mette")) == []
        assert [row.action for row in at_municipality(world.actor("bente"))] == ["Underskriv"]
    with acting_as(world.caller_of("leo")):
        assert [row.action for row in at_supplier(world.actor("leo"))] == ["Underskriv"]


def test_a_question_waits_for_the_case_worker(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        own.ask(agreement=Agreement.objects.get(), text="Hvad nu?", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        rows = at_secretariat(world.actor("sara"))
        assert [(row.action, row.detail) for row in rows] == [("Svar", "Hvad nu?")]


def test_a_late_supplier_is_told_and_its_answer_comes_in(world: World) -> None:
    world.to_supplier(world.begin())
    sara, today = world.actor("sara"), timezone.localdate()
    moment = timezone.now() - timedelta(hours=1)
    with acting_as(Caller.secretariat()):
        assert late_elsewhere(sara) == []
        Round.objects.update(due=today - timedelta(days=1))
        assert [row.due for row in late_elsewhere(sara)] == [today - timedelta(days=1)]
        assert came_in(sara, moment) == []
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        assert late_elsewhere(sara) == []
        assert ["Leverandøren har godkendt teksten" in row.detail for row in came_in(sara, moment)] == [True]
        assert came_in(world.actor("karl"), moment) == []

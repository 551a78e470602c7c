"""Who comes later gets exactly what stands, once: by itself or after a click."""

import os
import signal
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint import desk, late
from agreements.joint.delivering import make_documents
from agreements.joint.models import CommonText, IssuedAgreement, LateJoiner, OutsideRecipient, Sending
from agreements.joint.tasks import look_for_late
from agreements.municipal.models import Agreement
from register.models import SystemUse
from tenants.actions import onboard
from tenants.models import Recipient, Standing
from tests.agreements.conftest import World
from tests.agreements.test_own_facts import run_jobs
from tests.agreements.test_pages import page, send
from tests.agreements.test_walls import refused
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.models import Job, OutboxMail


def by_itself(world: World, way: str = late.BY_ITSELF) -> None:
    """Choose how late joiners get what stands."""
    with acting_as(Caller.secretariat()):
        joint.set_way_of_giving(way=way, by=world.actor("lise"))


def begins_to_use(world: World, who: str) -> None:
    """A member begins to use the first system."""
    with acting_as(Caller.secretariat()):
        SystemUse.objects.create(municipality=world.members[who], system=world.systems[0])


def numbers_of(world: World) -> list[str]:
    """Return the agreements of København."""
    with acting_as(Caller.municipality(world.members["koebenhavn"])):
        return sorted(Agreement.objects.values_list("number", flat=True))


def test_who_begins_to_use_a_system_gets_exactly_what_stands_in_one_mail(world: World) -> None:
    standing, other = world.released(), world.released()
    withdrawn, never_sent = world.released(), world.released()
    for text in (standing, other, withdrawn):
        world.send(text, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        text = CommonText.objects.get(pk=withdrawn.pk)
        joint.withdraw(text=text, reason="Fejl", by=world.actor("lise"))
        world.members["koebenhavn"].shared_mailbox = "post@kk.example"
        type(world.members["koebenhavn"]).objects.filter(kommunekode="0101").update(
            shared_mailbox="post@kk.example"
        )
    by_itself(world)
    begins_to_use(world, "koebenhavn")
    look_for_late()
    look_for_late()
    run_jobs("agreements.give_late")
    assert numbers_of(world) == sorted(f"{each.number}-0101" for each in (standing, other))
    look_for_late()
    run_jobs("agreements.give_late")
    with acting_as(Caller.secretariat()):
        mails = OutboxMail.objects.filter(to=["post@kk.example"])
        assert [each.kind for each in mails] == ["agreements/agreements_delivered"]
        assert standing.number in mails[0].body
        assert withdrawn.number not in mails[0].body
        assert Recipient.objects.filter(joint_id=never_sent.id).count() == 0
        assert Standing.objects.filter(municipality=world.members["koebenhavn"]).count() == 2
        assert Job.objects.filter(kind="agreements.give_late").count() == 1


def test_after_a_click_nothing_is_given_until_somebody_sends(
    world: World, client_of: Callable[[str], Client]
) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    begins_to_use(world, "koebenhavn")
    look_for_late()
    run_jobs("agreements.give_late")
    assert numbers_of(world) == []
    sara = client_of("sara")
    shown = page(sara, "/aftaler/udsendelser/")
    assert "Københavns Kommune" in shown
    assert "Begyndte at bruge Nordlys Journal" in shown
    with acting_as(Caller.secretariat()):
        row = LateJoiner.objects.get()
        waiting = [each.title for each in desk.waiting(world.actor("sara"))]
        assert "1 kommune er kommet til senere og afventer 1 aftale" in waiting
    send(sara, "/aftaler/udsendelser/send/", {"row": [str(row.id), str(uuid4()), "x"]})
    run_jobs("agreements.give_late")
    assert numbers_of(world) == [f"{text.number}-0101"]
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError):
            joint.give_late_after_click(ids=[row.id], by=world.actor("sara"))
        assert not late.waiting().exists()
        assert Sending.objects.count() == 2
    assert "Ingen kommune venter" in page(sara, "/aftaler/udsendelser/")


def test_who_was_left_out_on_purpose_is_no_late_joiner(world: World) -> None:
    by_itself(world)
    text = world.released()
    world.send(text, "aalborg")
    look_for_late()
    with acting_as(Caller.secretariat()):
        assert LateJoiner.objects.get().state == LateJoiner.State.LEFT_OUT
        assert Job.objects.filter(kind="agreements.give_late").count() == 0
    world.send(text, "viborg")
    with acting_as(Caller.secretariat()):
        assert LateJoiner.objects.get().state == LateJoiner.State.GIVEN


def test_what_was_withdrawn_while_it_waited_is_not_given(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    begins_to_use(world, "koebenhavn")
    look_for_late()
    with acting_as(Caller.secretariat()):
        row = late.waiting().get()
        joint.withdraw(text=CommonText.objects.get(), reason="Fejl", by=world.actor("lise"))
        assert not late.waiting().exists()
        with pytest.raises(NotPossibleError):
            joint.give_late_after_click(ids=[row.id], by=world.actor("sara"))
    assert numbers_of(world) == []


def test_a_new_member_gets_what_stands(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    by_itself(world)
    with acting_as(Caller.owner()):
        joined = onboard(
            kommunekode="0461", by=Actor.system(), since=timezone.localdate() + timedelta(days=1)
        )
    with acting_as(Caller.secretariat()):
        SystemUse.objects.create(municipality=joined, system=world.systems[1])
    look_for_late()
    with acting_as(Caller.secretariat()):
        assert "Blev medlem" in LateJoiner.objects.get().why
    run_jobs("agreements.give_late")
    with acting_as(Caller.municipality(joined)):
        assert Agreement.objects.get().number == f"{text.number}-0461"


def test_who_had_it_by_link_waits_for_a_person(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    by_itself(world)
    with acting_as(Caller.secretariat()):
        OutsideRecipient.objects.create(
            common_text=text,
            name="Københavns Kommune",
            cvr=world.members["koebenhavn"].cvr,
            mailbox="post@kk.example",
            number="X",
            added_by_id=uuid4(),
            added_by_name="Sara",
        )
    begins_to_use(world, "koebenhavn")
    look_for_late()
    with acting_as(Caller.secretariat()):
        row = late.waiting().get()
        assert list(late.had_by_link([row])) == [row.id]
        joint.give_late_after_click(ids=[row.id], by=world.actor("sara"))
    run_jobs("agreements.give_late")
    assert numbers_of(world) == [f"{text.number}-0101"]


def test_only_an_administrator_chooses_the_way(world: World, client_of: Callable[[str], Client]) -> None:
    path = "/aftaler/udsendelser/indstilling/"
    assert client_of("sara").post(path, {"way": "by_itself"}).status_code == 403
    lise = client_of("lise")
    lise.post(path, {"way": "altid"})
    with acting_as(Caller.secretariat()):
        assert late.way_of_giving() == late.AFTER_CLICK
    send(lise, path, {"way": "by_itself"})
    with acting_as(Caller.secretariat()):
        assert late.way_of_giving() == late.BY_ITSELF


def test_a_municipality_sees_nothing_of_who_waits(world: World) -> None:
    for key in ("mette", "leo"):
        with acting_as(world.caller_of(key)):
            assert refused(LateJoiner.objects.count)
    with acting_as(Caller.secretariat()):
        assert LateJoiner.objects.count() == 0


def in_a_process_that_is_killed(work: Callable[[Callable[..., None]], None]) -> None:
    """Do something in a process of its own that is killed when it first tells of progress made."""
    connection.close()
    child = os.fork()
    if child == 0:

        def die(done: int, *_: Any) -> None:
            if done:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            work(die)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the worker was to be killed on its way"


def test_a_worker_killed_on_its_way_leaves_whole_documents_and_goes_on(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agreements.joint.delivering.BATCH", 1)
    world = committed_world
    text = world.released()
    with acting_as(Caller.secretariat()):
        ids = [each.id for each in world.members.values()]
        sending = joint.send_to_members(
            text=text, municipality_ids=ids, answer_by=date(2031, 1, 14), by=world.actor("sara")
        )

    def work(tell: Callable[..., None]) -> None:
        with acting_as(Caller.secretariat()):
            make_documents(Sending.objects.get(pk=sending.pk), by=world.actor("sara"), tell=tell)

    in_a_process_that_is_killed(work)
    with acting_as(Caller.secretariat()):
        assert IssuedAgreement.objects.count() == 1, "one municipality is whole, the others not begun"
        assert Recipient.objects.count() == 0
    assert world.work(sending) == {"delivered": 3, "waiting": 0}
    with acting_as(Caller.secretariat()):
        assert IssuedAgreement.objects.count() == 3
        assert OutboxMail.objects.filter(kind="agreements/agreement_delivered").count() <= 3

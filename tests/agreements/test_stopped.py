"""Work that stopped for good: it is on the secretariat's list with why, and whoever waits can go on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.desk import waiting
from agreements.joint.models import FactsChange, OutsideRecipient
from agreements.joint.stopped import BEHIND, TIRED, stopped
from agreements.municipal.models import Agreement
from tenants.models import SchemaStep
from tests.agreements.conftest import World
from tests.agreements.test_outside import add
from tests.agreements.test_own_facts import changed, open_text, run_jobs, words_of
from tests.agreements.test_pages import page
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job

GIVEN = {"subjects": ["borgere"], "ordinary": ["navn"], "journal_number": "9"}


def give_up(kind: str) -> UUID:
    """Let the newest job of a kind be tried as often as the worker tries, and return it."""
    with acting_as(Caller.secretariat()):
        job = Job.objects.filter(kind=kind).latest("created_at")
    for _ in range(5):
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever its handler meets
            run(job.id)
    with acting_as(Caller.secretariat()):
        assert Job.objects.get(pk=job.id).state == "failed"
    return job.id


def lag_behind(behind: bool) -> None:
    """Let the schemas lack a step of today's version, or not any longer."""
    with acting_as(Caller.owner()):
        if behind:
            SchemaStep.objects.create(app="agreements_municipal", name="9999_tomorrow", sql="")
        else:
            SchemaStep.objects.filter(name="9999_tomorrow").delete()


@pytest.fixture
def waiting_change(world: World) -> UUID:
    """A change of Aalborg's own facts whose job has given up, since the schema lagged behind for a while."""
    world.send(open_text(world), "aalborg", "viborg")
    changed(world, {"journal_number": "55.66"})
    lag_behind(True)
    job = give_up("agreements.change_facts")
    lag_behind(False)
    return job


def test_a_change_that_stopped_is_on_the_list_with_why_and_is_tried_again(
    world: World, waiting_change: UUID, client_of: Callable[[str], Client]
) -> None:
    with acting_as(Caller.secretariat()):
        assert [(each.who, each.why) for each in stopped()] == [("Aalborg Kommune", BEHIND)]
        assert any("Gik i stå" in each.detail for each in waiting(world.actor("sara")))
        assert not any("Gik i stå" in each.detail for each in waiting(world.actor("karl")))
    sara = client_of("sara")
    assert BEHIND in page(sara, "/aftaler/udsendelser/")
    assert sara.post(f"/aftaler/udsendelser/igen/{waiting_change}/").status_code == 302
    with acting_as(Caller.secretariat()):
        assert stopped() == []
    run_jobs("agreements.change_facts")
    with acting_as(world.caller_of("mette")):
        assert "55.66" in "\n".join(words_of(Agreement.objects.select_related("word").get().word.sha256))
    with acting_as(Caller.secretariat()), pytest.raises(OutdatedError):
        joint.try_stopped_again(job_id=waiting_change, by=world.actor("sara"))


def test_the_municipality_is_told_and_may_change_again(
    world: World, waiting_change: UUID, client_of: Callable[[str], Client]
) -> None:
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
    path, mette = f"/aftaler/{agreement.id}/oplysninger/", client_of("mette")
    shown = page(mette, path)
    assert "kunne ikke laves" in shown
    assert 'value="55.66"' in shown
    assert mette.post(path, GIVEN).status_code == 302
    assert "kunne ikke laves" not in page(mette, path).split("Ændringer")[0]
    run_jobs("agreements.change_facts")
    with acting_as(Caller.secretariat()):
        assert stopped() == []
        states = dict(FactsChange.objects.values_list("values__journal_number", "state"))
        assert states == {"55.66": "refused", "9": "done"}


def test_while_a_job_is_on_its_way_a_second_change_is_refused(world: World, waiting_change: UUID) -> None:
    with acting_as(Caller.secretariat()):
        joint.try_stopped_again(job_id=waiting_change, by=world.actor("sara"))
    with acting_as(world.caller_of("mette")), pytest.raises(NotPossibleError, match="ved at blive lavet"):
        joint.change_facts(agreement=Agreement.objects.get(), facts={}, by=world.actor("mette"))


def test_a_link_that_stopped_is_on_the_list_until_it_is_sent_or_revoked(
    world: World, client_of: Callable[[str], Client]
) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(Caller.secretariat()):
        joint.add_outside(
            text=text, name="Lemvig Kommune", cvr="29189935", mailbox="p@lemvig.example", answer_by=None,
            by=world.actor("sara"),
        )  # fmt: skip
        job = Job.objects.get(kind="agreements.outside_link")
        assert stopped() == []
    with acting_as(Caller.owner()):
        Job.objects.filter(pk=job.pk).update(state="failed", finished_at=timezone.now())
    with acting_as(Caller.secretariat()):
        assert [(each.who, each.why) for each in stopped()] == [("Lemvig Kommune", TIRED)]
    sara = client_of("sara")
    assert "Lemvig Kommune" in page(sara, "/aftaler/udsendelser/")
    assert client_of("karl").post(f"/aftaler/udsendelser/igen/{job.id}/").status_code in (403, 404)
    assert sara.post(f"/aftaler/udsendelser/igen/{job.id}/").status_code == 302
    run_jobs("agreements.outside_link")
    with acting_as(Caller.secretariat()):
        recipient = OutsideRecipient.objects.get()
        assert stopped() == []
        assert recipient.links.count() == 1
    with acting_as(Caller.owner()):
        Job.objects.filter(kind="agreements.outside_link").update(state="failed", finished_at=timezone.now())
    with acting_as(Caller.secretariat()):
        assert len(stopped()) == 1
        joint.revoke_outside(recipient=recipient, reason="Forkert.", by=world.actor("sara"))
        assert stopped() == []


def test_a_link_that_was_mailed_is_not_on_the_list(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg")
    add(world, text)
    with acting_as(Caller.secretariat()):
        assert OutsideRecipient.objects.get().links.get().created_at > timezone.now() - timedelta(minutes=5)
        assert stopped() == []

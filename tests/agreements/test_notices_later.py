"""Notices after they went out: a day still to come, who signs later, what stops no other, finding them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from agreements.joint.notices import sweeping
from agreements.municipal.models import AgreementNotice
from agreements.municipal.notices import actions as own
from tests.agreements.conftest import World
from tests.agreements.noticing import SYSTEM, enter, forward, in_force, sent, set_days, work
from tests.agreements.test_notices import TODAY, line
from walls.callers import Caller, acting_as
from workflows.models import Job, OutboxMail


def test_who_must_only_wait_for_its_day_is_not_asked_every_minute(world: World) -> None:
    """Silence has spoken, but the notice itself runs on past the day it was to be used from."""
    sent(world, "aalborg")
    set_days(world, "aalborg", due=TODAY() - timedelta(days=1), used_from=TODAY())
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        schema = world.members["aalborg"].schema_name
        cursor.execute(
            f"UPDATE {schema}.agreements_municipal_agreementnotice SET notice_ends = current_date + 30"
        )
    with acting_as(Caller.secretariat()):
        for expected in (1, 1, 0):  # silence, then its day that is not there yet, then rest
            assert len(sweeping.settle_due(by=SYSTEM)) == expected
            work("agreements.settle_notices")
    with acting_as(Caller.jobs()):
        Job.objects.filter(kind="agreements.settle_notices").update(
            finished_at=timezone.now() - timedelta(hours=2)
        )
    with acting_as(Caller.secretariat()):
        assert len(sweeping.settle_due(by=SYSTEM)) == 1
    with acting_as(world.caller_of("mette")):
        assert line().state == "no_objection"


def test_a_line_that_cannot_be_settled_stops_no_other(world: World) -> None:
    """The standing of the first disagrees with its line; the second has its day all the same."""
    sent(world, "aalborg")
    forward(world, enter(world, name="Skovdata A/S", registration_number="10150825"))
    set_days(world, "aalborg", due=TODAY() - timedelta(days=1))
    with acting_as(world.caller_of("mette")):
        broken, good = AgreementNotice.objects.order_by("notice__name")
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.tenants_standing SET state = 'withdrawn' WHERE subject_id = %s", [broken.id]
        )
    with acting_as(world.caller_of("mette")):
        with pytest.raises(IntegrityError):
            own.settle(by=SYSTEM)
        good.refresh_from_db(fields=["answered"])
        assert good.answered == "silence"
        broken.refresh_from_db(fields=["answered"])
        assert broken.answered == ""


def test_who_signs_after_the_notice_went_out_gets_it_with_a_clock_of_its_own(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    in_force(world, text, "aalborg")
    notice = forward(world, enter(world))
    with acting_as(world.caller_of("bo")):
        assert not AgreementNotice.objects.exists()
    in_force(world, text, "viborg")
    with acting_as(Caller.jobs()):
        Job.objects.update(created_at=timezone.now() - timedelta(hours=2))
    with acting_as(Caller.secretariat()):
        for _ in range(2):
            sweeping.reach_new(by=SYSTEM)
            work("agreements.deliver_notice")
        mailed = OutboxMail.objects.filter(kind="agreements/notice_delivered", joint_id=notice.id)
        assert mailed.count() == 2, "Aalborg at first, Viborg now, and nobody twice"
    with acting_as(world.caller_of("bo")):
        assert (line().state, line().received_on) == ("running", TODAY())
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "found"), [("Fjordhsot", True), ("fjordhost nordlys", True), ("Skovdata", False)]
)
def test_a_notice_is_found_with_two_letters_swapped(
    world: World, client_of: Callable[[str], Client], words: str, *, found: bool
) -> None:
    sent(world, "aalborg")
    for who, path in (("mette", "/aftaler/varsler/"), ("sara", "/aftaler/varsler/")):
        page = client_of(who).get(path, {"q": words}).content.decode()
        assert ("Fjordhost ApS" in page) == found, who

"""Agreements that came after a notice was closed: appendix B names who is in use, the signed one stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from agreements.joint.models import CommonText, SubProcessorNotice
from agreements.joint.notices import actions as joint
from agreements.joint.notices import sweeping
from agreements.joint.notices.joining import joined_later
from agreements.joint.notices.models import NoticeReceipt
from agreements.joint.reliance.indexing import index_notices, index_texts
from agreements.municipal.models import Agreement
from agreements.municipal.notices import actions as own
from agreements.municipal.notices.models import AgreementNotice, AppendixB
from tests.agreements.conftest import World
from tests.agreements.noticing import SYSTEM, enter, forward, in_force, set_days, work
from tests.agreements.test_notices import TODAY
from walls.callers import Caller, acting_as
from workflows.models import Job, OutboxMail


@pytest.fixture
def text(world: World) -> CommonText:
    """A text that two members have got, and one has signed."""
    found = world.released()
    world.send(found, "aalborg", "viborg")
    in_force(world, found, "aalborg")
    return found


def closed(world: World, *, objects: bool = False, **changes: object) -> SubProcessorNotice:
    """A notice that Aalborg has answered; its day has come, and it is closed."""
    notice = forward(world, enter(world, **changes))
    with acting_as(world.caller_of("mette")):
        [line] = AgreementNotice.objects.filter(notice_id=notice.id)
        if objects:
            own.object_to(line=line, reason="Ikke her.", by=world.actor("mette"))
            own.note_outcome(line=line, step="note_not_used", note="Fint.", by=world.actor("mette"))
        else:
            own.let_pass(line=line, by=world.actor("mette"))
    set_days(world, "aalborg", due=TODAY(), used_from=TODAY() - timedelta(days=3))
    with acting_as(Caller.secretariat()):
        return joint.close(notice=SubProcessorNotice.objects.get(pk=notice.pk), by=world.actor("sara"))


def an_hour_later(world: World) -> None:
    """The planned run, when what was done last is over an hour ago; the worker does what it gives."""
    with acting_as(Caller.jobs()):
        Job.objects.update(created_at=timezone.now() - timedelta(hours=2))
    with acting_as(Caller.secretariat()):
        index_texts()
        index_notices()
        sweeping.reach_joined(by=SYSTEM)
        work("agreements.deliver_notice")
        sweeping.settle_due(by=SYSTEM)
        work("agreements.settle_notices", "agreements.notice_answered")


def test_who_signs_after_the_notice_was_closed_gets_the_appendix_that_is_in_force(
    world: World, text: CommonText, client_of: Callable[[str], Client]
) -> None:
    notice = closed(world)
    an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        assert not AppendixB.objects.exists(), "it has not signed yet"
    in_force(world, text, "viborg")
    for _ in range(2):
        an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        newest, signed = AppendixB.objects.order_by("-number")
        assert (signed.number, signed.file) == (1, None)
        assert "Fjordhost ApS" not in {row["name"] for row in signed.subprocessors}
        assert newest.subprocessors[:-1] == signed.subprocessors
        assert (newest.subprocessors[-1]["name"], newest.valid_from) == ("Fjordhost ApS", TODAY())
        assert newest.file is not None
        line = AgreementNotice.objects.get()
        assert (line.state, line.answered) == ("in_effect", "joined")
        agreement = Agreement.objects.get()
    with acting_as(Caller.secretariat()):
        kinds = NoticeReceipt.objects.filter(notice=notice, line__municipality=world.members["viborg"])
        assert [each.kind for each in kinds] == ["in_effect"]
        [mail] = OutboxMail.objects.filter(kind="agreements/notice_joined")
        assert any("viborg" in each for each in mail.to)
    pages = [f"/aftaler/{agreement.id}/bilag-b/{number}/" for number in (1, 2)]
    old, new = (client_of("bo").get(page) for page in pages)
    assert (old.status_code, new.status_code) == (200, 200)
    assert "Fjordhost ApS" in new.content.decode()
    assert {client_of("mette").get(page).status_code for page in pages} == {404}


def test_it_counts_from_the_day_the_agreement_does(world: World, text: CommonText) -> None:
    closed(world)
    in_force(world, text, "viborg")
    schema = world.members["viborg"].schema_name
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        change = f"UPDATE {schema}.agreements_municipal_agreement SET in_force_from = %s"
        cursor.execute(change, [TODAY() + timedelta(days=20)])
    an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        line = AgreementNotice.objects.get()
        assert (line.state, line.effective_on) == ("no_objection", TODAY() + timedelta(days=20))
        assert not AppendixB.objects.exists()


def test_what_was_not_used_for_those_who_had_the_text_is_not_given_to_who_comes(
    world: World, text: CommonText
) -> None:
    closed(world, objects=True)
    in_force(world, text, "viborg")
    an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        assert not AgreementNotice.objects.exists()


def test_who_objected_does_not_get_it_with_a_newer_agreement(world: World, text: CommonText) -> None:
    in_force(world, text, "viborg")
    notice = forward(world, enter(world))
    with acting_as(world.caller_of("mette")):
        line = AgreementNotice.objects.get()
        own.object_to(line=line, reason="Ikke her.", by=world.actor("mette"))
        own.note_outcome(line=line, step="note_not_used", note="Fint.", by=world.actor("mette"))
    with acting_as(world.caller_of("bo")):
        own.let_pass(line=AgreementNotice.objects.get(), by=world.actor("bo"))
    with acting_as(Caller.secretariat()):
        joint.close(notice=SubProcessorNotice.objects.get(pk=notice.pk), by=world.actor("sara"))
    second = world.released()
    world.send(second, "aalborg", "viborg")
    in_force(world, second, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        index_notices()
        [found] = joined_later()[notice.id]
    assert (found.municipality_id, found.text_id) == (world.members["viborg"].id, second.id)


def test_where_each_must_be_approved_who_comes_later_is_asked(world: World, text: CommonText) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_joint_round"
            " SET values = jsonb_set(values, '{bilag-b,authorisation}', '\"specifik\"')"
        )
    closed(world)
    in_force(world, text, "viborg")
    an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        line = AgreementNotice.objects.get()
        assert (line.state, line.authorisation, line.received_on) == ("running", "specifik", TODAY())
        assert not AppendixB.objects.exists()


def test_a_second_agreement_of_the_same_member_is_reached_while_the_notice_is_open(
    world: World, text: CommonText
) -> None:
    notice = forward(world, enter(world))
    second = world.released()
    world.send(second, "aalborg")
    in_force(world, second, "aalborg")
    with acting_as(Caller.jobs()):
        Job.objects.update(created_at=timezone.now() - timedelta(hours=2))
    with acting_as(Caller.secretariat()):
        for _ in range(2):
            sweeping.reach_new(by=SYSTEM)
            work("agreements.deliver_notice")
        lines = notice.lines.values_list("common_text_id", flat=True)
        assert sorted(lines) == sorted([text.id, second.id])


def test_a_text_that_names_the_company_itself_needs_no_new_appendix(world: World, text: CommonText) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT r ->> 'name', r ->> 'registration_number' FROM agreements_joint_round,"
            " LATERAL (SELECT values -> 'bilag-b' -> 'subprocessors' -> 0 AS r) x WHERE outcome = 'accepted'"
        )
        [(name, number)] = cursor.fetchall()
    closed(world, name=name, registration_number=number)
    in_force(world, text, "viborg")
    an_hour_later(world)
    with acting_as(world.caller_of("bo")):
        assert not AgreementNotice.objects.exists()

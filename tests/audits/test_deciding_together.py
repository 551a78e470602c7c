"""Many decided at once: what is left is what one by one leaves, in as few statements as for one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from audits.municipal import actions
from audits.municipal.actions import Decision
from audits.municipal.models import ReceivedSystem
from audits.municipal.states import Level
from tenants.models import Letter, Standing
from tests.audits.delivering import Sender
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError, OutdatedError, move
from workflows.municipal.models import MunicipalLogEntry

GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED
Clients = Callable[[str], Client]
Actors = Callable[[str], Actor]


def test_together_leaves_what_one_by_one_leaves(sender: Sender, aalborg: Caller, actor: Actors) -> None:
    for number in range(4):
        sender.send(YELLOW, name=f"Sag {number}")
    decision = Decision(
        state="not_approved", remark="Nej.", what_now="own_audit", next_audit_on=date(2030, 1, 1)
    )
    with acting_as(aalborg):
        rows = list(ReceivedSystem.objects.order_by("name"))
        actions.decide(by=actor("mette"), systems=rows[:2], decision=decision)
        for each in rows[2:]:
            actions.decide(by=actor("mette"), systems=[each], decision=decision)
        one = left_of(rows[2])
        assert one[1:] == left_of(rows[0])[1:] == left_of(rows[1])[1:]
        by_machine = step_by_the_machine(rows[3], actor("mette"))
    assert one[0] == by_machine, "the log says what the state machine says"
    with acting_as(Caller.secretariat()):
        told = [
            (each.state, each.version, each.valid_until, each.due)
            for each in Standing.objects.filter(subject_id__in=[each.id for each in rows])
        ]
        assert len(told) == 4
        assert len(set(told)) == 1
        letters = Letter.objects.filter(subject_id__in=[each.id for each in rows])
        assert {(each.kind, each.text) for each in letters} == {("audit_objection", "Nej.")}
        assert letters.count() == 4


def left_of(system: ReceivedSystem) -> tuple[Any, ...]:
    row = MunicipalLogEntry.objects.filter(subject_id=system.id, action="reject").get()
    said = (row.action, row.before, row.after, row.reason, tuple(sorted(row.data.items())), row.by_name)
    fresh = ReceivedSystem.objects.get(pk=system.id)
    return said, fresh.state, fresh.rating, fresh.what_now, fresh.next_audit_on, fresh.decided_by_name


def step_by_the_machine(system: ReceivedSystem, by: Actor) -> tuple[Any, ...]:
    """What `move` itself writes for the same step, from the same state."""
    ReceivedSystem.objects.filter(pk=system.id).update(state="received")
    data = {"rating": "yellow", "what_now": "own_audit"}
    move(ReceivedSystem.objects.get(pk=system.id), "reject", by=by, reason="Nej.", data=data)
    row = MunicipalLogEntry.objects.filter(subject_id=system.id, action="reject").latest("number")
    return row.action, row.before, row.after, row.reason, tuple(sorted(row.data.items())), row.by_name


def test_many_cost_no_more_statements_than_few(
    sender: Sender, aalborg: Caller, actor: Actors, django_assert_num_queries: Any
) -> None:
    sender.send(*[GREEN] * 12)
    with acting_as(aalborg):
        rows = list(ReceivedSystem.objects.all())
        with pytest.raises(NotPermittedError):
            actions.decide(by=actor("ib"), systems=rows, decision=Decision(state="approved"))
        with django_assert_num_queries(9):
            actions.decide(by=actor("mette"), systems=rows[:2], decision=Decision(state="approved"))
        with django_assert_num_queries(9):
            actions.decide(by=actor("mette"), systems=rows[2:], decision=Decision(state="approved"))
        with pytest.raises(OutdatedError):
            actions.decide(by=actor("mette"), systems=rows, decision=Decision(state="approved"))


def test_a_municipality_tells_no_decision_of_anothers(
    sender: Sender, aalborg: Caller, caller_of: Callable[[str], Caller]
) -> None:
    sender.send(GREEN, to=("aalborg", "viborg"))
    with acting_as(aalborg):
        own = list(ReceivedSystem.objects.values_list("id", flat=True))
    for caller in (aalborg, caller_of("bo")):
        with acting_as(caller), connection.cursor() as cursor:
            if caller is aalborg:
                cursor.execute("SELECT audits_municipal_decisions_up_v1(%s)", [own])
                continue
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute("SELECT audits_municipal_decisions_up_v1(%s)", [own])
